"""What a received file says by its form (numbers, formulas, cells that span, notes) is neither lost nor misplaced."""

from __future__ import annotations

import io

import docx
import markdown
import pytest
from lxml import html

from passerelles.clean import clean
from passerelles.load.editions import draft_paragraphs
from passerelles.receive import read

HEAD = "<tr><th>Organisation<th>Nom<th>Fonction</tr>"
PEOPLE = "<tr><td rowspan={span}>Ville de Rennes<td>Paul Roux<td>Maire</tr><tr><td>Anne Martin<td>Adjointe</tr>"


def draft(name: str, words: str) -> str:
    return read(name, words.encode()).draft()


def texts(name: str, words: str) -> list[str]:
    return [paragraph.text for paragraph in draft_paragraphs(draft(name, words))]


def roles(name: str, words: str) -> list[str]:
    return [paragraph.role for paragraph in draft_paragraphs(draft(name, words))]


@pytest.mark.parametrize("span", ["2", "0", "9"])
def test_a_cell_that_spans_rows_moves_no_cell_below_it(span: str) -> None:
    rows = draft("t.html", f"<table>{HEAD}{PEOPLE.format(span=span)}</table>").splitlines()

    assert rows[2:] == ["| Ville de Rennes { #p2 } | Paul Roux | Maire |", "| | Anne Martin { #p3 } | Adjointe |"]


def test_a_cell_that_spans_columns_moves_no_cell_after_it() -> None:
    rows = draft("t.html", f"<table>{HEAD}<tr><td colspan=2>Villes<td>2</tr><tr><td colspan=99999>Total</table>")

    assert rows.splitlines()[2:] == ["| Villes { #p2 } | | 2 |", "| Total { #p3 } | | |"]


def test_no_cell_of_a_head_spans_into_the_body() -> None:
    rows = draft("t.html", "<table><thead><tr><th rowspan=5>A<th>B<tbody><tr><td>un<td>deux</table>")

    assert rows.splitlines()[2:] == ["| un { #p2 } | deux |"]


def test_cells_merged_by_a_word_processor_keep_each_name_in_its_column() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    words = ["Organisation", "Nom", "Fonction", "Ville", "Paul Roux", "Maire", "", "Anne Martin", "Adjointe"]
    for cell, content in zip(table._cells, words, strict=True):
        cell.text = content
    table.cell(1, 0).merge(table.cell(2, 0))
    target = io.BytesIO()
    document.save(target)

    rows = read("t.docx", target.getvalue()).draft().splitlines()

    assert rows[-1] == "| | Anne Martin { #p3 } | Adjointe |"


def test_the_id_of_a_row_stands_in_its_first_cell_that_has_words() -> None:
    table = "<table><tr><td><td>2023<td>2024<tr><td>Budget | total<td>1<td>2</table>"

    rows = draft("corner.html", table).splitlines()

    assert rows == ["| | 2023 { #p1 } | 2024 |", "|---|---|---|", "| Budget \\| total { #p2 } | 1 | 2 |"]


SPOKEN = [
    "[Animateur]: Bonjour à tous.",
    "[1]: une note.",
    "[^1]: Ibid.",
    "Il dit [1]: et [2](non) [3][4] [sic].",
    "[ou",
]


@pytest.mark.parametrize("words", SPOKEN)
@pytest.mark.parametrize("make", ["t.txt", "t.html"])
def test_words_in_brackets_read_on_the_page_as_they_were_received(make: str, words: str) -> None:
    body = draft(make, f"<p>Avant.</p><p>{words}</p>" if make == "t.html" else f"Avant.\n\n{words}\n")

    page = html.fromstring(f"<div>{markdown.markdown(body, extensions=['attr_list', 'def_list', 'tables'])}</div>")
    seen = "".join(str(text) for text in page.itertext())

    assert [line for line in seen.splitlines() if line.strip()] == ["Avant.", words]
    assert [paragraph.text for paragraph in draft_paragraphs(body)] == ["Avant.", words]


