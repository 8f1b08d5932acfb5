"""Cleaning: a received file becomes a tidy draft, and no word vanishes unsaid."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.clean import STEPS, beside, clean, draft_apparatus, dropped, vocabulary
from passerelles.collate import collate
from passerelles.load import load
from passerelles.load.editions import FrontMatter, read_paragraphs, split
from passerelles.load.located import parse
from passerelles.load.reading import Reader
from passerelles.load.sources import read_apparatus
from passerelles.model import Edition, KnowledgeBase, Paragraph, Position, Source, Witness

ROOT = Path(__file__).resolve().parents[1]
EDITION_OF = {
    "000_78e98a94971a446d.txt": "kitakyushu-eau",
    "001_99b1a401f030a263.txt": "kitakyushu-eau",
    "002_ba0824fabf630c2b.txt": "cvn-assises-12",
    "003_2277e5586693ba18.txt": "cvn-forum-2025",
    "004_3434c4e1e547ed3a.txt": "cuf-2024-11",
}
STEADY = settings(max_examples=150, deadline=None, derandomize=True, database=None)
LONG = "une phrase assez longue pour faire à elle seule un paragraphe entier du texte, et que rien ne coupe."


def received(file: str) -> str:
    return (ROOT / "data/raw" / file).read_text(encoding="utf-8")


def body(source: str) -> str:
    page = split((ROOT / f"docs/fr/sources/{source}.md").read_text(encoding="utf-8"))
    assert page is not None
    return page.body.strip() + "\n"


def paragraphs(markdown: str) -> tuple[Paragraph, ...]:
    reader = Reader(("fr", "en"))
    found = read_paragraphs("draft.md", FrontMatter("", markdown, 1), reader)
    assert reader.problems == []
    return found


def letters(words: str) -> str:
    return "".join(c for c in words if c.isalnum())


@cache
def base() -> KnowledgeBase:
    return load(ROOT).kb


@pytest.mark.parametrize("file", EDITION_OF)
def test_cleaning_a_received_file_twice_is_cleaning_it_once(file: str) -> None:
    draft = clean(received(file))

    again = clean(draft)

    assert again == draft


@pytest.mark.parametrize("source", sorted(set(EDITION_OF.values())))
def test_an_edition_is_left_as_it_stands(source: str) -> None:
    edition = body(source)

    draft = clean(edition)

    assert draft == edition


@pytest.mark.parametrize("file", ["002_ba0824fabf630c2b.txt", "003_2277e5586693ba18.txt"])
def test_a_newspaper_page_becomes_its_edition(file: str) -> None:
    draft = clean(received(file))

    assert draft == body(EDITION_OF[file])


def test_minutes_become_their_edition_down_to_the_table_that_an_editor_must_restore() -> None:
    edition = body("cuf-2024-11").split("\n| ")[0]

    draft = clean(received("004_3434c4e1e547ed3a.txt"))

    assert draft.startswith(edition)


def test_a_scanned_page_has_the_paragraphs_of_its_edition_before_a_letter_is_mended() -> None:
    edition = [(p.id, p.role, p.level) for p in paragraphs(body("kitakyushu-eau"))]

    draft = [(p.id, p.role, p.level) for p in paragraphs(clean(received("000_78e98a94971a446d.txt")))]

    assert draft == edition


@pytest.mark.parametrize("file", EDITION_OF)
def test_no_letter_is_lost_or_invented(file: str) -> None:
    text = received(file)

    kept = letters("".join(p.text for p in paragraphs(clean(text))))

    gone = letters("".join(words for _, words in dropped(text)))
    assert sorted(kept + gone) == sorted(letters(text))
    assert is_within(kept, letters(text))


def is_within(kept: str, whole: str) -> bool:
    """Whether the letters stand in the same order in the whole."""
    rest = iter(whole)
    return all(letter in rest for letter in kept)


_FRAGMENTS = (
    "Le Vietnam|franco-|vietnamienne|Val-de-|Marne|➢ Un point|- Deux|– trois|  • quatre|* cinq|1. Mots|2. La parole|"
    "2009-|2015|Phrase finie.|phrase|Titre|# Titre|## Sous-titre|>> lien|back to top|Adresse : x|Tél : y|---|> cite|"
    "date 2025-11-25 Forum|Jeanne Martin, Maire|Hông Anh/CVN|Par Jean|+ plus|#tag|a) x|Annexe : Liste|l’agro-|d’œuvre|"
    "avec|,|\ufeff|coupé\u00ad|- |-|–|12.|« fin. »|Photo : X/Y"
)
FRAGMENTS = [*_FRAGMENTS.split("|"), f"Description {LONG.capitalize()}", f"Résultats {LONG.capitalize()}", LONG]
MARKED = ["{ #p3 }", "{ #p7 .lead }", "Texte { #p2 }", "| a | b |", "| a", "|---|---|", "| [A] | [B] |", "{ .caption }"]
BETWEEN = st.sampled_from([" ", "\n", "\n\n", "\n \n", "\r\n", "\f", "\u00a0", "\r", "\u2028", "\t", "\n    "])
RAW_TEXT = st.lists(st.tuples(st.sampled_from(FRAGMENTS), BETWEEN), max_size=14)
ANY_TEXT = st.lists(st.tuples(st.sampled_from(FRAGMENTS + MARKED), BETWEEN), max_size=14)


@STEADY
@given(ANY_TEXT)
def test_cleaning_any_text_twice_is_cleaning_it_once(parts: list[tuple[str, str]]) -> None:
    draft = clean("".join(words + blank for words, blank in parts))

    again = clean(draft)

    assert again == draft


@STEADY
@given(RAW_TEXT)
def test_every_letter_of_any_text_is_in_the_draft_or_told_as_dropped(parts: list[tuple[str, str]]) -> None:
    text = "".join(words + blank for words, blank in parts)

    kept = letters("".join(p.text for p in paragraphs(clean(text))))

    gone = letters("".join(words for _, words in dropped(text)))
    assert sorted(kept + gone) == sorted(letters(text))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_each_step_says_in_one_sentence_what_it_does(step: object) -> None:
    first = (step.__doc__ or "").split("\n")[0]

    assert re.fullmatch(r"[A-Z].*\.", first)


def test_every_line_end_is_a_line_feed() -> None:
    text = "Un\u2028Deux\r\nTrois\rQuatre\fCinq.\r\n"

    draft = clean(f"\ufeff{text}")

    assert draft == clean("Un\nDeux\nTrois\nQuatre\nCinq.\n")


@pytest.mark.parametrize("line", [">> Autre article", "back to top", "Retour en haut", "Page 2 / 7", "* * *", "______"])
def test_what_the_page_carries_beside_its_text_is_dropped_and_told(line: str) -> None:
    text = f"{LONG.capitalize()}\n\n{line.replace('* * *', '***')}\n\n{LONG.capitalize()}\n"

    draft = clean(text)

    assert [p.text for p in paragraphs(draft)] == [LONG.capitalize()] * 2
    assert dropped(text) == [(3, line.replace("* * *", "***"))]


def test_the_masthead_at_the_end_of_a_page_is_dropped_and_told_with_its_lines() -> None:
    text = f"{LONG.capitalize()}\r\n\r\nAdresse : 1, rue X\r\nTél : 01\r\nback to top"

    told = dropped(text)

    assert told == [(3, "Adresse : 1, rue X"), (4, "Tél : 01"), (5, "back to top")]


def test_one_address_alone_may_be_the_author_s() -> None:
    text = f"{LONG.capitalize()}\n\nAdresse : 1, rue X\n"

    told = dropped(text)

    assert told == []


def test_an_address_within_the_text_stays() -> None:
    text = f"Titre\n\nAdresse : 1, rue X\nTél : 01\n\n{LONG.capitalize()}\n"

    told = dropped(text)

    assert told == []


def test_the_day_that_a_robot_wrote_before_the_first_word_is_dropped_and_told() -> None:
    text = " date 2025-11-25 Forum\n"

    draft = clean(text)

    assert draft == "# Forum { #p1 }\n"
    assert dropped(text) == [(1, "date 2025-11-25")]


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        pytest.param("la coopération franco-\nvietnamienne", "franco-vietnamienne", id="a part that compounds only"),
        pytest.param("la coopération franco-\n\n\nvietnamienne", "franco-vietnamienne", id="over the end of a page"),
        pytest.param("le Val-de-\nMarne", "Val-de-Marne", id="before a capital"),
        pytest.param("mandat 2009-\n2015", "2009-2015", id="between figures"),
        pytest.param("un vis-à-\nvis", "vis-à-vis", id="an unfinished compound"),
        pytest.param("a-t-il dit-\nil", "dit-il", id="a pronoun that leans"),
        pytest.param("peut-\nêtre bien", "peut-être", id="a verb that leans"),
        pytest.param("la main-\nd’œuvre", "main-d’œuvre", id="before an elision"),
        pytest.param("une start-\nup, une start-up", "start-up,", id="the compound stands elsewhere"),
        pytest.param("le compte-\nrendu : on y rendu compte", "compte-rendu", id="two words that stand elsewhere"),
        pytest.param("la coopé-\nration", "coopération", id="a plain hyphenation"),
        pytest.param("la part franco-vietna-\nmienne", "franco-vietnamienne", id="the last part of a compound"),
        pytest.param("le vice-prési-\ndent", "vice-président", id="the last part of an office"),
        pytest.param("le socio-éco-\nnomique", "socio-économique", id="a learned word within a compound"),
        pytest.param("la porte-\nparole", "porte-parole", id="a verb that compounds"),
        pytest.param("jusque là-\nbas", "là-bas", id="an adverb that compounds"),
        pytest.param("le petit-\ndéjeuner", "petit-déjeuner", id="an adjective that compounds"),
        pytest.param("un porte-\nfeuille", "portefeuille", id="a word that compounds no longer"),
        pytest.param("à Boulogne-\nsur-Mer", "Boulogne-sur-Mer", id="before a little word within a compound"),
        pytest.param(
            "le savoir-faire-\nmaison : bien faire", "savoir-faire-maison", id="a last part that stands elsewhere"
        ),
        pytest.param("la nord-coréen-\nne, un coréen", "nord-coréenne,", id="an ending of a last part that does"),
        pytest.param("la coopé\u00ad\nration", "coopération", id="a soft hyphen"),
        pytest.param("l’agro-\nalimentaire", "l’agro-alimentaire", id="after an elision"),
    ],
)
def test_a_broken_word_is_joined_and_only_a_compound_keeps_its_hyphen(lines: str, word: str) -> None:
    draft = clean(f"Titre\n\n{LONG.capitalize()}\n{lines} {LONG}\n")

    assert word in draft.split()


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        pytest.param("le groupe-\npays", "groupe-pays", id="a compound of the base"),
        pytest.param("on va sur-\nmonter", "surmonter", id="a plain word of the base"),
        pytest.param("ainsi est-\nelle", "est-elle", id="a name of the base is no such word"),
        pytest.param("un socio-\nculturel, le socioculturel", "socioculturel,", id="the text is heard first"),
    ],
)
def test_a_broken_word_that_the_text_has_nowhere_else_may_be_one_of_the_base(lines: str, word: str) -> None:
    words = vocabulary(["Réunion du Groupe-pays Vietnam", "Estelle veut surmonter cela", "un accord socio-culturel"])

    draft = clean(f"Titre\n\n{LONG.capitalize()}\n{lines} {LONG}\n", beside(words, STEPS))

    assert word in draft.split()


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param("L’eau à Huế\n\nPar Jean Dupont", id="alone below the title"),
        pytest.param("L’eau à Huế\nPar Jean Dupont", id="in the line below the title"),
        pytest.param("Par Jean Dupont\n\nL’eau à Huế", id="above the title"),
        pytest.param("L’eau à Huế\n\nUne phrase.\n\nPar Jean Dupont", id="below the lead"),
    ],
)
def test_a_name_alone_after_par_is_a_byline_and_neither_title_nor_heading(opening: str) -> None:
    draft = paragraphs(clean(f"{opening}\n\n{LONG.capitalize()}\n"))

    assert {p.text: p.role for p in draft if p.role not in {"paragraph", "lead"}} == {
        "L’eau à Huế": "title",
        "Par Jean Dupont": "byline",
    }


@pytest.mark.parametrize("line", ["Par Région", "Par décision du Conseil", "Par Jean Dupont, maire de Rennes"])
def test_what_follows_par_and_is_no_name_of_a_person_signs_nothing(line: str) -> None:
    draft = paragraphs(clean(f"Titre\n\n{LONG.capitalize()}\n\n{line}\n\n{LONG.capitalize()}\n"))

    assert "byline" not in [p.role for p in draft]


def test_a_spaced_dash_breaks_no_word() -> None:
    draft = clean("Œuvrer pour l’eau au -\n\nVietnam\n")

    assert draft == "# Œuvrer pour l’eau au - Vietnam { #p1 }\n"


def test_a_sentence_that_a_page_break_interrupts_is_one_paragraph() -> None:
    text = f"Titre\n\n{LONG.capitalize()} Un esprit parmi nos\n\n\f\n \ncitoyens, et au\n\nVietnam aussi. {LONG}\n"

    draft = clean(text)

    assert f"Un esprit parmi nos citoyens, et au Vietnam aussi. {LONG}\n" in draft


def test_short_lines_one_under_the_other_are_not_one_paragraph() -> None:
    text = f"Titre\n\nEn visioconférence\nRéunion présidée par Jeanne Martin\n\n{LONG.capitalize()}\n" + f"{LONG}\n" * 3

    draft = [p.text for p in paragraphs(clean(text))]

    assert draft[:3] == ["Titre", "En visioconférence", "Réunion présidée par Jeanne Martin"]


def test_list_signs_become_a_list_and_a_second_sign_a_list_within() -> None:
    text = "Titre\n\nIl note :\n➢ Un \n\n- Deux\nplus long\n\n• Trois\n\n- Quatre\n➢ Cinq\n"

    draft = clean(text)

    assert draft.split("\n\n", 2)[2] == (
        "- Un\n  { #p3 }\n"
        "    - Deux plus long\n      { #p4 }\n"
        "        - Trois\n          { #p5 }\n"
        "    - Quatre\n      { #p6 }\n"
        "- Cinq\n  { #p7 }\n"
    )


def test_a_dash_at_the_start_of_a_line_that_cuts_a_sentence_is_no_list() -> None:
    text = f"Titre\n\n{LONG.capitalize()} Le Forum Vietnam\n- Japon est ouvert.\n"

    draft = [p.role for p in paragraphs(clean(text))]

    assert draft == ["title", "paragraph"]


def test_rubrics_set_in_the_margin_are_headings() -> None:
    text = f"Contexte et objectifs {LONG.capitalize()}\n\nRésultats {LONG.capitalize()}\n"

    draft = clean(text)

    assert [(p.role, p.text) for p in paragraphs(draft)] == [
        ("heading", "Contexte et objectifs"),
        ("paragraph", LONG.capitalize()),
        ("heading", "Résultats"),
        ("paragraph", LONG.capitalize()),
    ]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(LONG.capitalize(), id="one rubric alone"),
        pytest.param(f"Résultats {LONG}", id="no capital after the word"),
        pytest.param("Résultats France 2024", id="no paragraph after the word"),
        pytest.param(f"Ville {LONG.capitalize()}", id="a word that is no rubric"),
    ],
)
def test_a_word_that_may_be_the_subject_of_its_sentence_is_no_rubric(second: str) -> None:
    text = f"Contexte {LONG.capitalize()}\n\n{second}\n"

    draft = paragraphs(clean(text))

    assert "heading" not in [p.role for p in draft]


def test_numbered_titles_are_headings_below_the_others() -> None:
    text = f"Réunion\n\nCompte-rendu\n\n1. Mots\n\n{LONG.capitalize()}\n\n1.2. Suite\n\n{LONG.capitalize()}\n"

    draft = [(p.text, p.level) for p in paragraphs(clean(text)) if p.level]

    assert draft == [("Réunion", 1), ("Compte-rendu", 2), ("1. Mots", 3), ("1.2. Suite", 4)]


def test_numbered_points_are_no_headings_and_keep_their_numbers() -> None:
    text = f"Titre\n\n{LONG.capitalize()}\n\n1. Un point.\n\n2. Deux points.\n"

    draft = clean(text)

    assert [(p.role, p.text) for p in paragraphs(draft)][2:] == [
        ("paragraph", "1. Un point."),
        ("paragraph", "2. Deux points."),
    ]
    assert "1\\. Un point.\n{ #p3 }" in draft


def test_the_parts_of_an_article_have_their_roles() -> None:
    text = (
        f"12es Assises\nCoopération mutuelle\n\n{LONG.capitalize()}\n\nLa signature. \nPhoto : A. Martin/VNA\n\n"
        f"Jeanne Martin, Maire de Rennes\n\n{LONG.capitalize()} {LONG.capitalize()}\n\nHông Anh/CVN\n"
    )

    draft = [(p.id, p.role, p.text[:21]) for p in paragraphs(clean(text))]

    assert draft == [
        ("p1", "kicker", "12es Assises"),
        ("p2", "title", "Coopération mutuelle"),
        ("p3", "lead", LONG.capitalize()[:21]),
        ("p4", "caption", "La signature. Photo :"),
        ("p5", "speaker", "Jeanne Martin, Maire "),
        ("p6", "paragraph", LONG.capitalize()[:21]),
        ("p7", "byline", "Hông Anh/CVN"),
    ]


def test_new_paragraphs_take_ids_that_none_had_before() -> None:
    text = "# Titre { #p2 }\n\nNouveau.\n\nAncien.\n{ #p7 .lead }\n\nAutre.\n"

    draft = clean(text)

    assert draft == "# Titre { #p2 }\n\nNouveau.\n{ #p8 }\n\nAncien.\n{ #p7 .lead }\n\nAutre.\n{ #p9 }\n"


def test_a_row_of_a_table_has_its_id_in_its_first_cell_and_a_supplied_head_has_none() -> None:
    draft = clean("# T { #p1 }\n\n| [Nom] | [Rôle] |\n|---|---|\n| Jeanne | Maire |\n")

    assert draft == "# T { #p1 }\n\n| [Nom] | [Rôle] |\n|---|---|\n| Jeanne { #p2 } | Maire |\n"


def collates(source: Source, witness: Witness, draft: str, raw: bytes) -> list[object]:
    """What is wrong with a source when this draft is its apparatus."""
    node, problems = parse("data/apparatus/draft.yml", draft)
    reader = Reader(("fr", "en"))
    changes = read_apparatus(node, reader).changes[witness.file]
    mended = replace(source, witnesses=(replace(witness, changes=changes),))
    return [*problems, *reader.problems, *collate(mended, "fr", {witness.file: raw})]


@pytest.mark.parametrize("file", EDITION_OF)
def test_the_draft_of_an_apparatus_collates_and_is_the_one_that_editors_keep(file: str) -> None:
    source = base().sources[EDITION_OF[file]]
    witness = next(w for w in source.witnesses if w.file == file)

    draft = draft_apparatus(file, received(file), source.editions["fr"].paragraphs)

    assert collates(source, witness, draft, base().received[file]) == []
    changes = read_apparatus(parse("data/apparatus/draft.yml", draft)[0], Reader(("fr", "en"))).changes[file]
    kept = [(c.line, c.witness, c.edition, c.kind) for c in witness.changes]
    guessed = [(c.line, c.witness, c.edition, c.kind.replace("unexplained", "noise")) for c in changes]
    assert guessed == kept


WORDS = st.lists(
    st.sampled_from(["a", "b", "c", "à", "l’eau", "I'eau", "franco-", "➢", '"', "\\", "\ufeff"]), max_size=12
)


@STEADY
@given(st.lists(WORDS, max_size=5), WORDS)
def test_the_draft_of_an_apparatus_collates_whatever_the_words(lines: list[list[str]], words: list[str]) -> None:
    text = "\n".join(" ".join(line) for line in lines)
    where = Position("docs/fr/sources/some-text.md", 9)
    edition = Edition("some-text", "fr", "", (Paragraph("p1", " ".join(words), "paragraph", where),), where)
    witness = Witness("some.txt", "A", "", {}, where)
    source = Source("some-text", "source", {}, where, editions={"fr": edition}, witnesses=(witness,))

    draft = draft_apparatus("some.txt", text, edition.paragraphs)

    assert collates(source, witness, draft, text.encode()) == []


def test_a_word_left_out_for_no_known_reason_is_of_no_kind_until_an_editor_says_why() -> None:
    where = Position("docs/fr/sources/some-text.md", 9)
    edition = (Paragraph("p1", "un mot juste", "paragraph", where),)

    draft = draft_apparatus("some.txt", "un mot très juste", edition)

    assert draft.splitlines()[-1] == '      - {line: 1, witness: "très", edition: "", kind: unexplained}'
    assert "unexplained" not in base().change_kinds
