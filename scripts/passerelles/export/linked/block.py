"""What a page says of itself to machines: a data block of JSON-LD, a part of the whole graph and nothing else.

A page of a thing has the thing, the statements that it shows and the words they rest on, in the language of the page
alone: those words are on the page, so that compressed they weigh little twice. Corpus only; and what graph.jsonld has
and a page can do without stays there: notes, aliases, outside facts, the other language. A source has its record; the
statements that quote it are on the pages of their subjects. Any other page says what it is called, and where.

Browsers run no data block, so the site's policy against inline scripts allows it; `<` is written as \\u003c, so that no
words can end it. An offline copy goes without: it has no address to speak of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from json.encoder import encode_basestring as encode

from passerelles.export.linked.jsonld import line
from passerelles.export.linked.nodes import Fact, Node, Ref, node, words
from passerelles.export.linked.nodes import Words as Said
from passerelles.export.linked.statements import asserted, passage_address
from passerelles.export.linked.terms import DATA_SET, EDTF, own, prefixes
from passerelles.export.linked.themes import concept
from passerelles.export.linked.things import address_of, types
from passerelles.export.linked.things import own as own_facts
from passerelles.export.words import Words
from passerelles.graph import Graph
from passerelles.model import Entity, Evidence, Language, Statement
from passerelles.pages.page import Page

KNOWN = ("dcterms", "edtf", "oa", "org", "prov", "rdf", "schema", "skos", "xsd", "v")
ALWAYS = ("oa", "oa:exact", "prov", "rdf", "v")  # by which every statement is told
HEAVY = 25_500  # characters of content: above it, the statements of a page are left to the graph, for 8 kB on the wire
LEFT_OUT = frozenset(
    ("dcterms:identifier", "schema:alternateName", "schema:mainEntityOfPage", "skos:hiddenLabel", "v:spelling")
)


@dataclass(frozen=True)
class Block:
    """The data blocks of one language. `say` has the address of the site as its root."""

    say: Words
    language: Language

    def of_thing(self, entity: Entity, statements: Iterable[Statement]) -> str:
        """The block of a page of a thing, with those of its statements that stand on that page."""
        made = concept(self.say, entity) if entity.kind == "theme" else self._thing(entity)
        stated, seen = tuple(statements), set[str]()
        plain = [fact for statement in stated for fact in asserted(self.say, statement)]
        kept = [fact for fact in dict.fromkeys((*made.facts, *plain)) if self._belongs(fact)]
        path = self.say.voice.addresses.entity_path(entity)
        here = Ref(self.say.voice.addresses.of(self.language, path))
        text = line(Node(made.address, made.types, (*kept, ("schema:mainEntityOfPage", here))))
        told = ",".join([self._statement(entity, path, statement, seen) for statement in stated])
        return self._script(text, f',"@reverse":{{"rdf:subject":[{told}]}}}}' if told else "")

    def _thing(self, entity: Entity) -> Node:
        """A thing as its pages have it, who have no use for most of its names."""
        name = words("schema:name", {self.language: entity.name[self.language]})
        return node(address_of(self.say, entity.id), types(self.say, entity), name, own_facts(self.say, entity))

    def of_page(self, path: str, title: str) -> str:
        """The block of any other page."""
        here = self.say.voice.addresses.of(self.language, path)
        name = f'{{"@value":{encode(title)},"@language":{encode(self.language)}}}'
        part = f'"schema:isPartOf":{{"@id":{encode(DATA_SET)}}}'
        return self._script(f'{{"@id":{encode(here)},"@type":"schema:WebPage","schema:name":{name},{part}}}')

    def _belongs(self, fact: Fact) -> bool:
        name, value = fact
        return name not in LEFT_OUT and not (isinstance(value, Said) and value.language != self.language)

    def _statement(self, entity: Entity, path: str, statement: Statement, seen: set[str]) -> str:
        """A statement, written at once, as nearly all of a page's block is: to make objects only to write them takes
        twice as long."""
        about, predicate = _predicate(entity.kind, statement.property)
        address = f"{path}#{self.say.voice.anchor(statement)}"
        said = [f'"@id":{encode(address)},"@type":"oa:Annotation",{predicate}']
        if value := self._value(statement, about):
            said.append(value)
        if statement.date and self.say.property_of(statement).type != "date":
            said.append(_day(statement.date, "v:date"))
        if statement.said_by:
            said.append(_ref(address_of(self.say, statement.said_by), "prov:wasAttributedTo"))
        if statement.status:
            said.append(self._rivals(entity, path, statement))
        words = ",".join([self._passage(evidence, seen) for evidence in statement.evidence])
        return f'{{{",".join(said)},"oa:hasTarget":[{words}]}}'

    def _rivals(self, entity: Entity, path: str, statement: Statement) -> str:
        """The statements that say otherwise of the same thing."""
        others = (s for s in entity.with_property(statement.property) if s.status and s.value != statement.value)
        refs = ",".join(f'{{"@id":{encode(f"{path}#{self.say.voice.anchor(s)}")}}}' for s in others)
        return f'"v:conflictsWith":[{refs}]'

    def _value(self, statement: Statement, about: str) -> str:
        """A thing, a code or a date; a value in words is left to the graph, as the words quoted are here."""
        if statement.entity:
            return _ref(address_of(self.say, statement.entity), "rdf:object")
        if statement.choice:
            return _ref(f"{about}-{statement.choice}", "rdf:object")
        return "" if statement.text else _day(statement.date, "rdf:object")

    def _passage(self, evidence: Evidence, seen: set[str]) -> str:
        """The words with their selector; on a page, once."""
        address = passage_address(self.say, evidence, self.language)
        if address in seen:
            return f'{{"@id":{encode(address)}}}'
        seen.add(address)
        if self.language == self._original:
            origin = _ref(address_of(self.say, evidence.source), "prov:wasQuotedFrom")
        else:  # a translation is quoted from nowhere
            origin = _ref(passage_address(self.say, evidence, self._original), "prov:wasDerivedFrom")
        exact = f'{{"@type":"oa:TextQuoteSelector","oa:exact":{encode(evidence.quote[self.language])}}}'
        return f'{{"@id":{encode(address)},{origin},"oa:hasSelector":{exact}}}'

    @cached_property
    def _original(self) -> Language:
        return self.say.graph.kb.schema.original

    @cached_property
    def _words(self) -> Mapping[str, object]:
        """What a context may have to explain: prefixes, and that quoted words are in the page's language."""
        known = prefixes(self.say.site_url)
        return {name: known[name] for name in KNOWN} | {"oa:exact": {"@language": self.language}}

    @cached_property
    def _signs(self) -> Mapping[str, tuple[str, str]]:
        """How each of these words stands in a block: before what it is the prefix of, or alone."""
        return {key: (f'"{key}:', f'"{key}":') for key in self._words}

    def _script(self, thing: str, told: str = "") -> str:
        """The block; its context explains what it uses and nothing else. What is told of statements uses the same terms
        on every page, so that these are not looked for."""
        used = tuple(
            [
                key
                for key, (begun, whole) in self._signs.items()
                if begun in thing or whole in thing or (told and _is_used(key, told))
            ]
        )
        if used not in self._contexts:
            context = {"@base": self.say.site_url, **{key: self._words[key] for key in used}}
            self._contexts[used] = json.dumps(context, separators=(",", ":"))
        text = f"{thing[1:-1]}{told}" if told else thing[1:]
        script = f'{{"@context":{self._contexts[used]},{text}'.replace("<", "\\u003c")
        return f'<script type="application/ld+json">{script}</script>'

    @cached_property
    def _contexts(self) -> dict[tuple[str, ...], str]:
        """The contexts that pages have had so far, by what they explain."""
        return {}