def test_a_formula_and_the_words_of_a_drawing_are_read() -> None:
    page = (
        "<p>Le produit vaut <math><mn>12</mn><mo>+</mo><mn>30</mn><annotation>12+30</annotation></math> millions, soit "
        "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>.</p><svg><title>icône</title><text>Nord</text></svg>"
    )

    assert texts("t.html", page) == ["Le produit vaut 12+30 millions, soit 1 / 2.", "Nord"]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        pytest.param("<ol start=3><li>Adopter<li>Former</ol>", ["3. Adopter", "4. Former"], id="from a number"),
        pytest.param("<ol><li value=7>Sept<li>Huit</ol>", ["7. Sept", "8. Huit"], id="given to a point"),
        pytest.param("<ol reversed><li>Un<li>Deux</ol>", ["2. Un", "1. Deux"], id="downwards"),
        pytest.param("<ol type=a start=2><li>Un</ol>", ["b. Un"], id="as letters"),
        pytest.param("<ol type=I start=4><li>Un<li>Deux</ol>", ["IV. Un", "V. Deux"], id="as Roman figures"),
        pytest.param("<ol><li><p>Un<p>Suite<ul><li>Sous</ul></ol>", ["1. Un", "Suite", "Sous"], id="in a paragraph"),
        pytest.param("<ol style='list-style: none'><li>Un</ol>", ["Un"], id="none that a reader sees"),
    ],
)
def test_the_number_that_a_browser_sets_before_a_point_is_read(listed: str, expected: list[str]) -> None:
    assert texts("t.html", f"<h1>T</h1>{listed}")[1:] == expected


def test_an_ordered_list_of_markdown_keeps_its_numbers() -> None:
    words = "# T\n\n3. Adopter le plan\n4. Former\n\nFin de la phrase.\n"

    assert texts("t.md", words) == ["T", "3. Adopter le plan", "4. Former", "Fin de la phrase."]
    assert roles("t.md", words) == ["title", "paragraph", "paragraph", "paragraph"]


def test_short_numbered_lines_are_as_many_points_and_no_headings() -> None:
    points = ["1. Adopter le plan de travail", "2. Former les agents", "3. Suivre les travaux de la ville"]
    words = "Titre\n\nPistes de travail proposées\n" + "\n".join(points) + "\n\nUne phrase suit.\n"

    assert texts("t.txt", words)[2:5] == points
    assert roles("t.txt", words) == ["title", "heading", *["paragraph"] * 4]


def test_a_number_that_a_line_end_sets_before_a_sentence_is_no_point() -> None:
    assert texts("t.txt", "Titre\n\nVoir la loi du\n12. Il y est dit du bien.\n")[1:] == [
        "Voir la loi du 12. Il y est dit du bien."
    ]


def test_the_notes_at_the_foot_of_a_markdown_text_are_a_paragraph_each() -> None:
    words = "# T\n\nUn accord[^1] et un autre[^2].\n\n[^1]: Ibid.\n[^2]: Deuxième note.\n"

    assert texts("t.md", words)[1:] == ["Un accord[^1] et un autre[^2].", "[^1]: Ibid.", "[^2]: Deuxième note."]


@pytest.mark.parametrize("make", ["t.txt", "t.md"])
def test_a_term_and_its_definition_are_a_paragraph_and_no_heading(make: str) -> None:
    words = "Titre\n=====\n\nTerme\n: Définition\n\nAutre\n: Une fin.\n\nUne phrase suit.\n"
    words = words.replace("=====\n", "") if make == "t.txt" else words

    assert texts(make, words) == ["Titre", "Terme : Définition", "Autre : Une fin.", "Une phrase suit."]
    assert roles(make, words) == ["title", "paragraph", "paragraph", "paragraph"]


def test_a_paragraph_that_a_colon_opens_defines_nothing_on_the_page() -> None:
    body = clean("Titre\n\nUne phrase.\n\n: une autre.\n")

    seen = markdown.markdown(body, extensions=["attr_list", "def_list"])

    assert "<dd>" not in seen
    assert [paragraph.text for paragraph in draft_paragraphs(body)] == ["Titre", "Une phrase.", ": une autre."]
