"""Search as readers use it: the same in a browser over http and from a folder, and the same folding on both sides."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route

from conftest import ROOT
from passerelles.graph import Graph, link
from passerelles.pages import Pages, environment
from passerelles.pages.typography import typeset
from passerelles.pages.views import VIEWS
from passerelles.search import Document, documents, faults, fold, lookup, shards, spelled, stem, tokens, words
from passerelles.search.plain import sentences

QUERIES = yaml.safe_load((Path(__file__).parent / "search_queries.yml").read_text("utf-8"))
SCRIPTS = ("fold", "index", "word", "query", "show", "field", "page")
MARKUP = "<img src=x onerror=alert(1)>"
LONG = "x" * 10_000
HOSTILE = ("!!!", "«»", MARKUP, "\u202e\u200f", LONG, "'\";--", "l’", "%00", "\\", '""', "\ud83d\ude00", "toString")
SCHEMES = pytest.mark.parametrize("scheme", ["http", "file"])
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


ASKED = """async query => {
    const index = passerelles.show.indexOf(), found = await passerelles.search(index, query, 20);
    return (await Promise.all(found.hits.slice(0, 20).map(n => index.row(n)))).map(row => row[1]);
}"""
FIRST_OF_ALL = """async queries => {
    const index = passerelles.show.indexOf(), of = async query => {
        const found = await passerelles.search(index, query, 5);
        return (await Promise.all(found.hits.slice(0, 5).map(n => index.row(n)))).map(row => row[1]);
    };
    const all = [];
    for (const query of queries) all.push(await of(query));
    return all;
}"""
ALL = """async query => {
    const index = passerelles.show.indexOf(), found = await passerelles.search(index, query);
    return (await Promise.all(found.hits.map(n => index.row(n)))).map(row => row[1]);
}"""
STATUS = "document.querySelector('[data-search-status]').textContent"
FOLDED = """([all, language]) => all.map(s => [
    passerelles.fold(s), passerelles.tokens(s), passerelles.tokens(s).map(w => passerelles.stem(w, language))
])"""
WHOLE = """async query => {
    const index = passerelles.show.indexOf(), found = await passerelles.search(index, query);
    return (await Promise.all(found.hits.slice(0, found.full).map(n => index.row(n)))).map(row => row[1]);
}"""
NEAR = {
    "fr": "Rien n’est écrit exactement ainsi\u202f; voici les noms les plus proches.",
    "en": "Nothing here is spelt exactly like that; here are the nearest names.",
}
MOST = {
    "fr": "Aucune page n’a tous ces mots\u202f; voici celles qui en ont le plus.",
    "en": "No page has all these words; here are those that have most of them.",
}
COUNTED = """facet => Object.fromEntries([...document.querySelectorAll(`[data-facet="${facet}"]`)].map(
    input => [input.value, +input.closest("label").querySelector(".counted").textContent]))"""


def found(page: Page, query: str) -> list[str]:
    """The addresses that a query gives, best first, from the root of the site."""
    return list(page.evaluate(ASKED, query))


def beginning(scheme: str, address: str, site: Path) -> tuple[str, str]:
    """Where the site begins, and the file that a folder opens with."""
    return (address, "") if scheme == "http" else (f"file://{site}/", "index.html")


def at_about(page: Page, site: tuple[str, str], language: str) -> None:
    """A page of prose, from whose field one searches."""
    start, file = site
    page.goto(f"{start}{'' if language == 'fr' else 'en/'}about/{file}")


def settled(page: Page, query: str) -> None:
    """Wait until the page of results shows what was asked, facets and the other language included."""
    page.wait_for_function(
        "query => document.querySelector('[data-search-facets]').dataset.searchDone === query", arg=query
    )


def ticked(page: Page) -> list[str]:
    return [str(box.get_attribute("value")) for box in page.locator("[data-facet]:checked").all()]


def having(listed: list[Document], language: str, *asked: str) -> list[Document]:
    """The documents that have every word, computed here without an index."""
    roots = {stem(word, language) for query in asked for word in tokens(query)}
    texts = ({stem(w, language) for s in (*d.names, *d.sentences) for w in tokens(s)} for d in listed)
    return [document for document, text in zip(listed, texts, strict=True) if roots <= text]


def test_there_are_enough_queries() -> None:
    assert sum(len(QUERIES[language]) for language in ("fr", "en")) >= 60


@pytest.mark.browser
@SCHEMES
@LANGUAGES
def test_readers_find_what_they_type(page: Page, address: str, site: Path, language: str, scheme: str) -> None:
    at_about(page, beginning(scheme, address, site), language)

    missed = []
    for row in QUERIES[language]:
        addresses = found(page, row["query"])
        if row["page"] not in addresses[: row["rank"]]:
            missed.append((row["query"], row["page"], row["rank"], addresses[:5]))

    assert missed == []


@pytest.mark.browser
@SCHEMES
@LANGUAGES
def test_a_query_finds_all_that_belongs_to_it(page: Page, address: str, site: Path, language: str, scheme: str) -> None:
    at_about(page, beginning(scheme, address, site), language)

    missed = []
    for row in QUERIES["sets"][language]:
        addresses = page.evaluate(ALL, row["query"])
        wanted = {*row.get("pages", ()), *(page.evaluate(WHOLE, row["as"]) if "as" in row else ())}
        assert wanted
        wrong = wanted.difference(addresses) | set(row.get("not", ())).intersection(addresses)
        if wrong:
            missed.append((row, len(addresses), wrong))

    assert missed == []


def unfinished(listed: list[Document]) -> list[tuple[str, str]]:
    """Each name of two words of a place or an organisation, while its second word is typed; the address to be shown."""
    found = {
        (f"{words[0]} {words[1][:end]}", document.address)
        for document in listed
        if document.kind in {"territory", "organisation"}
        for name in document.names
        if len(words := tokens(name)) == 2
        for end in range(1, len(words[1]) + 1)
    }
    return sorted(found)


@pytest.mark.browser
@LANGUAGES
def test_a_name_of_two_words_is_among_the_first_while_its_second_is_typed(
    page: Page, address: str, graph: Graph, language: str
) -> None:
    typed = unfinished(documents(graph, language))
    assert len(typed) > 100
    page.goto(f"{address}{'' if language == 'fr' else 'en/'}about/")

    shown = page.evaluate(FIRST_OF_ALL, [query for query, _ in typed])

    missed = [(*pair, found) for pair, found in zip(typed, shown, strict=True) if pair[1] not in found]
    assert missed == []


def slipped(listed: list[Document], language: str) -> list[tuple[str, str]]:
    """Each word of five letters or more that names a place or a term, with two neighbours swapped or a letter left out
    or doubled, where that is no other word; the address to be found. A space ends it: no other word begins so.
    """
    names = {
        (word, d.address)
        for d in listed
        if d.kind in {"territory", "term"}
        for name in d.names
        for word in tokens(name)
        if word.isascii() and len(word) >= 5 and len(tokens(name)) == 1
    }
    made = {
        (slip, address)
        for word, address in names
        for i in range(1, len(word) - 1)
        for slip in (
            word[:i] + word[i + 1] + word[i] + word[i + 2 :],
            word[:i] + word[i + 1 :],
            word[:i] + word[i] + word[i:],
        )
        if slip != word and len(slip) >= 5
    }
    known = {stem(word, language) for d in listed for s in (*d.names, *d.sentences) for word in tokens(s)}
    return sorted((f"{slip} ", address) for slip, address in made if stem(slip, language) not in known)


@pytest.mark.browser
@LANGUAGES
def test_a_name_with_one_typing_error_is_found(page: Page, address: str, graph: Graph, language: str) -> None:
    typed = slipped(documents(graph, language), language)
    assert len(typed) > 200
    page.goto(f"{address}{'' if language == 'fr' else 'en/'}about/")

    shown = page.evaluate(FIRST_OF_ALL, [query for query, _ in typed])

    missed = [(*pair, found) for pair, found in zip(typed, shown, strict=True) if pair[1] not in found]
    assert missed == []


@pytest.mark.browser
@LANGUAGES
def test_terms_that_stand_alone_as_those_of_a_large_index_do_give_what_those_with_their_postings_give(
    page: Page, address: str, graph: Graph, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = documents(graph, language)
    typed = [query for query, _ in slipped(listed, language)][::7]
    home = f"{address}{'' if language == 'fr' else 'en/'}about/"
    page.goto(home)
    together = page.evaluate(FIRST_OF_ALL, typed)
    monkeypatch.setattr(lookup, "FEW_BLOCKS", 0)
    made = dict(shards(listed, language, words(graph, language)))
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.split("/search/", 1)[1])
        route.fulfill(body=made[f"search/{asked[-1]}"], content_type="text/javascript")

    page.route(f"**/search/{language}/**", answer)
    page.goto(home)

    assert page.evaluate(FIRST_OF_ALL, typed) == together
    assert len(typed) > 30
    assert {name.split("/")[1] for name in asked} >= {"w", "v"}


HITS = """async queries => {
    const index = passerelles.show.indexOf(), all = [];
    for (const query of queries) all.push((await passerelles.search(index, query)).hits);
    return all;
}"""


def said_instead(page: Page, language: str, made: dict[str, str]) -> None:
    """Let these files be the index of a language."""
    page.route(
        f"**/search/{language}/**",
        lambda route: route.fulfill(
            body=made[f"search/{route.request.url.split('/search/', 1)[1]}"], content_type="text/javascript"
        ),
    )


@pytest.mark.browser
def test_a_word_that_stands_nowhere_is_found_where_two_that_follow_one_another_make_it(
    page: Page, address: str, graph: Graph
) -> None:
    lines = ("Une grue-blanche.", "Des grues blanches.", "Une grue, puis une page blanche.")
    listed = [
        replace(d, sentences=lines[n : n + 1]) if n < len(lines) else d for n, d in enumerate(documents(graph, "fr"))
    ]
    said_instead(page, "fr", dict(shards(listed, "fr", words(graph, "fr"))))
    page.goto(f"{address}search/?q=grueblanche")
    settled(page, "grueblanche")

    assert page.evaluate(HITS, ["grueblanche", "gruesblanches"]) == [[0], [1]]
    assert page.locator("[data-search-results] li p mark").all_inner_texts() == ["grue", "blanche"]


@pytest.mark.browser
@LANGUAGES
def test_the_name_of_a_kind_finds_every_thing_of_it_in_singular_and_plural(
    page: Page, address: str, graph: Graph, language: str
) -> None:
    page.goto(f"{address}{'' if language == 'fr' else 'en/'}about/")

    missed = [
        (name, document.address)
        for kind in graph.kb.schema.kinds.values()
        for name in (kind.label[language], kind.plural[language])
        for shown in [page.evaluate(ALL, f"{name} ")]
        for document in documents(graph, language)
        if document.kind == kind.name and document.address not in shown
    ]
    assert missed == []


@pytest.mark.browser
@pytest.mark.parametrize(("language", "query"), [("fr", "Poitiers France"), ("en", "Poitiers France")])
def test_a_partnership_is_found_by_the_country_of_its_parties_though_no_text_says_it(
    page: Page, address: str, graph: Graph, language: str, query: str
) -> None:
    [thing] = [
        d for d in documents(graph, language) if d.address.endswith("partnerships/grand-poitiers-thua-thien-hue/")
    ]
    page.goto(f"{address}{'' if language == 'fr' else 'en/'}about/")

    assert "France" not in " ".join((*thing.names, *thing.sentences))
    assert thing.address in page.evaluate(WHOLE, query)


@pytest.mark.browser
@LANGUAGES
def test_where_no_page_has_all_the_words_those_that_have_most_are_shown_and_it_is_said(
    page: Page, address: str, graph: Graph, language: str
) -> None:
    home = f"{address}{'' if language == 'fr' else 'en/'}"
    page.goto(f"{home}search/?q=zzzzzz+rennes")
    settled(page, "zzzzzz rennes")

    assert page.evaluate(WHOLE, "zzzzzz rennes") == []
    assert page.locator("[data-search-status]").inner_text() == MOST[language]
    shown = page.evaluate(ALL, "zzzzzz rennes")
    assert set(shown) >= {d.address for d in having(documents(graph, language), language, "rennes")}
    assert page.locator("[data-search-result]").first.inner_text() == "Rennes"
    assert page.locator("[data-search-near], [data-search-partly]").count() == 0

    page.goto(f"{home}about/")
    page.get_by_role("combobox").fill("zzzzzz rennes")
    page.get_by_role("option", name="Rennes").first.wait_for()
    assert page.locator(".search-list .none").inner_text() == MOST[language]


@pytest.mark.browser
def test_where_few_pages_have_all_the_words_those_that_have_most_follow_apart(
    page: Page, address: str, graph: Graph
) -> None:
    query = "partenaires de Hue"
    whole = [d.address for d in having(documents(graph, "fr"), "fr", "partenaires Hue")]
    page.goto(f"{address}search/?q={query}")
    settled(page, query)

    assert 0 < len(whole) < 5
    assert page.locator("[data-search-status]").inner_text() == f"{len(whole)} résultats"
    assert sorted(page.evaluate(WHOLE, query)) == sorted(whole)
    partly = page.locator("[data-search-partly]")
    assert partly.locator("h2").inner_text() == "Pages qui n’ont qu’une partie de ces mots"
    first = [str(a.evaluate("a => new URL(a.href).pathname")) for a in partly.locator("[data-search-result]").all()[:3]]
    assert "/partnerships/rennes-hue/" in first
    assert page.locator("[data-search-result]").count() == 12

    page.goto(f"{address}search/?q=«{query}»")
    settled(page, f"«{query}»")
    assert page.locator("[data-search-partly]").count() == 0  # a phrase is asked for as it is


@pytest.mark.browser
@pytest.mark.parametrize("query", ["Rennes Huế", "12es Assises", "eau potable "])
def test_nothing_follows_what_is_called_so_or_what_many_pages_have(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}about/")

    assert page.evaluate(WHOLE, query) == page.evaluate(ALL, query) != []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("who works on water", ["works", "water"]),
        ("quels sont les partenaires de Hué", ["partenaires", "hue"]),
        ("how and where", ["how", "and", "where"]),
    ],
)
def test_words_that_carry_nothing_are_not_asked_for_unless_alone(
    page: Page, address: str, query: str, kept: list[str]
) -> None:
    page.goto(f"{address}about/")

    assert page.evaluate("q => passerelles.weighty(passerelles.tokens(q))", query) == kept


def test_the_words_that_carry_nothing_are_the_same_in_the_search_and_in_the_labels(graph: Graph) -> None:
    script = (ROOT / "docs/assets/js/search-fold.js").read_text("utf-8")
    told = script.partition("var LIGHT")[2].partition(".split")[0].split('"')[1::2]
    listed = ", ".join(graph.kb.labels["light-words"].values())

    assert {word.strip() for word in listed.split(",")} == set("".join(told).split())


@pytest.mark.browser
def test_one_number_is_not_near_another(page: Page, address: str, graph: Graph) -> None:
    lines = ("Assises XVII", "Assises XVIIes", "Assises 20171")
    listed = [replace(d, sentences=lines) if not n else d for n, d in enumerate(documents(graph, "fr"))]
    said_instead(page, "fr", dict(shards(listed, "fr", words(graph, "fr"))))
    page.goto(f"{address}about/")

    near = page.evaluate(HITS, ["XVII ", "XVIIe ", "20171 ", "XVIII ", "XVIIIe ", "20172 "])

    assert [0 in hits for hits in near] == [True, True, True, False, False, False]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "query", "event"),
    [
        ("fr", "12 Assises", "assises-12"),
        ("fr", "12e Assises", "assises-12"),
        ("fr", "12ème Assises", "assises-12"),
        ("fr", "13 Assises", "assises-13"),
        ("fr", "XIIIe assises", "assises-13"),
        ("fr", "1er forum", "forum-vietnam-japon-2025"),
        ("en", "12 Assises", "assises-12"),
        ("en", "1st forum", "forum-vietnam-japon-2025"),
    ],
)
def test_an_edition_is_found_by_its_number_however_it_is_typed(
    page: Page, address: str, language: str, query: str, event: str
) -> None:
    home = f"{address}{'' if language == 'fr' else 'en/'}"
    page.goto(f"{home}about/")

    assert f"{home.removeprefix(address)}events/{event}/" in found(page, query)[:3]


@pytest.mark.browser
@LANGUAGES
@pytest.mark.parametrize(
    ("split", "joined"), [("viet nam", "vietnam"), ("binh dinh", "binhdinh"), ("ha noi", "hanoi"), ("yen b", "yenb")]
)
def test_the_split_form_of_a_name_finds_what_the_joined_one_does(
    page: Page, address: str, language: str, split: str, joined: str
) -> None:
    page.goto(f"{address}{'' if language == 'fr' else 'en/'}about/")

    one, other = (
        page.evaluate("async q => (await passerelles.search(passerelles.show.indexOf(), q)).hits", query)
        for query in (split, joined)
    )

    assert len(other) > 2
    assert set(other) <= set(one)  # what has its words apart may come besides: «Dinh» here, «Binh» there


@pytest.mark.browser
@LANGUAGES
def test_words_are_folded_alike_in_python_and_in_the_browser(
    page: Page, address: str, graph: Graph, language: str
) -> None:
    names = [
        n for e in graph.kb.entities.values() for n in (*e.name.values(), *e.aliases, *(s.form for s in e.spellings))
    ]
    texts = [p.text for s in graph.kb.sources.values() for e in s.editions.values() for p in e.paragraphs]
    strange = [
        "Ha\u00adnoi",
        "Ha\u200bnoi",
        "\u202eRennes",
        "musées",
        "décentralisées",
        "İstanbul",
        "ﬁn",
        "ＡＢ",
        "lʼeau",
        "はいふぉん",
        "ﾊﾞﾝ",
        "𝐀𝐁",
        "℡",
        "½",
        "l´eau",
        "urbanization analyzing harbour programmes size tour colours 𝐀𝐁𝐂izou",
        "locaux idéaux travaux niveaux matériau noyaux aux baux Cà Mau Lai Châu",
        "1er 1ère 12es 12ièmes 12ᵉ 1st 2nd 23rd XIIe XIIIes XIIth XXXIXe IIIIe vies vive VIIIe 4x4",
    ]
    page.goto(f"{address}{'' if language == 'fr' else 'en/'}about/")

    there = page.evaluate(FOLDED, [[*names, *texts, *strange], language])

    here = [[fold(s), tokens(s), [stem(w, language) for w in tokens(s)]] for s in (*names, *texts, *strange)]
    assert len(here) > 500
    assert there == here


@pytest.mark.parametrize(
    ("one", "other"), [("décentralisé", "décentralisées"), ("partenariats", "partenariat"), ("Hà Nội", "ha noi")]
)
def test_inflection_and_accents_leave_one_word(one: str, other: str) -> None:
    assert [stem(word, "fr") for word in tokens(one)] == [stem(word, "fr") for word in tokens(other)]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("municipal", "municipaux"),
        ("local", "locaux"),
        ("journal", "journaux"),
        ("social", "sociaux"),
        ("idéal", "idéaux"),
        ("travail", "travaux"),
        ("bail", "baux"),
        ("niveau", "niveaux"),
        ("eau", "eaux"),
        ("matériau", "matériaux"),
        ("noyau", "noyaux"),
        ("locale", "locaux"),
    ],
)
def test_a_french_word_in_al_ail_au_or_eau_and_its_plural_in_aux_leave_one(one: str, many: str) -> None:
    [[singular], [plural]] = tokens(one), tokens(many)

    assert stem(singular, "fr") == stem(plural, "fr")


@pytest.mark.parametrize(("one", "other"), [("aux", "al"), ("cau", "cal"), ("chau", "chal"), ("beau", "beal")])
def test_other_french_words_in_au_keep_their_letters(one: str, other: str) -> None:
    assert stem(one, "fr") != stem(other, "fr")


@pytest.mark.parametrize(
    "written", ["12", "12e", "12es", "12ème", "12èmes", "12ième", "12ᵉ", "12th", "XIIe", "XIIes", "XIIème", "XIIth"]
)
def test_the_number_of_an_edition_is_one_word_however_it_is_written(written: str) -> None:
    assert tokens(f"les {written} Assises") == ["les", "12", "assises"]


@pytest.mark.parametrize(
    ("written", "number"), [("1er", "1"), ("1ère", "1"), ("1st", "1"), ("2nd", "2"), ("23rd", "23"), ("XIIIe", "13")]
)
def test_an_ordinal_is_its_number(written: str, number: str) -> None:
    assert tokens(written) == [number]


@pytest.mark.parametrize("word", ["vie", "vies", "XII", "4x4", "G7", "vive", "civile", "mixte", "xxxxx", "IIIIe"])
def test_a_word_that_is_no_ordinal_stays_as_it_is(word: str) -> None:
    assert tokens(word) == [word.lower()]


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("decentralized", "decentralised"),
        ("urbanization", "urbanisation"),
        ("organizations", "organisation"),
        ("analyzed", "analysed"),
        ("harbor", "harbours"),
        ("program", "programmes"),
    ],
)
def test_american_and_british_spelling_leave_one_english_word_also_while_it_is_typed(
    american: str, british: str
) -> None:
    assert stem(american, "en") == stem(british, "en")
    term = stem(american, "en")
    for word in (american, british):
        begun = [spelled(word[:end], "en") for end in range(1, len(word) - 1)]
        assert [beginning for beginning in begun if not term.startswith(beginning)] == []


@pytest.mark.parametrize(("one", "other"), [("size", "sise"), ("tour", "tor"), ("prizes", "prises")])
def test_other_english_words_keep_their_letters(one: str, other: str) -> None:
    assert stem(one, "en") != stem(other, "en")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("decentralized", "decentralised"),
        ("decentraliz", "decentralis"),
        ("urbanization", "urbanisation"),
        ('"decentralized cooperation"', '"decentralised cooperation"'),
    ],
)
def test_american_and_british_spelling_find_and_mark_the_same(
    page: Page, address: str, american: str, british: str
) -> None:
    said = []
    for query in (american, british):
        page.goto(f"{address}en/search/?q={query}")
        settled(page, query)
        said.append([page.locator(part).inner_html() for part in ("[data-search-status]", "[data-search-results]")])

    assert "<mark>" in said[0][1]
    assert said[0] == said[1]


def spaced(sentence: str, language: str) -> str:
    """A sentence with the spaces that results show: the French ones, of which the pages have more."""
    return typeset(sentence, language) if language == "fr" else sentence


def saying(listed: list[Document], phrase: str) -> list[Document]:
    """The documents that have these words in this order, in one of their texts."""
    asked = f" {' '.join(tokens(phrase))} "
    return [d for d in listed if any(asked in f" {' '.join(tokens(s))} " for s in (*d.names, *d.sentences))]


@pytest.mark.browser
@pytest.mark.parametrize(("phrase", "kind"), [("coopération décentralisée", "paragraph"), ("Vietnam", "person")])
def test_a_phrase_is_counted_and_narrowed_as_words_are(
    page: Page, address: str, graph: Graph, phrase: str, kind: str
) -> None:
    hits = saying(documents(graph, "fr"), phrase)
    kinds = Counter(d.kind for d in hits)
    page.goto(f'{address}search/?q="{phrase}"')
    settled(page, f'"{phrase}"')
    assert len(hits) > 24  # more than are read at once
    assert page.locator("[data-search-status]").inner_text() == f"{len(hits)} résultats"
    assert page.evaluate(COUNTED, "kind") == kinds

    page.goto(f'{address}search/?q="{phrase}"&kind={kind}')
    settled(page, f'"{phrase}"')

    assert kinds[kind] > 1
    assert page.locator("[data-search-status]").inner_text() == f"{kinds[kind]} résultats"
    assert page.locator("[data-search-result]").count() == min(kinds[kind], 12)
    assert page.locator("[data-search-near]").count() == 0
    assert page.evaluate(COUNTED, "kind") == kinds


@pytest.mark.browser
def test_a_phrase_of_more_pages_than_are_read_says_so_and_is_found_once_narrowed(
    page: Page, address: str, graph: Graph
) -> None:
    listed = documents(graph, "fr")
    listed += listed[-1:] * 200
    apart = [replace(d, sentences=(*d.sentences, "Une grue, puis une page blanche.")) for d in listed]
    assert len(apart) > 300
    apart[-1] = replace(apart[-1], sentences=("Une grue blanche.",), years=("1901",))
    made = dict(shards(apart, "fr", words(graph, "fr")))
    page.route(
        "**/search/fr/**",
        lambda route: route.fulfill(
            body=made[f"search/{route.request.url.split('/search/', 1)[1]}"], content_type="text/javascript"
        ),
    )

    page.goto(f'{address}search/?q="grue blanche"')
    settled(page, '"grue blanche"')
    assert page.locator("[data-search-result]").count() == 0
    assert page.locator("[data-search-status]").inner_text().startswith("Rien dans les premières pages lues")

    page.goto(f'{address}search/?q="grue blanche"&years=1901')
    settled(page, '"grue blanche"')
    assert page.locator("[data-search-status]").inner_text() == "1 résultat"
    assert page.locator("[data-search-result]").get_attribute("href") == f"../{listed[-1].address}"
    assert page.locator(".counted").count() == 0  # not all was read: no count would be true
    page.locator("#facet-clear").click()
    page.wait_for_function(f"() => {STATUS}.startsWith('Rien dans les premières pages lues')")


@pytest.mark.browser
@SCHEMES
@pytest.mark.parametrize(
    ("language", "query", "marks"),
    [
        ("fr", "eau potable", {"eau", "potable"}),
        ("fr", "cooperations decentralisees", {"coopération", "décentralisée"}),
        ("fr", "Hanoi", {"Hanoï"}),
        ("fr", "chaleureux", {"chaleureux"}),
        ("en", "drinking water", {"drinking", "water"}),
        ("en", "decentralised cooperatoin", {"decentralised", "cooperation"}),
        ("en", "local authoriteis", {"local", "authorities"}),
    ],
)
def test_the_match_is_marked_as_the_source_writes_it(
    page: Page, address: str, site: Path, scheme: str, language: str, query: str, marks: set[str], graph: Graph
) -> None:
    start, file = beginning(scheme, address, site)
    page.goto(f"{start}{'' if language == 'fr' else 'en/'}search/{file}?q={query}")
    settled(page, query)

    said = {spaced(s, language) for d in documents(graph, language) for s in (*d.names, *d.sentences)}
    shown = page.locator(".search-results li p").all_inner_texts()

    assert shown
    assert [sentence for sentence in shown if sentence and sentence not in said] == []
    shown_marks = page.locator(".search-results li p mark").all_inner_texts()
    assert marks <= {*shown_marks, *(mark.lower() for mark in shown_marks)}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "text", "marks", "score"),
    [
        ("la ville de Huê", "La France, et la ville", ["la", "ville"], 1),
        ("la ville de Huê", "la fin de la séance", [], 0),
        ("de la", "la fin de la séance", ["la", "de", "la"], 2),
        ("entre villes", "le centre-ville", ["ville"], 1),
    ],
)
def test_words_that_join_others_are_marked_beside_these_alone_and_do_not_make_a_sentence_the_better(
    page: Page, address: str, query: str, text: str, marks: list[str], score: int
) -> None:
    page.goto(f"{address}about/")

    found = page.evaluate("([q, text]) => passerelles.show.places(text, passerelles.tokens(q), 'fr')", [query, text])

    spans = found["spans"]
    assert [text[begin:end] for begin, end in zip(spans[::2], spans[1::2], strict=True)] == marks
    assert found["score"] == score


@pytest.mark.browser
def test_results_are_grouped_counted_and_lead_to_the_place(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[data-search-input]").fill("eau potable")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}search/?q=eau+potable")
    settled(page, "eau potable")

    assert "résultats" in page.locator("[data-search-status]").inner_text()
    assert page.locator(".search-results h2").count() > 1
    while page.locator('[data-search-result][href*="#p"]').count() == 0:
        page.locator(".search-results .further:not(.also)").click()
        page.wait_for_timeout(100)
    page.locator('[data-search-result][href*="#p"]').first.click()
    page.wait_for_url("**/sources/*/#p*")
    page.locator(":target").wait_for()  # visible


@pytest.mark.browser
@SCHEMES
def test_facets_join_values_of_one_and_narrow_by_several(
    page: Page, address: str, site: Path, graph: Graph, scheme: str
) -> None:
    start, file = beginning(scheme, address, site)
    hits = having(documents(graph, "en"), "en", "cooperation")
    kinds = Counter(d.kind for d in hits)
    page.goto(f"{start}en/search/{file}?q=cooperation+")
    settled(page, "cooperation ")
    assert len(kinds) > 3
    assert page.evaluate(COUNTED, "kind") == kinds
    assert page.locator("[data-search-status]").inner_text() == f"{len(hits)} results"

    for value in ("partnership", "event", "paragraph"):
        page.locator(f"#facet-kind-{value}").check()
        page.wait_for_function("value => document.activeElement.value === value", arg=value)
    page.locator("[data-facet-group=sources] summary").click()
    page.locator("#facet-sources-cvn-assises-12").check()
    chosen = [d for d in hits if d.kind in {"partnership", "event", "paragraph"}]
    both = [d for d in chosen if "cvn-assises-12" in d.sources]
    page.wait_for_function(f"said => {STATUS} === said", arg=f"{len(both)} results")

    assert 0 < len(both) < len(chosen) < len(hits)
    expected = Counter(d.kind for d in hits if "cvn-assises-12" in d.sources)
    page.wait_for_function(f"wanted => ({COUNTED})('kind').event === wanted", arg=expected["event"])
    assert page.evaluate(COUNTED, "kind") == expected
    assert page.evaluate(COUNTED, "sources") == Counter(s for d in chosen for s in d.sources)
    assert "kind=partnership&kind=event&kind=paragraph&sources=cvn-assises-12" in page.url

    page.reload()
    settled(page, "cooperation ")
    assert set(ticked(page)) == {"partnership", "event", "paragraph", "cvn-assises-12"}
    page.go_back()
    page.wait_for_function(f"said => {STATUS} === said", arg=f"{len(chosen)} results")
    page.wait_for_function("() => document.querySelectorAll('[data-facet]:checked').length === 3")
    page.locator("#facet-clear").click()
    page.wait_for_function(f"said => {STATUS} === said", arg=f"{len(hits)} results")


@pytest.mark.browser
def test_facets_are_folded_on_a_phone_and_still_there(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}search/?q=hanoi")
    settled(page, "hanoi")
    assert [url for url in asked if "/f/" in url] == []
    assert page.locator("[data-facet]").count() == 0

    page.locator("[data-search-narrow] > summary").tap()
    page.locator("#facet-kind-partnership").tap()
    page.wait_for_url("**kind=partnership")
    settled(page, "hanoi")

    assert page.locator(".search-results h2").all_inner_texts()[0] == "Partenariats"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()


@pytest.mark.browser
@SCHEMES
def test_what_only_the_other_language_has_follows_with_its_badge(
    page: Page, address: str, site: Path, scheme: str
) -> None:
    start, file = beginning(scheme, address, site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{start}en/search/{file}?q=water")
    settled(page, "water")
    assert [url for url in asked if "search/fr/" in url] == []

    page.goto(f"{start}en/search/{file}?q=fiert%C3%A9+civique")
    settled(page, "fierté civique")

    assert page.locator("[data-search-status]").inner_text() == NEAR["en"]
    links = page.locator("[data-search-other=fr] [data-search-result]")
    assert links.count() > 2
    assert page.locator("[data-search-other=fr] .badge").count() == links.count()
    assert {link.get_attribute("lang") for link in links.all()} == {"fr"}
    assert not any("/en/" in str(link.evaluate("a => a.href")) for link in links.all())


@pytest.mark.browser
def test_the_other_language_adds_nothing_that_is_there_already(page: Page, address: str) -> None:
    page.goto(f"{address}en/search/?q=reforestation")
    settled(page, "reforestation")
    own = {str(link.evaluate("a => a.pathname")) for link in page.locator("[data-search-result]").all()}

    page.locator(".also").click()
    page.wait_for_url("**also=fr")
    page.wait_for_function("() => !document.querySelector('.also')")

    others = {str(a.evaluate("a => a.pathname")) for a in page.locator("[data-search-other] a").all()}
    assert own
    assert others & {path.replace("/en/", "/", 1) for path in own} == set()


@pytest.mark.browser
def test_a_letter_that_changes_no_result_moves_nothing_on_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=kitakyus")
    settled(page, "kitakyus")
    parts = "main [data-search-result], main [data-facet], main .also"
    before = page.locator(parts).count()
    page.evaluate("parts => document.querySelectorAll(parts).forEach(part => { part.isOld = true; })", parts)
    old = f"[...document.querySelectorAll({json.dumps(parts)})].filter(part => part.isOld).length"

    page.locator("#q").press("End")
    page.keyboard.type("h")
    settled(page, "kitakyush")
    assert before > 20
    assert page.evaluate(old) == before == page.locator(parts).count()
    page.wait_for_url("**?q=kitakyush")

    page.locator("#q").fill("rennes")
    settled(page, "rennes")
    assert page.evaluate(old) <= 1  # the offer of the other language may stand where it stood


@pytest.mark.browser
def test_the_field_of_the_header_is_a_combobox(page: Page, address: str, graph: Graph) -> None:
    count = len(having(documents(graph, "fr"), "fr", "rennes"))
    page.goto(f"{address}about/")
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    assert field.evaluate("f => f === document.activeElement")
    assert field.get_attribute("aria-expanded") == "false"

    page.keyboard.type("rennes")
    options = page.get_by_role("listbox").get_by_role("option")
    said = "said => document.querySelector('[data-search-count]').textContent === said"
    page.wait_for_function(said, arg=f"{count} résultats")
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert active == options.nth(1).get_attribute("id")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert page.locator("[aria-selected=true]").count() == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert "q=rennes" in str(page.locator("[aria-selected=true]").get_attribute("href"))

    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "rennes"
    assert options.count() == 0
    page.keyboard.press("ArrowDown")
    options.first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}territories/rennes/")


@pytest.mark.browser
@SCHEMES
def test_a_finger_opens_a_suggestion(browser: Browser, address: str, site: Path, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    start, file = beginning(scheme, address, site)
    page.goto(f"{start}{file}")
    page.locator("[data-search-input]").tap()
    page.keyboard.type("kitakyushu")

    option = page.get_by_role("option").first
    option.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    if scheme == "http":
        option.tap()
        page.wait_for_url("**/territories/kitakyushu/")
    context.close()


@pytest.mark.browser
def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=rennes")
    settled(page, "rennes")

    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.evaluate("document.activeElement === document.querySelector('[data-search-result]')")
    page.keyboard.press("Enter")

    assert first
    page.wait_for_url("**/rennes*/")


@pytest.mark.browser
@SCHEMES
@LANGUAGES
def test_an_alias_of_two_things_offers_both(
    page: Page, address: str, site: Path, graph: Graph, language: str, scheme: str
) -> None:
    def shared(document: Document) -> Document:
        is_named = document.address.endswith(("people/to-lam/", "terms/u-bcf/"))
        return replace(document, names=(*document.names, "Grue blanche")) if is_named else document

    made = dict(shards([shared(d) for d in documents(graph, language)], language, words(graph, language)))

    def answer(route: Route) -> None:
        path = route.request.url.split("/search/", 1)[1]
        route.fulfill(body=made[f"search/{path}"], content_type="text/javascript")

    start, file = beginning(scheme, address, site)
    page.route(f"**/search/{language}/**", answer)
    page.goto(f"{start}{'' if language == 'fr' else 'en/'}search/{file}?q=grue+blanche")
    settled(page, "grue blanche")

    links = [str(link.get_attribute("href")) for link in page.locator("[data-search-result]").all()]
    assert len(links) == 2
    assert all(any(name in link for link in links) for name in ("people/to-lam/", "terms/u-bcf/"))


@pytest.mark.browser
@SCHEMES
def test_strange_queries_give_an_honest_nothing(page: Page, address: str, site: Path, scheme: str) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    start, file = beginning(scheme, address, site)
    page.goto(f"{start}search/{file}")

    for query in HOSTILE:
        page.locator("#q").evaluate("(q, s) => { q.value = s; q.dispatchEvent(new Event('input')); }", query)
        page.wait_for_function(
            "query => document.querySelector('[data-search-results]').dataset.searchDone === query", arg=query
        )
        assert page.locator("[data-search-result]").count() == 0, query
        assert page.locator("[data-search-status]").inner_text() == "Rien trouvé.", query
        assert page.get_by_role("link", name="Territoires").count() >= 2, query
    assert page.locator("main img").count() == 0

    for query, name in (("haifong", "Haïphong"), ("Kitakiousshou", "Kitakyushu"), ("Toulsoe zzz", "Toulouse")):
        page.locator("#q").fill(query)
        page.locator("[data-search-near]", has_text=name).first.wait_for()
        assert page.locator("[data-search-status]").inner_text() == NEAR["fr"], query
    assert said == []


@pytest.mark.browser
def test_a_hostile_address_or_header_is_no_error_either(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    for query in (f"?q={LONG[:6000]}", f"?q={MARKUP}&kind={MARKUP}&years=__proto__", "?q=%E2%80%AErennes&kind=nothing"):
        page.goto(f"{address}search/{query}")
        page.wait_for_function(f"() => {STATUS} === 'Rien trouvé.'")
    page.goto(f"{address}about/")
    for query in HOSTILE:
        page.locator("[data-search-input]").evaluate(
            "(q, s) => { q.value = s; q.dispatchEvent(new Event('input')); }", query
        )
        page.wait_for_function("() => document.querySelector('.search-list .none').textContent === 'Rien trouvé.'")
        assert page.get_by_role("option").count() == 0, query
    assert said == []


@pytest.mark.browser
@pytest.mark.parametrize("missing", ["start", "t/*", "d/*"])
def test_where_files_cannot_be_read_nobody_says_that_there_is_nothing(page: Page, address: str, missing: str) -> None:
    page.route(f"**/search/fr/{missing}.js", lambda route: route.abort())

    page.goto(f"{address}search/?q=Rennes")

    page.wait_for_function(f"() => {STATUS}.startsWith('Les fichiers de la recherche n’ont pas pu être lus')")
    page.goto(f"{address}about/")
    page.get_by_role("combobox").fill("Rennes")
    page.locator(".search-list .none", has_text="Les fichiers de la recherche").wait_for()
    assert page.get_by_role("option").count() == 0


@pytest.mark.browser
def test_results_that_stand_are_still_counted_where_a_facet_cannot_be_read(page: Page, address: str) -> None:
    page.route("**/search/fr/f/*.js", lambda route: route.abort())

    page.goto(f"{address}search/?q=Rennes")
    page.locator("[data-search-result]").first.wait_for()
    page.wait_for_load_state("networkidle")

    assert page.locator("[data-search-status]").inner_text().endswith("résultats")


@pytest.mark.browser
def test_who_finds_nothing_in_the_header_is_offered_the_nearest_names(page: Page, address: str) -> None:
    page.goto(f"{address}about/")

    page.get_by_role("combobox").fill("Toulsoe zzz")
    page.get_by_role("option", name="Toulouse").first.wait_for()

    assert page.locator(".search-list .none").inner_text() == NEAR["fr"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/toulouse*/")


@pytest.mark.browser
def test_escape_takes_back_the_words_and_the_choices(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=eau&kind=paragraph")
    page.wait_for_selector("[data-search-result]")

    page.locator("#q").press("Escape")
    page.wait_for_function("() => !document.querySelector('[data-search-result]')")
    page.locator("#q").fill("rennes")
    page.locator("[data-search-result]", has_text="Rennes").first.wait_for()

    page.wait_for_function("() => location.search === '?q=rennes'")


@pytest.mark.browser
def test_without_javascript_the_field_leads_to_the_indexes(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    page.locator("[data-search-input]").fill("rennes")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{address}search/?q=rennes")
    assert page.get_by_role("link", name="Territoires").count() >= 2
    context.close()


@pytest.mark.browser
def test_nothing_is_asked_before_the_field_has_the_focus(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    before = [url for url in asked if url.startswith("search/")]

    page.locator("[data-search-input]").focus()
    page.wait_for_function("() => passerelles.show.indexOf().start")

    assert before == []
    assert [url for url in asked if url.startswith("search/")] == ["search/fr/start.js"]


def test_the_scripts_use_nothing_that_a_folder_or_a_policy_forbids(site: Path) -> None:
    script = "".join((site / f"assets/js/search-{part}.js").read_text("utf-8") for part in SCRIPTS)

    assert [
        word for word in ("fetch(", "eval(", "import(", "new Worker", "innerHTML", "XMLHttpRequest") if word in script
    ] == []


@pytest.fixture
def made(graph: Graph) -> dict[str, str]:
    """The files of the French index."""
    return dict(shards(documents(graph, "fr"), "fr", words(graph, "fr")))


def test_each_shard_is_a_script_that_cannot_close_its_element(made: dict[str, str]) -> None:
    assert len(made) > 40
    for path, text in made.items():
        name, data = text.removeprefix("passerelles.take(").removesuffix(");\n").split(",", 1)
        assert f"search/{json.loads(name)}.js" == path
        json.loads(data)
        assert "</" not in text


def test_a_thing_has_the_same_number_in_every_language(graph: Graph) -> None:
    french, english = documents(graph, "fr"), documents(graph, "en")

    assert [f"en/{d.address}" for d in french] == [d.address for d in english]
    assert [d.kind for d in french] == [d.kind for d in english]


@LANGUAGES
def test_every_page_that_is_of_no_thing_is_found_by_its_title_and_its_sections_by_their_headings(
    graph: Graph, language: str
) -> None:
    made = Pages(graph, language, environment(ROOT / "overrides/kinds"))
    lists = [next(iter(made.index(kind))) for kind in graph.kb.schema.kinds.values()]
    views = [next(iter(view(made))) for view in VIEWS]
    titles = {made.addresses.of(language, page.path): page.title for page in (*lists, *views) if page.kind != "search"}
    written = [p for p in graph.kb.markdown.values() if p.language == language and "sources/" not in p.address]
    anchors = {f"{made.addresses.of(language, p.address)}#{name}" for p in written for name, *_ in p.sections[1:]}

    found = {d.address: d for d in documents(graph, language) if d.kind == "page"}

    assert {address: typeset(found[address].title, language) for address in titles} == titles
    assert {made.addresses.of(language, page.address) for page in written} <= found.keys()
    assert len(anchors) > 60
    assert {address for address in found if "#" in address} == anchors
    assert [d for d in found.values() if not d.names] == []


def test_a_section_that_one_language_lacks_keeps_its_number_with_nothing_to_find(graph: Graph) -> None:
    about = graph.kb.markdown["docs/en/about.md"]
    shorter = replace(about, sections=about.sections[:-1])
    cut = link(replace(graph.kb, markdown={**graph.kb.markdown, "docs/en/about.md": shorter}))
    gone = link(replace(graph.kb, markdown={p: page for p, page in graph.kb.markdown.items() if page is not about}))
    addresses = [f"en/{d.address}" for d in documents(graph, "fr")]

    for lacking, names in ((cut, {about.sections[-1][0]}), (gone, {name for name, *_ in about.sections})):
        english = documents(lacking, "en")
        empty = [d for d in english if d.kind == "page" and not (d.names or d.sentences)]
        assert [d.address for d in english] == addresses
        assert len(empty) == len(names)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Une [*passerelle*](a.md#b) **étroite**.\nDe `data/<id>.yml`.", ["Une passerelle étroite. De data/<id>.yml."]),
        ("- un : deux\n- trois_quatre _cinq_\n\n1. six", ["un : deux", "trois_quatre cinq", "six"]),
        ("| Quoi | `où` |\n|---|:-:|\n| [base](x) | 2 \\* 2 |", ["Quoi · où", "base · 2 * 2"]),
        ("Avant\n\n```python\nprint('code')\n\n# pas un titre\n```\n\nAprès", ["Avant", "Après"]),
        ("| Champ | Contenu |\n|---|---|\n| `id` | le nom |\n| [`a.csv`](x) | la table |", ["Champ · Contenu"]),
        ("> Cité <b>ici</b>, <https://passerelles.example> &amp; là { #p1 .lead }", None),
        ("### Un titre { #t }\n***", ["Un titre"]),
    ],
)
def test_the_words_of_a_page_are_found_as_a_reader_sees_them(written: str, words: list[str] | None) -> None:
    assert sentences(written) == (words or ["Cité ici, https://passerelles.example & là"])


@pytest.mark.parametrize("sign", ["[", "![", "](", "`", "``", "<a", "{#", "*", "_", "\\", "> ", "| ", "- "])
def test_a_page_of_one_sign_takes_no_longer_to_read_than_it_has_signs(sign: str) -> None:
    begin = time.process_time()

    sentences(sign * 50_000)

    assert time.process_time() - begin < 1


@pytest.mark.browser
@LANGUAGES
def test_pages_of_the_site_are_a_group_and_come_after_all_that_says_the_same(
    page: Page, address: str, language: str
) -> None:
    page.goto(f"{address}{'' if language == 'fr' else 'en/'}search/?q=rennes")
    settled(page, "rennes")
    kinds = page.evaluate("""async () => {
        const index = passerelles.show.indexOf();
        return (await passerelles.search(index, "rennes")).hits.map(n => index.kindOf(n));
    }""")
    own = kinds.count("page")
    assert len(kinds) > own > 3
    assert set(kinds[-own:]) == {"page"}

    page.locator("#facet-kind-page").check()
    page.wait_for_function(f"number => {STATUS}.startsWith(`${{number}} `)", arg=own)

    called = {"fr": "Pages du site", "en": "Pages of this site"}[language]
    assert page.locator(".search-results h2").all_inner_texts() == [called]
    assert page.evaluate(COUNTED, "kind")["page"] == own


@pytest.mark.browser
def test_a_page_that_its_title_alone_gave_says_what_it_shows(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=carte")
    settled(page, "carte")

    first = page.locator(".search-results li").first
    assert first.locator("a mark").inner_text() == "Carte"  # of «Carte des partenariats»
    assert first.locator("p").inner_text().startswith("Qui coopère avec qui")
    first.locator("a").click()
    page.wait_for_url("**/map/")


@pytest.mark.parametrize("path", ["start", "t/0", "t/5", "f/themes", "d/3"])
@pytest.mark.parametrize("content", ["", 'passerelles.take("x",[]);\n', 'passerelles.take("x",{}', None])
def test_an_empty_cut_or_missing_shard_is_named(made: dict[str, str], path: str, content: str | None) -> None:
    broken = {name: text for name, text in made.items() if name != f"search/fr/{path}.js" or content is not None}
    if content is not None:
        broken[f"search/fr/{path}.js"] = content

    assert faults(made.items(), ["fr"]) == []
    fault = faults(broken.items(), ["fr"])
    assert len(fault) == 1
    assert fault[0].startswith(f"search/fr/{path}.js: ")


def test_a_missing_language_is_named(made: dict[str, str]) -> None:
    missing = "search/en/: the language «en» is missing from the index of the search"

    assert faults(made.items(), ["fr", "en"]) == [missing]
