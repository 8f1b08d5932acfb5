"""What no single edit of the base shows well, of texts: how they are quoted, divided and shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from passerelles.check import evidence, prose, references, sections, shown
from passerelles.check.misquoted import not_verbatim
from passerelles.load.editions import FrontMatter, read_paragraphs
from passerelles.load.markdown import read_markdown
from passerelles.load.reading import Reader
from passerelles.model import (
    BeyondFact,
    Edition,
    Evidence,
    Heading,
    Markdown,
    Paragraph,
    Position,
    Problem,
    Reference,
    Source,
)
from test_rules import WHERE, base, with_things

Told = list[tuple[str, dict[str, str]]]


def told(problems: Iterable[Problem]) -> Told:
    return [(problem.key, dict(problem.details)) for problem in problems]


# Quotes ----------------------------------------------------------------------------------------------


def text(name: str, *words: str) -> Source:
    """A text of these paragraphs: p1, p2 …"""
    path = f"docs/fr/sources/{name}.md"
    paragraphs = tuple(Paragraph(f"p{n}", each, "paragraph", Position(path, n)) for n, each in enumerate(words, 1))
    edition = Edition(name, "fr", name, paragraphs, Position(path))
    return Source(name, "source", {"fr": name}, Position(path), editions={"fr": edition})


def of_a_quote(quote: str, *texts: Source) -> Told:
    """What is told of a quote from the first of these texts."""
    hue = base().entities["hue"]
    quoted = Evidence(texts[0].id, {"fr": quote}, WHERE)
    thing = replace(hue, statements=(replace(hue.statements[0], evidence=(quoted,)),))
    kb = replace(base(), entities={each.id: each for each in texts})
    return told(evidence.quotes_are_verbatim(kb, (thing,)))


def test_a_quote_over_paragraphs_is_told_with_the_first_and_the_last() -> None:
    found = of_a_quote("un mot à", text("a", "un mot", "à", "la ville"))

    assert found == [("quote-over-paragraphs", {"quote": "un mot à", "first": "p1", "last": "p2"})]


@pytest.mark.parametrize(
    ("quote", "words", "key"),
    [
        pytest.param("un mot lon", ("un mot long", "à"), "quote-nearly", id="a part of a word"),
        pytest.param("zyx wvu", ("un", ""), "quote-not-found", id="longer than the whole text"),
        pytest.param("[…]", ("un mot",), "quote-not-found", id="a sign of omission alone"),
        pytest.param("un mot […] zyx wvu tsr", ("un mot",), "quote-not-found", id="an omission between other words"),
    ],
)
def test_a_quote_is_not_taken_for_a_mistake_that_was_not_made(quote: str, words: tuple[str, ...], key: str) -> None:
    assert [found for found, _ in of_a_quote(quote, text("a", *words))] == [key]


def test_words_of_another_source_are_recognised_though_the_paragraphs_of_the_one_named_have_them_all() -> None:
    jumbled = ("mer ville pont vieux la neuve le", "neuve la vieux mer le ville pont")
    meant = text("b", "le vieux ponts, la ville neuves, les mers")

    found = of_a_quote("le vieux pont la ville neuve la mer", text("a", *jumbled), meant)

    assert [(key, details.get("place")) for key, details in found] == [("quote-nearly", "docs/fr/sources/b.md:1")]


def in_both(french: str, english: str, at: str = "") -> Told:
    """What is told of a quote in both languages, from a text of three paragraphs and its translation."""
    source = text("a", "un pont, deux rives", "la rive, la rive", "un port")
    words = ("a bridge, two banks", "the bank, a bank", "a port")
    spots = (Paragraph(f"p{n}", each, "paragraph", WHERE) for n, each in enumerate(words, 1))
    source = replace(source, editions={**source.editions, "en": Edition("a", "en", "a", tuple(spots), WHERE)})
    quoted = Evidence("a", {"fr": french, "en": english}, WHERE, at=at)
    hue = base().entities["hue"]
    thing = replace(hue, statements=(replace(hue.statements[0], evidence=(quoted,)),))
    return told(evidence.quotes_are_verbatim(replace(base(), entities={"a": source}), (thing,)))


@pytest.mark.parametrize(
    ("french", "english", "at", "keys"),
    [
        pytest.param("un pont", "a bridge", "", [], id="the same paragraph"),
        pytest.param("un pont", "a port", "", ["quotes-apart"], id="another one"),
        pytest.param("la rive", "a port", "", [], id="twice in the original, which is told otherwise"),
        pytest.param("un port", "bank", "", [], id="twice in the translation, which is told otherwise"),
        pytest.param("un navire", "a port", "", ["quote-not-found"], id="nowhere in the original"),
        pytest.param("un pont", "a port", "p1", ["quote-not-in-paragraph"], id="not where it is said to be"),
    ],
)
def test_a_quote_and_its_translation_are_of_one_paragraph(french: str, english: str, at: str, keys: list[str]) -> None:
    found = in_both(french, english, at)

    assert [key for key, _ in found] == keys
    if keys == ["quotes-apart"]:
        assert found[0][1] == {"quote": "a port", "paragraph": "p3", "original": "p1", "source": "a"}


def test_the_words_that_are_proposed_are_those_of_the_paragraph_that_was_meant() -> None:
    source = text("a", "un port", "deux ports ouverts")
    spots = (Paragraph(f"p{n}", each, "paragraph", WHERE) for n, each in enumerate(("a port", "two open ports"), 1))
    source = replace(source, editions={**source.editions, "en": Edition("a", "en", "a", tuple(spots), WHERE)})
    kb = replace(base(), entities={"a": source})
    by_translation = Evidence("a", {"fr": "un ports", "en": "two open ports"}, WHERE)
    by_number = Evidence("a", {"fr": "un ports"}, WHERE, at="p2")
    by_nothing = Evidence("a", {"fr": "un ports"}, WHERE)

    found = [not_verbatim(kb, quoted, "fr", "un ports") for quoted in (by_translation, by_number, by_nothing)]

    assert [dict(problem.details)["words"] for problem in found] == ["deux ports", "deux ports", "un port"]


# References ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "fields"),
    [("", []), ("fr", []), ("pt-BR", []), ("FR", ["language"]), ("anglais", ["language"]), ("en_GB", ["language"])],
)
def test_the_language_of_a_document_is_a_code_or_unknown(language: str, fields: list[str]) -> None:
    hue = base().entities["hue"]
    fact = BeyondFact("f", {}, Reference("Un", "", "https://a.example/", "2026-11-30", language=language), WHERE)

    found = told(references.references_are_complete(base(), (replace(hue, beyond=(fact,)),)))

    assert found == [("incomplete-reference", {"field": field}) for field in fields]


@pytest.mark.parametrize(
    ("url", "titles", "count"),
    [
        ("https://a.example/", ("Un", "Deux"), 1),
        ("https://a.example/", ("Un", ""), 0),  # told of as missing when it was read
        ("https://a.example/", ("", "Un"), 0),
        ("https://a.example/", ("", "Un", "Deux"), 1),
        ("", ("Un", "Deux"), 0),
    ],
    ids=["two titles", "then none", "first none", "first none, then two", "without an address"],
)
def test_only_what_is_said_of_one_address_can_be_said_otherwise(url: str, titles: tuple[str, ...], count: int) -> None:
    hue = base().entities["hue"]
    facts = (BeyondFact(title, {}, Reference(title, "", url, ""), WHERE) for title in titles)

    found = list(references.documents_are_named_alike(with_things(replace(hue, beyond=tuple(facts)))))

    assert [problem.key for problem in found] == ["document-named-otherwise"] * count


# Sections --------------------------------------------------------------------------------------------


def divided(language: str, ids: Iterable[str]) -> Markdown:
    """The page about this site, with sections of these ids alone."""
    page = base().markdown[f"docs/{language}/about.md"]
    return replace(page, headings=tuple(Heading(2, id_, id_, Position(page.path, n)) for n, id_ in enumerate(ids, 1)))


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        pytest.param("abc", "adc", "called-otherwise b", id="one at the same place"),
        pytest.param("abc", "acd", "untranslated b, without-original d", id="one left out and another added"),
        pytest.param("abc", "ad", "untranslated b, untranslated c, without-original d", id="fewer"),
        pytest.param(
            "abcd", "axdy", "untranslated b, untranslated c, without-original x, without-original y",
            id="one at the same place, others not",
        ),
        pytest.param("baa", "xxa", "called-otherwise b", id="one at the same place, as long as another stands twice"),
        pytest.param("abc", "acbb", "in-another-order b", id="in another order, and one twice"),
    ],
)  # fmt: skip
def test_sections_that_do_not_pair_are_told_as_what_was_done_to_them(
    original: str, translation: str, expected: str
) -> None:
    pages = [divided("fr", original), divided("en", translation)]
    kb = replace(base(), markdown={page.path: page for page in pages})

    found = told(sections.sections_pair_between_languages(kb))

    assert [f"{key.partition('-')[2]} {details['id']}" for key, details in found] == expected.split(", ")


def test_a_second_section_of_one_id_is_told_with_the_line_of_the_first() -> None:
    page = divided("en", ["contact", "", "legal", "", "contact", "legal", "contact"])

    problems = list(sections.sections_have_ids_of_their_own(replace(base(), markdown={page.path: page})))

    assert [(p.key, p.where.line, dict(p.details)["id"], dict(p.details)["place"]) for p in problems] == [
        ("section-id-twice", 5, "contact", "1"),
        ("section-id-twice", 6, "legal", "3"),
        ("section-id-twice", 7, "contact", "1"),
    ]


def test_the_id_that_is_proposed_for_a_section_is_free_and_never_empty() -> None:
    body = "# Mot { #mot }\n\n## Mot\n\n## 越南\n\n## 北京\n"
    page = read_markdown("docs/fr/about.md", "fr", FrontMatter("", body, 1))

    found = told(sections.sections_have_an_id(replace(base(), markdown={page.path: page})))

    assert [details["id"] for _, details in found] == ["mot-2", "section", "section-2"]


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("[mots](about.md)", []),
        ("[![ce qu’elle montre](../assets/mark.svg)](about.md)", []),
        ("[mots]: about.md", []),
        ("![](../assets/mark.svg)", []),  # told of as an image
        ("\\[](about.md)", []),
        ("[](about.md)", ["link-without-words"]),
        ("[ ](about.md)", ["link-without-words"]),
        ("[mots]()", ["link-without-address"]),
        ("[mots]( )", ["link-without-address"]),
        ("[mots](<>)", ["link-without-address"]),
        ("[mots](#)", ["link-without-address"]),
        ("[]()", ["link-without-address"]),
        ("[mots](#mot)", []),
        ("![mots]()", []),  # told of as an image that is not there
    ],
)
def test_a_link_that_nobody_can_see_or_follow_is_told_of(written: str, keys: list[str]) -> None:
    page = read_markdown("docs/fr/about.md", "fr", FrontMatter("", f"# Mot {{ #mot }}\n\n{written}\n", 1))

    found = told(prose.links_have_words_and_an_address(replace(base(), markdown={page.path: page})))

    assert [key for key, _ in found] == keys


# Texts on their pages --------------------------------------------------------------------------------

TABLE = "| [A] | [B] |\n|---|---|\n| un { #p1 } |"


@pytest.mark.parametrize(
    ("written", "is_sure"),
    [
        ("X\n{ #p1 }\n\n\n\n## Mot { #p2 }\n", True),
        (f"{TABLE} 2 |", True),
        (f"{TABLE} 2 | 3 |", False),
        (TABLE, False),
        ("Mot\n{ #p1 }\n\nX", False),
        ("Le *mot*\n{ #p1 }", False),
    ],
    ids=["words and blank lines", "a table", "a cell too many", "a cell too few", "words without an id", "emphasis"],
)
def test_a_text_is_known_by_its_form_to_be_shown_as_it_stands(written: str, is_sure: bool) -> None:
    assert shown.is_sure(written) == is_sure


def of_a_page(written: str) -> Told:
    """What is told of how a text is shown."""
    path, front = "docs/fr/sources/x.md", FrontMatter("", written, 1)
    paragraphs = read_paragraphs(path, front, Reader(("fr", "en")))
    source = replace(text("x"), editions={"fr": Edition("x", "fr", "X", paragraphs, Position(path))})
    kb = replace(base(), markdown={path: read_markdown(path, "fr", front)})
    return told(shown.texts_are_shown_as_they_are_read(kb, [source, text("without-a-page", "mot")]))


def test_the_renderer_is_asked_of_no_text_that_is_sure_to_be_shown() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shown, "as_html", lambda _: pytest.fail("it is asked"))

        assert of_a_page("Un mot\n{ #p1 }") == []


def test_of_two_paragraphs_of_one_id_it_is_not_asked_which_is_shown() -> None:
    assert of_a_page("Un mot\n{ #p1 }\n\nUn *autre*\n{ #p1 }") == []
    assert [key for key, _ in of_a_page("Un mot\n{ #p1 }\n\nUn *autre*\n{ #p2 }")] == ["words-not-shown"]


# What a slip of typing spoils -------------------------------------------------------------------------


def slips_of(body: str) -> list[str]:
    page = read_markdown("docs/fr/a.md", "fr", FrontMatter("", body, 1))
    return [key for key, *_ in page.slips]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("# Un { #un }\n\n## Deux { #deux }\n", id="headings"),
        pytest.param(r"\##mot", id="an escaped sign"),
        pytest.param("Dit `[x] (y.md)` et `[a][b]`.", id="code"),
        pytest.param("[mot] (une parenthèse)", id="words between round brackets"),
        pytest.param("[mot](a/b_(c)/)", id="an address with brackets"),
        pytest.param('[mot](a.md "un titre")', id="a title"),
        pytest.param("[mot][là]\n\n[Là]: a.md", id="an address by its name"),
        pytest.param("Un mot\n\n---\n\nUn autre", id="a line between two paragraphs"),
        pytest.param("| a | b |\n|---|---|\n| c | d |", id="a table"),
        pytest.param("```\n[x] (y.md)\n```\n", id="a block of code"),
    ],
)
def test_what_is_well_written_is_no_slip(body: str) -> None:
    assert slips_of(body) == []


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("#Un", "heading-without-space"),
        ("## Un { #un", "id-without-brace"),
        ("Un\n==", "heading-underlined"),
        ("[mot] (a/b/)", "link-apart"),
        ("[mot] (a.md)", "link-apart"),
        ("[mot](a.md et [un](b.md)", "link-unclosed"),
        ("[mot](a.md\n\nUn autre)", "link-unclosed"),
        ("[mot][là]", "link-name-unknown"),
        ("Un mot[^1]", "footnote"),
        ("~~~\nun", "fence-unclosed"),
    ],
)
def test_what_would_be_printed_as_it_stands_is_told_once(body: str, key: str) -> None:
    assert slips_of(body) == [key]


def read_body(body: str, twin: str = "") -> tuple[list[tuple[str, str]], list[str]]:
    reader = Reader(("fr", "en"))
    read = read_paragraphs("docs/fr/sources/a.md", FrontMatter("", body, 1), reader, twin)
    return [(p.id, p.text) for p in read], [p.key for p in reader.problems]


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("un\n\n{ #p1 }\n\ndeux\n{ #p2 }", "paragraph-apart-from-id"),
        ("un\n{ #p1\n\ndeux\n{ #p2 }", "id-without-brace"),
        ("un\n#p1 }\n\ndeux\n{ #p2 }", "id-without-brace"),
        ("un\n{ #p1 }\ndeux\n{ #p2 }", "paragraphs-run-together"),
        ("un\n{ #p2 }\n\ndeux\n{ #p2 }", "paragraph-id-of-another"),
        ("un\n{ #p1 }\n\ndeux\n{ #p1 }", "paragraph-id-of-another"),
        ("un\n{ #p1 .led }\n\ndeux\n{ #p2 }", "unknown-class"),
    ],
)
def test_a_spoilt_mark_is_told_and_read_as_it_was_meant(body: str, key: str) -> None:
    paragraphs, told_of = read_body(body, "one\n{ #p1 }\n\ntwo\n{ #p2 }")

    assert (paragraphs, told_of) == ([("p1", "un"), ("p2", "deux")], [key])


def test_an_id_that_nobody_has_in_the_other_language_is_left_as_it_is() -> None:
    paragraphs, told_of = read_body("un\n{ #p1 }\n\ndeux\n{ #p1 }", "one\n{ #p1 }")

    assert (paragraphs, told_of) == ([("p1", "un"), ("p1", "deux")], ["paragraph-id-twice"])


def test_a_lone_id_after_a_paragraph_that_has_one_is_not_its_own() -> None:
    _, told_of = read_body("un\n{ #p1 }\n\n{ #p2 }")

    assert "paragraph-apart-from-id" not in told_of