def _is_used(key: str, told: str) -> bool:
    """Whether a term is among those by which statements are told."""
    return key in ALWAYS or (key == "edtf" and EDTF in told)


@cache  # of the properties of the model
def _predicate(kind: str, name: str) -> tuple[str, str]:
    """The term for a property, and that a statement has it."""
    about = own(kind, name)
    return about, _ref(about, "rdf:predicate")


def _ref(address: str, name: str) -> str:
    """A link to a node, as a member of an object."""
    return f'"{name}":{{"@id":{encode(address)}}}'


def _day(edtf: str, name: str) -> str:
    """A date, as a member of an object."""
    return f'"{name}":{{"@value":{encode(edtf)},"@type":"{EDTF}"}}'


@dataclass(frozen=True)
class Blocks:
    """The data block of any page; none where the site has no address to speak of."""

    graph: Graph
    site_url: str

    @cached_property
    def _languages(self) -> Mapping[Language, Block]:
        say = Words(self.graph, self.site_url)
        return {language: Block(say, language) for language in self.graph.kb.schema.languages}

    def of(self, page: Page) -> str:
        """The block of a page, as HTML."""
        if not self.site_url or page.kind == "404":
            return ""
        block = self._languages[page.language]
        if page.kind not in self.graph.kb.schema.kinds:
            return block.of_page(page.path, page.title)
        _, name, *rest = page.path.strip("/").split("/")  # «themes/sante/», «themes/sante/p/2/»
        entity, part = self.graph.kb.entities[name], int(rest[1]) if rest else 1
        listed = entity.statements if len(page.content) <= HEAVY else ()
        return block.of_thing(entity, (s for s in listed if self.graph.parts.get(s.id, 1) == part))
