"""Typography asked of a language, and links within the site as they are written."""

from __future__ import annotations

import pytest

from passerelles.graph import Graph
from passerelles.pages import relative
from passerelles.pages.typography import FIXED, NARROW, TITLED, begun, grouped, initial, sort_key, typeset
from passerelles.pages.voice import Voice

FRENCH = {
    "Pourquoi ? Oui ! Non ; si": f"Pourquoi{NARROW}? Oui{NARROW}! Non{NARROW}; si",
    "« Huế »": f"«{NARROW}Huế{NARROW}»",
    f"«{FIXED}Huế{FIXED}»": f"«{NARROW}Huế{NARROW}»",
    f"« Huế{FIXED}»": f"«{NARROW}Huế{NARROW}»",
    "« : »": f"«{NARROW}:{NARROW}»",
    "Objet : 12 000 élèves": f"Objet{FIXED}: 12{NARROW}000 élèves",
    "1 234 567 habitants, 5 %": f"1{NARROW}234{NARROW}567 habitants, 5{NARROW}%",
    "en 2023 2 villes": "en 2023 2 villes",
    "12 0000": "12 0000",
    "M. Đặng et Mme Élise, MM. A": f"M.{FIXED}Đặng et Mme{FIXED}Élise, MM.{FIXED}A",
    "M. le maire": "M. le maire",
}
ENGLISH = {
    "Why ? « Huế » : 12 000": "Why ? « Huế » : 12 000",
    "Mr Lee, Mrs Ito, Ms Vo, Dr Kim": f"Mr{FIXED}Lee, Mrs{FIXED}Ito, Ms{FIXED}Vo, Dr{FIXED}Kim",
    "CMr Lee": "CMr Lee",
}
LINKS = {
    ("", ""): "./",
    ("", "en/terms/jica/"): "../../../",
    ("en/", "en/terms/jica/"): "../../",
    ("en/terms/jica/", "en/terms/jica/"): "./",
    ("en/terms/jica/#a/b", "en/terms/jica/"): "#a/b",
    ("en/terms/apd/#p1", "en/terms/jica/"): "../apd/#p1",
    ("terms/jica/", "en/terms/jica/"): "../../../terms/jica/",
    ("en/terms/", "en/terms/jica/"): "../",
    ("en/terms-of-use/", "en/terms/"): "../terms-of-use/",
    ("assets/css/site.css", ""): "assets/css/site.css",
    ("assets/css/site.css", "404.html"): "assets/css/site.css",
}


@pytest.mark.parametrize(("words", "set_"), FRENCH.items())
def test_french_is_set_with_its_spaces(words: str, set_: str) -> None:
    assert typeset(words, "fr") == set_


@pytest.mark.parametrize(("words", "set_"), ENGLISH.items())
def test_english_keeps_its_own(words: str, set_: str) -> None:
    assert typeset(words, "en") == set_


@pytest.mark.parametrize("title", TITLED)
def test_no_line_parts_a_title_from_a_name(title: str) -> None:
    assert typeset(f"{title} Élise", "fr") == f"{title}{FIXED}Élise"


def test_the_thousands_of_a_count_are_set_apart() -> None:
    assert [grouped(number, "fr") for number in (7, 999, 2700, 1234567)] == [
        "7",
        "999",
        f"2{NARROW}700",
        f"1{NARROW}234{NARROW}567",
    ]
    assert [grouped(number, "en") for number in (999, 2700)] == ["999", "2,700"]


@pytest.mark.parametrize(("pair", "link"), LINKS.items())
def test_a_link_leads_from_a_page_to_another(pair: tuple[str, str], link: str) -> None:
    target, here = pair

    assert relative(target, here) == link


HERE = (
    "",
    "map/",
    "people/",
    "people/p/2/",
    "timeline/themes/water/",
    "themes/agriculture/",
    "themes/agriculture/p/2/",
)


@pytest.mark.parametrize("here", HERE)
def test_a_thing_and_its_statements_are_led_to_by_the_shortest_way(graph: Graph, here: str) -> None:
    voice = Voice(graph, "fr", here)

    for entity in graph.kb.entities.values():
        path = voice.addresses.entity_path(entity)
        assert voice.href(entity) == relative(path, here)
        for statement in entity.statements:
            part = voice.part_path(entity, graph.parts.get(statement.id, 1))
            anchor = statement.id.removeprefix(f"{entity.id}.")
            assert voice.statement_href(statement) == relative(f"{part}#{anchor}", here)


@pytest.mark.parametrize("here", [*HERE, "people/p/12/", "themes/p/2/"])
def test_the_pages_of_a_list_are_led_to_by_the_shortest_way(graph: Graph, here: str) -> None:
    voice = Voice(graph, "fr", here)

    for base in ("people/", "timeline/", "themes/agriculture/"):
        for number in (1, 2, 3, 12):
            path = base if number == 1 else f"{base}p/{number}/"
            assert voice.page_href(base, number) == relative(path, here)


def test_a_page_of_a_long_list_leads_to_those_near_it_and_to_both_ends(graph: Graph) -> None:
    near = Voice(graph, "fr", "").pages_near

    assert near(1, 2) == [1, 2]
    assert near(1, 9) == [1, 2, 3, 4, 0, 9]
    assert near(5, 6) == [1, 2, 3, 4, 5, 6]
    assert near(9, 20) == [1, 0, 6, 7, 8, 9, 10, 11, 12, 0, 20]
    assert near(20, 20) == [1, 0, 17, 18, 19, 20]


@pytest.mark.parametrize(("language", "said"), [("fr", "0 fiche"), ("en", "0 entries")])
def test_of_none_french_speaks_in_the_singular(graph: Graph, language: str, said: str) -> None:
    assert Voice(graph, language, "").count("things", 0) == said


def test_no_line_parts_a_day_from_its_month_nor_a_paragraph_from_its_number(graph: Graph) -> None:
    said = Voice(graph, "fr", "").date("2024-11-06"), Voice(graph, "fr", "").date("2025-01-01")

    assert said == (f"6{FIXED}novembre 2024", f"1er{FIXED}janvier 2025")
    assert f", §{FIXED}13" in Voice(graph, "fr", "").citation("cuf-2024-11", "p13")


def test_a_name_is_listed_under_the_plain_letter_that_it_begins_with() -> None:
    assert [initial(name) for name in ("Đà Nẵng", "Østfold", "Łódź", "Œuvre", "Æbeltoft", "Évry", "福岡")] == [
        "D", "O", "L", "O", "A", "E", "福",
    ]  # fmt: skip
    names = ["Oslo", "Østfold", "Otepää", "Łódź", "Lyon", "Lille"]
    assert sorted(names, key=sort_key) == ["Lille", "Łódź", "Lyon", "Oslo", "Østfold", "Otepää"]


@pytest.mark.parametrize(
    ("words", "most", "expected"),
    [
        ("Rennes – Huế", 12, "Rennes – Huế"),
        ("Rennes – Huế", 11, "Rennes …"),
        ("Rennes · Huế", 9, "Rennes …"),
        ("signé, en avril", 9, "signé, en …"),
        ("signé, en avril", 8, "signé …"),
        ("Assainissement", 5, "Assai …"),
    ],
)
def test_what_is_cut_ends_on_a_whole_word_and_an_ellipsis(words: str, most: int, expected: str) -> None:
    assert begun(words, most) == expected
