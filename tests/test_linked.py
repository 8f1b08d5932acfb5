"""The linked data, as programs that are not ours read it: rdflib, and the vocabularies themselves."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
import rdflib
import rdflib.namespace as closed
from rdflib import RDF, RDFS, SKOS, Literal, URIRef
from rdflib.term import Node

from conftest import ROOT
from passerelles import dates
from passerelles.export.form import gathered
from passerelles.export.linked import linked
from passerelles.export.linked import whole as whole_graph
from passerelles.export.linked.block import HEAVY, Block
from passerelles.export.linked.jsonld import jsonld, line
from passerelles.export.linked.nodes import Node as Made
from passerelles.export.linked.nodes import Ref, Term, Typed, Value, Words
from passerelles.export.linked.statements import asserted
from passerelles.export.linked.terms import NOWHERE, PREFIXES
from passerelles.export.linked.turtle import fit, turtle
from passerelles.export.past import Past
from passerelles.export.words import Words as Says
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase
from passerelles.offline import page as offline_page

# rdflib's own reader of JSON-LD still uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SITE = "https://passerelles.example/"
OWN = f"{SITE}api/v1/vocabulary.ttl#"
DATA_SET = f"{SITE}api/v1/dataset.ttl#"
FOLDER = ROOT / "tests/vocabularies"
SUBJECTS = json.loads((FOLDER / "subjects.json").read_text("utf-8"))
YOUNGER = {
    "c_d59e7560": "smart city",
    "c_8f1cd55b": "decentralised cooperation",
}  # than the package's list; verified elsewhere
OA, PROV, DCTERMS = (rdflib.Namespace(PREFIXES[name]) for name in ("oa", "prov", "dcterms"))
SDO = rdflib.Namespace(PREFIXES["schema"])
VOCABULARIES = {
    "dcat": closed.DCAT, "dcterms": closed.DCTERMS, "geo": closed.GEO, "org": closed.ORG, "prov": closed.PROV,
    "rdf": closed.RDF, "rdfs": closed.RDFS, "schema": closed.SDO, "sh": closed.SH, "skos": closed.SKOS,
    "void": closed.VOID, "xsd": closed.XSD,
}  # fmt: skip


@pytest.fixture(scope="module")
def files(graph: Graph) -> dict[str, str]:
    made = gathered(linked(graph, SITE, Past()))
    return {path.rsplit("/", 1)[-1]: content.decode() for path, content in made.items()}


@pytest.fixture(scope="module")
def whole(files: dict[str, str]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files["graph.ttl"], format="turtle")


@pytest.fixture(scope="module")
def themes(files: dict[str, str]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files["themes.ttl"], format="turtle")


@pytest.fixture(scope="module")
def own_terms(files: dict[str, str]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files["vocabulary.ttl"], format="turtle")


def at(path: str) -> URIRef:
    return URIRef(SITE + path)


def of_class(found: rdflib.Graph, name: str) -> set[Node]:
    return set(found.subjects(RDF.type, URIRef(name)))


# Two formats, one graph ----------------------------------------------------------------------------


def test_turtle_and_json_ld_say_the_same(files: dict[str, str], whole: rdflib.Graph) -> None:
    other = rdflib.Graph().parse(data=files["graph.jsonld"], format="json-ld")

    assert len(whole) > 20_000
    assert not any(isinstance(term, rdflib.BNode) for fact in whole for term in fact)  # so that equal sets are all
    assert set(whole) == set(other)


def test_json_ld_has_its_context_inside(files: dict[str, str]) -> None:
    context = json.loads(files["graph.jsonld"])["@context"]

    assert isinstance(context, dict)
    assert all(isinstance(value, str) for value in context.values())
    assert "@import" not in context


def test_hostile_words_and_addresses_survive_both_formats() -> None:
    words = 'a "quote" \\ back\\u0041\nline\ttab </script> « é » 北九州 \u2028 \U0001f309'
    signs = "a bell \x07, a form feed \x0c, deleted \x7f"
    nodes = [
        Made("x/#a", ("schema:Thing",), (("schema:name", Words(words, "fr")), ("schema:name", Words(words, "en")))),
        Made('http://else.test/a b<c>"d\\e^f`g{h|i}', (), (("schema:text", Typed(words)), ("schema:url", Ref("y/")))),
        Made("x/#b", (), (("dcterms:date", Typed("[2009..]", "edtf:EDTF")), ("schema:abstract", Words(signs, "en")))),
    ]

    one = rdflib.Graph().parse(data=turtle(nodes, SITE, PREFIXES), format="turtle")
    two = rdflib.Graph().parse(data=jsonld(nodes, SITE, PREFIXES), format="json-ld")

    assert set(one) == set(two)
    assert set(one.objects(at("x/#a"), SDO.name)) == {Literal(words, lang="fr"), Literal(words, lang="en")}
    assert set(one.objects(None, SDO.text)) == {Literal(words)}
    assert set(one.objects(None, SDO.abstract)) == {Literal(signs, lang="en")}


def as_object(node: Made) -> dict[str, object]:
    """A node as JSON-LD has it; a property with one value has it bare, with several has a list."""
    said: dict[str, list[object]] = {}
    for name, value in node.facts:
        said.setdefault(name, []).append(as_value(value))
    bare = {name: values[0] if len(values) == 1 else values for name, values in said.items()}
    return {"@id": fit(node.address)} | ({"@type": list(node.types)} if node.types else {}) | bare


def as_value(value: Value) -> object:
    if isinstance(value, str):
        return {"@id": fit(value)}
    if isinstance(value, Term):
        return {"@id": value.name}
    if isinstance(value, Words):
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text, "@type": value.datatype} if value.datatype else value.text


@pytest.mark.parametrize("language", ["vi", "zh-Hant"])
def test_turtle_names_the_language_of_words(language: str) -> None:
    made = turtle([Made("a/", (), (("schema:name", Words("b", language)),))], SITE, PREFIXES)

    assert f'"b"@{language} .' in made


@pytest.mark.parametrize(
    "language", ["", "vi_VN", "vi . <urn:x> <urn:x> <urn:x>", 'vi . <urn:x> <urn:y> "z"@en', "vi\n"]
)
def test_turtle_is_not_written_with_a_language_that_would_say_more(language: str) -> None:
    with pytest.raises(ValueError, match="is no language"):
        turtle([Made("a/", (), (("schema:name", Words("b", language)),))], SITE, PREFIXES)


def test_a_node_is_written_as_json_has_it(graph: Graph) -> None:
    nodes = [
        *whole_graph(Says(graph, SITE)),
        Made("x/ y", (), (("v:date", Typed('"2009"', "v:é")), ("v:of", Term("v:x")))),
    ]

    assert [json.loads(line(node)) for node in nodes] == [as_object(node) for node in nodes]


def test_a_copy_without_an_address_has_complete_names_all_the_same(graph: Graph, whole: rdflib.Graph) -> None:
    files = gathered(linked(graph, "", Past()))

    found = rdflib.Graph().parse(data=files["api/v1/graph.ttl"], format="turtle", publicID="file:///elsewhere/")

    assert NOWHERE.endswith(".invalid/")
    moved = {tuple(URIRef(str(t).replace(SITE, NOWHERE)) if isinstance(t, URIRef) else t for t in f) for f in whole}
    assert set(found) == moved


# Terms ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["graph.ttl", "themes.ttl", "vocabulary.ttl", "dataset.ttl", "shapes.ttl"])
def test_every_term_exists_in_its_vocabulary(
    files: dict[str, str], own_terms: rdflib.Graph, name: str, recwarn: pytest.WarningsRecorder
) -> None:
    found = rdflib.Graph().parse(data=files[name], format="turtle")
    terms = {term for fact in found for term in fact if isinstance(term, URIRef)}
    terms |= {term.datatype for fact in found for term in fact if isinstance(term, Literal) and term.datatype}
    annotation, ours = set((FOLDER / "oa.txt").read_text("utf-8").split()), set(own_terms.subjects())

    used: Counter[str] = Counter()
    for term in terms:
        for prefix, namespace in PREFIXES.items():
            local = str(term).removeprefix(namespace)
            if local and local != str(term):  # a vocabulary may be named as such
                used[prefix] += 1
                if prefix in VOCABULARIES:
                    assert VOCABULARIES[prefix][local]  # a closed namespace warns of a term that it lacks
                else:
                    assert local in annotation if prefix == "oa" else local == "EDTF", term
        if str(term).startswith(OWN):
            used["own"] += 1
            assert term in ours, term

    assert [str(warning.message) for warning in recwarn] == []
    assert sum(used.values()) > 20
    if name == "graph.ttl":
        assert set(used) >= {"dcterms", "edtf", "oa", "org", "prov", "rdf", "schema", "skos", "own"}


def test_an_unknown_term_would_be_seen() -> None:
    with pytest.warns(UserWarning, match="Partnership"):
        assert closed.SDO["Partnership"]


def test_every_own_term_is_explained_in_both_languages(own_terms: rdflib.Graph, kb: KnowledgeBase) -> None:
    for term in set(own_terms.subjects()):
        labels = [*own_terms.objects(term, RDFS.label), *own_terms.objects(term, SKOS.prefLabel)]
        assert {label.language for label in labels if isinstance(label, Literal)} == {"fr", "en"}, term
    assert {str(term) for term in own_terms.subjects()} >= {
        f"{OWN}{kind.name}-{name}" for kind in kb.schema.kinds.values() for name in kind.properties
    }


# What the graph says -------------------------------------------------------------------------------


def test_things_are_counted_as_in_the_base(whole: rdflib.Graph, kb: KnowledgeBase) -> None:
    for kind in kb.schema.kinds.values():
        assert len(of_class(whole, OWN + kind.name)) == len(kb.of_kind(kind.name)) > 0, kind.name
    partnerships = of_class(whole, SDO.Project)
    assert partnerships == of_class(whole, PREFIXES["org"] + "OrganizationalCollaboration")
    assert partnerships == {at(f"partnerships/{p.id}/#this") for p in kb.of_kind("partnership")}


def test_statements_are_those_of_the_base(whole: rdflib.Graph, kb: KnowledgeBase) -> None:
    annotations = of_class(whole, OA.Annotation)

    assert len(annotations) == len(kb.statements)
    assert annotations == of_class(whole, RDF.Statement)
    found = {str(whole.value(node, DCTERMS.identifier)): node for node in annotations}
    assert set(found) == {statement.id for statement in kb.statements}
    for statement in kb.statements:
        node = found[statement.id]
        subject = kb.entities[statement.subject]
        assert whole.value(node, RDF.predicate) == URIRef(f"{OWN}{subject.kind}-{statement.property}")
        values = set(whole.objects(node, RDF.object))
        if statement.text:
            assert values == {Literal(text, lang=language) for language, text in statement.text.items()}
        elif statement.entity:
            assert [str(v).split("/")[-2] for v in values] == [statement.entity]
        elif statement.choice:
            assert values == {URIRef(f"{OWN}{subject.kind}-{statement.property}-{statement.choice}")}
        else:
            assert [str(value) for value in values] == [statement.date]
        by = whole.value(node, PROV.wasAttributedTo)
        assert (str(by).split("/")[-2] if by else "") == statement.said_by
        assert {str(n) for n in whole.objects(node, URIRef(OWN + "note"))} == set(statement.note.values())


@pytest.mark.parametrize(("language", "prefix"), [("fr", ""), ("en", "en/")])
def test_every_evidence_is_a_text_quote_selector_with_its_words(
    whole: rdflib.Graph, kb: KnowledgeBase, language: str, prefix: str
) -> None:
    count = 0
    for statement in kb.statements:
        node = next(whole.subjects(DCTERMS.identifier, Literal(statement.id)))
        targets = [t for t in whole.objects(node, OA.hasTarget) if str(t).startswith(f"{SITE}{prefix}sources/")]
        quotes = []
        for target in targets:
            selector = whole.value(target, OA.hasSelector)
            assert (selector, RDF.type, OA.TextQuoteSelector) in whole
            exact = whole.value(selector, OA.exact)
            assert isinstance(exact, Literal)
            assert exact.language == language
            source = whole.value(whole.value(target, PROV.wasDerivedFrom) or target, PROV.wasQuotedFrom)
            assert str(whole.value(target, OA.hasSource)) == f"{SITE}{prefix}sources/{str(source).split('/')[-2]}/"
            quotes.append((str(source).split("/")[-2], str(exact)))
        assert sorted(quotes) == sorted((e.source, e.quote[language]) for e in statement.evidence), statement.id
        count += len(quotes)
    assert count == sum(len(s.evidence) for s in kb.statements)


def test_a_translated_passage_derives_from_the_original_which_alone_is_quoted(whole: rdflib.Graph) -> None:
    passages = of_class(whole, OA.SpecificResource)
    english = {p for p in passages if str(p).startswith(f"{SITE}en/")}

    assert len(english) * 2 == len(passages) > 500
    for passage in english:
        assert whole.value(passage, PROV.wasDerivedFrom) == URIRef(str(passage).replace("/en/", "/", 1))
    assert set(whole.subjects(PROV.wasQuotedFrom)) == passages - english
    assert set(whole.subjects(PROV.wasDerivedFrom)) == english


def test_layers_are_told_apart(whole: rdflib.Graph, kb: KnowledgeBase) -> None:
    corpus = set(whole.subjects(DCTERMS.isPartOf, URIRef(DATA_SET + "corpus")))
    beyond = set(whole.subjects(DCTERMS.isPartOf, URIRef(DATA_SET + "beyond")))

    assert corpus == of_class(whole, OA.Annotation)
    assert beyond == of_class(whole, OWN + "Beyond") == of_class(whole, SDO.Claim)
    assert len(beyond) == sum(len(entity.beyond) for entity in kb.entities.values())
    assert corpus & beyond == set()
    told = {str(text) for node in beyond for text in whole.objects(node, SDO.text)}
    corpus_words = {str(o) for node in corpus for o in whole.objects(node)}
    assert told & corpus_words == set()


def test_reported_speech_and_disagreements_are_not_asserted(whole: rdflib.Graph, graph: Graph) -> None:
    say = Says(graph, SITE)
    plain = [s for s in graph.kb.statements if not (s.said_by or s.status) and list(asserted(say, s))]

    assert len(plain) > 50
    for statement in plain:
        assert list(asserted(say, replace(statement, said_by="rennes"))) == []
        assert list(asserted(say, replace(statement, status="conflict"))) == []
    assert (at("partnerships/rennes-hue/#this"), SDO.member, at("territories/rennes/#this")) in whole


def test_a_disagreement_names_both_sides(whole: rdflib.Graph, graph: Graph) -> None:
    nodes = of_class(whole, OWN + "Conflict")

    assert len(nodes) == len(graph.conflicts) > 0
    for conflict in graph.conflicts:
        node = next(whole.subjects(DCTERMS.identifier, Literal(f"{conflict.subject.id}.{conflict.property}")))
        sides = {str(whole.value(side, DCTERMS.identifier)) for side in whole.objects(node, DCTERMS.hasPart)}
        assert sides == {statement.id for statement in conflict.statements}
    rivals = set(whole.subject_objects(URIRef(OWN + "conflictsWith")))
    assert rivals == {(b, a) for a, b in rivals} != set()


def test_dates_are_edtf(whole: rdflib.Graph) -> None:
    edtf = URIRef(PREFIXES["edtf"] + "EDTF")
    found = [o for o in whole.objects() if isinstance(o, Literal) and o.datatype == edtf]

    assert len(found) > 50
    for date in found:
        assert dates.read(str(date))


def test_a_place_has_its_identifiers(whole: rdflib.Graph, kb: KnowledgeBase) -> None:
    for territory in kb.of_kind("territory"):
        node, record = at(f"territories/{territory.id}/#this"), territory.gazetteer
        assert record
        is_same = SDO.sameAs if territory.type != "grouping" else SDO.containsPlace  # a grouping is no town
        assert {str(o) for o in whole.objects(node, is_same)} >= {f"https://sws.geonames.org/{record.geonames}/"}
        assert (whole.value(node, SDO.sameAs) is None) == (territory.type == "grouping")
        codes = {str(code) for code in whole.objects(node, URIRef(OWN + "iso-3166"))}
        assert codes == {code for code in (record.iso_3166_1, record.iso_3166_2) if code}


# Themes --------------------------------------------------------------------------------------------


def test_the_scheme_holds_every_theme_with_its_words_in_both_languages(themes: rdflib.Graph, kb: KnowledgeBase) -> None:
    scheme = at("themes/#this")
    concepts = set(themes.subjects(SKOS.inScheme, scheme))

    assert concepts == {at(f"themes/{theme.id}/#this") for theme in kb.of_kind("theme")}
    for theme in kb.of_kind("theme"):
        node = at(f"themes/{theme.id}/#this")
        for name, text in ((SKOS.prefLabel, theme.name), (SKOS.definition, theme.definition)):
            assert set(themes.objects(node, name)) == {Literal(said, lang=lang) for lang, said in text.items()}
        above = {at(f"themes/{theme.broader}/#this")} if theme.broader else set()
        assert set(themes.objects(node, SKOS.broader)) == above
        assert ((node, SKOS.topConceptOf, scheme) in themes) == (not above)
    assert {(b, a) for a, b in themes.subject_objects(SKOS.broader)} == set(themes.subject_objects(SKOS.narrower))


def test_every_matched_subject_is_in_its_vocabulary_under_that_name(kb: KnowledgeBase) -> None:
    known = SUBJECTS | {"eurovoc": SUBJECTS["eurovoc"] | YOUNGER}
    found = [match for thing in (*kb.of_kind("theme"), *kb.of_kind("term")) for match in thing.matches]

    assert {match.vocabulary for match in found} == {"eurovoc", "crs", "sdg"}
    assert len(found) > 50
    for match in found:
        assert match.code in known[match.vocabulary], match
        assert match.name in {"", known[match.vocabulary][match.code]}, match
        assert match.name or match.vocabulary == "sdg", match


def test_matches_lead_to_the_addresses_of_their_vocabularies(themes: rdflib.Graph) -> None:
    water = at("themes/eau-assainissement/#this")

    assert {str(o) for o in themes.objects(water, SKOS.narrowMatch)} == {
        "http://eurovoc.europa.eu/476", "http://eurovoc.europa.eu/607", "http://eurovoc.europa.eu/612",
        f"{SITE}themes/#crs-14020", f"{SITE}themes/#crs-14030",
    }  # fmt: skip
    assert URIRef("http://metadata.un.org/sdg/6.1") in set(themes.objects(water, SKOS.relatedMatch))
    assert URIRef("http://eurovoc.europa.eu/c_d59e7560") in set(themes.objects(None, SKOS.narrowMatch))


def test_the_data_set_and_its_scheme_are_about_decentralised_cooperation(
    files: dict[str, str], themes: rdflib.Graph
) -> None:
    about = URIRef("http://eurovoc.europa.eu/c_8f1cd55b")
    described = rdflib.Graph().parse(data=files["dataset.ttl"], format="turtle")

    assert list(described.objects(URIRef(f"{DATA_SET}passerelles"), DCTERMS.subject)) == [about]
    assert list(themes.objects(at("themes/#this"), DCTERMS.subject)) == [about]
    assert themes.value(about, SKOS.prefLabel) == Literal("decentralised cooperation", lang="en")


def test_the_terms_are_matched_to_subjects_in_the_graph(whole: rdflib.Graph, kb: KnowledgeBase) -> None:
    found = {
        (str(term), str(subject))
        for term, subject in whole.subject_objects(SKOS.closeMatch)
        if str(term).startswith(f"{SITE}terms/")
    }

    assert found == {
        (f"{SITE}terms/{term.id}/#this", f"http://eurovoc.europa.eu/{match.code}")
        for term in kb.of_kind("term")
        for match in term.matches
    }
    assert len(found) == 2


# The published files -------------------------------------------------------------------------------


def test_the_site_serves_them_and_lists_them(site: Path, files: dict[str, str]) -> None:
    listed = {
        item["path"]: item["media_type"]
        for item in json.loads((site / "api/v1/index.json").read_text("utf-8"))["files"]
    }

    assert listed["graph.ttl"] == "text/turtle; charset=utf-8"
    assert listed["graph.jsonld"] == "application/ld+json"
    assert set(files) <= set(listed)


# The data block of a page --------------------------------------------------------------------------

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def test_every_page_has_one_block_that_no_words_can_end(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        (block,) = BLOCK.findall(html)
        assert "<" not in block, address
        data = json.loads(block)
        assert data["@context"]["@base"] == SITE
        assert all(isinstance(value, str | dict) for value in data["@context"].values())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_block_of_a_thing_is_a_part_of_the_graph_with_the_statements_of_its_page(
    pages: dict[str, str], whole: rdflib.Graph, kb: KnowledgeBase, language: str
) -> None:
    folders = "|".join(kind.folder for kind in kb.schema.kinds.values())
    prefix = "" if language == "fr" else "en/"
    found = {a: h for a, h in pages.items() if re.fullmatch(rf"{prefix}(?:{folders})/[^/]+/(?:p/[0-9]+/)?", a)}
    assert len(found) > 130
    count, sources, heavy, disputed = 0, 0, 0, 0
    for address, html in found.items():
        if re.fullmatch(rf"{prefix}(?:{folders})/p/[0-9]+/", address):  # of an index
            continue
        block = rdflib.Graph().parse(data=BLOCK.findall(html)[0], format="json-ld")
        words = {s for s in block.subjects() if isinstance(s, rdflib.BNode)}
        assert [f for f in block if not words & set(f) and f not in whole] == [], address
        for passage, selector in block.subject_objects(OA.hasSelector):
            exact = block.value(selector, OA.exact)
            assert exact == whole.value(whole.value(passage, OA.hasSelector), OA.exact)
        told = {str(whole.value(s, DCTERMS.identifier)) for s in of_class(block, OA.Annotation)}
        sources += "sources/" in address
        disputed += len(set(block.subjects(URIRef(OWN + "conflictsWith"))))
        shown = set(re.findall(r'data-statement="([^"]+)"', html))
        if shown and "sources/" not in address and not told:  # its words weigh enough
            heavy += 1
            count += len(shown)
            assert len(html) > HEAVY
        else:
            assert told == (set() if "sources/" in address else shown), address
        count += len(told)
    assert heavy < 3
    assert sources == len(kb.sources)
    assert count == len(kb.statements)
    assert disputed == len([s for s in kb.statements if s.status])


def test_a_hostile_name_stays_inside_its_block(graph: Graph) -> None:
    block = Block(Says(graph, SITE), "en")
    hostile = '</script><script>alert(1)</script><!-- "\\'

    made = block.of_page("x/", hostile)

    assert made.count("<") == 2
    (inside,) = BLOCK.findall(made)
    assert json.loads(inside)["schema:name"] == {"@value": hostile, "@language": "en"}


def test_the_offline_copy_goes_without(site: Path) -> None:
    html = (site / "partnerships/rennes-hue/index.html").read_text("utf-8")

    assert BLOCK.search(html)
    assert not BLOCK.search(offline_page(html, {"fr": "", "en": ""}))


# Shapes and the data set -----------------------------------------------------------------------------


def conforms(files: dict[str, str], found: rdflib.Graph) -> tuple[bool, str]:
    shapes = rdflib.Graph().parse(data=files["shapes.ttl"], format="turtle")
    good, _, said = pyshacl.validate(found, shacl_graph=shapes)
    return bool(good), str(said)


def test_the_graph_keeps_to_its_shapes(files: dict[str, str], whole: rdflib.Graph) -> None:
    good, said = conforms(files, whole)

    assert good, said[:2000]
    shapes = rdflib.Graph().parse(data=files["shapes.ttl"], format="turtle")
    targets = set(shapes.objects(None, URIRef(PREFIXES["sh"] + "targetClass")))
    assert len(targets) > 10
    assert [target for target in targets if not of_class(whole, str(target))] == []  # each is tried on something


@pytest.mark.parametrize("name", [
    "oa:hasTarget", "rdf:object", "oa:exact", "schema:isBasedOn", "dcterms:isPartOf", "prov:wasQuotedFrom",
    "prov:wasDerivedFrom",
])  # fmt: skip
def test_a_graph_that_lost_something_does_not(files: dict[str, str], whole: rdflib.Graph, name: str) -> None:
    prefix, local = name.split(":")
    lost = URIRef(PREFIXES[prefix] + local)
    kept = small(whole)
    assert conforms(files, kept) == (True, conforms(files, kept)[1])

    kept.remove((None, lost, None))

    assert not conforms(files, kept)[0]


def test_a_translation_that_claims_to_be_quoted_breaks_the_shapes(files: dict[str, str], whole: rdflib.Graph) -> None:
    found = small(whole)
    translated = next(found.subjects(PROV.wasDerivedFrom))
    source = found.value(found.value(translated, PROV.wasDerivedFrom), PROV.wasQuotedFrom)
    assert source is not None

    found.add((translated, PROV.wasQuotedFrom, source))

    assert not conforms(files, found)[0]


def small(whole: rdflib.Graph) -> rdflib.Graph:
    """One statement with its passages, one outside fact with its document, and their things."""
    found = rdflib.Graph()
    todo: list[Node] = [
        at("partnerships/rennes-hue/#signature.assises-12"),
        next(iter(of_class(whole, OWN + "Beyond"))),
    ]
    while todo:
        node = todo.pop()
        if (node, None, None) in found:
            continue
        for fact in whole.triples((node, None, None)):
            found.add(fact)
            is_words = str(fact[1]).startswith((PREFIXES["oa"], PREFIXES["schema"] + "isBasedOn", str(PROV)))
            if is_words and str(fact[1]) != str(OA.hasBody):
                todo.append(fact[2])
    return found


def test_the_data_set_counts_what_the_graph_holds(
    files: dict[str, str], whole: rdflib.Graph, kb: KnowledgeBase
) -> None:
    found = rdflib.Graph().parse(data=files["dataset.ttl"], format="turtle")
    void, dcat = closed.VOID, closed.DCAT

    assert found.value(URIRef(DATA_SET + "passerelles"), void.triples).toPython() == len(whole)  # type: ignore[union-attr]
    counts = {name: found.value(URIRef(DATA_SET + name), void.entities) for name in ("corpus", "beyond")}
    assert {name: int(str(count)) for name, count in counts.items()} == {
        "corpus": len(kb.statements),
        "beyond": sum(len(entity.beyond) for entity in kb.entities.values()),
    }
    for part in found.objects(None, void.classPartition):
        kind = found.value(part, void["class"])
        assert int(str(found.value(part, void.entities))) == len(of_class(whole, str(kind)))
    assert len(set(found.objects(None, dcat.distribution))) >= 6
