"""Receiving a file of any make: every word of it is read, and what is no text of it is told."""

from __future__ import annotations

import html.parser
import io
import re
import shutil
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from weasyprint import HTML

from conftest import ROOT
from passerelles.load.editions import draft_paragraphs
from passerelles.model import KnowledgeBase
from passerelles.receive import Reading, Refused, read
from passerelles.receive.readers import LARGEST, READERS, again
from passerelles.receive.running import running_lines

RECEIVED = ROOT / "tests/received"
STEADY = settings(max_examples=60, deadline=None, derandomize=True, database=None)
DOSSIERS = tuple("alpha bêta gamma delta epsilon zêta êta thêta iota kappa lambda mu nu xi omicron pi rhô".split())  # noqa: SIM905
FRENCH = "Réunion du groupe-pays à Hanoï : l’œuvre « commune » des élus français, où l’État s’est engagé. Ça ira.\n"


def letters(words: str) -> list[str]:
    return sorted(c for c in words if c.isalnum())


@cache
def two_columns() -> bytes:
    """A bulletin in two columns, hyphenated, with running heads and feet."""
    paragraphs = "".join(
        f"<p>La commission a examiné le dossier {name}, qui prévoit des établissements publics, des associations et "
        "une école franco-vietnamienne dans le cadre institutionnel du développement international. Adopté.</p>"
        for name in DOSSIERS * 2
    )
    style = (
        "@page { size: A5; margin: 2cm; @top-center { content: 'Bulletin municipal n° 12 – mars 2024' }"
        "@bottom-right { content: 'Page ' counter(page) ' / ' counter(pages) } }"
        "div { columns: 2; hyphens: auto; text-align: justify } h1 { font-size: 20pt }"
    )
    page = f"<html lang=fr><style>{style}</style><h1>Délibérations du conseil</h1><div>{paragraphs}</div></html>"
    return bytes(HTML(string=page).write_pdf())


def minutes() -> bytes:
    """Minutes by a word processor, with a table, lists, a running head and a running foot."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Secrétariat général – document de travail"
    document.sections[0].footer.paragraphs[0].text = "Diffusion interne"
    document.add_heading("Compte rendu du comité", 0)
    document.add_paragraph("Le comité s’est réuni à Toulouse, sous la présidence de Mme Jeanne Martin. ").add_run(
        "Quorum atteint."
    ).bold = True
    document.add_heading("Décisions", 1)
    document.add_paragraph("Reconduire l’accord ;", style="List Bullet")
    document.add_paragraph("Inviter la Ville de Hanoï.", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("Nom", "Fonction", "Jeanne Martin", "Maire | déléguée"), strict=True):
        cell.text = words
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@cache
def scanned(pages: int = 1) -> bytes:
    """A PDF whose pages are pictures of a text."""
    words = (
        "<p style='font: 16pt sans-serif'>La Ville de Rennes et le Comité populaire ont signé un accord de coopération."
    )
    source = pypdfium2.PdfDocument(HTML(string=f"<html lang=fr>{words}</html>").write_pdf())
    picture = source[0].render(scale=2).to_pil().convert("L")
    target = io.BytesIO()
    picture.save(target, "PDF", save_all=True, append_images=[picture] * (pages - 1))
    return target.getvalue()


@pytest.fixture
def no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)


class Visible(html.parser.HTMLParser):
    """The words of a page as another parser finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.hidden = "", 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.hidden += tag in {"script", "style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style", "title"}

    def handle_data(self, data: str) -> None:
        self.words += "" if self.hidden else data


def page_words(raw: bytes) -> str:
    parser = Visible()
    parser.feed(raw.decode())
    return parser.words


def pdf_words(raw: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)


def docx_words(raw: bytes) -> str:
    document = docx.Document(io.BytesIO(raw))
    section = document.sections[0]
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    parts = [*document.paragraphs, *section.header.paragraphs, *section.footer.paragraphs, *cells]
    return "".join(part.text for part in parts)


MAKES: dict[str, tuple[str, Callable[[], bytes], Callable[[bytes], str]]] = {
    "a page of a newspaper": ("p.html", (RECEIVED / "page-de-journal.html").read_bytes, page_words),
    "a bulletin in two columns": ("b.pdf", two_columns, pdf_words),
    "minutes of a word processor": ("m.docx", minutes, docx_words),
}


@pytest.mark.parametrize("make", MAKES)
def test_every_letter_that_another_reader_finds_is_read(make: str) -> None:
    name, raw, words = MAKES[make]

    reading = read(name, raw())

    assert letters(reading.text) == letters(words(raw()))


@pytest.mark.parametrize("make", MAKES)
def test_every_letter_read_is_in_the_draft_or_told_as_furniture(make: str) -> None:
    name, raw, _ = MAKES[make]
    reading = read(name, raw())

    kept = re.sub(r"\{ #p\d+[ .a-z]*\}|&(?:lt|amp);", "", reading.draft())

    assert letters(kept + "".join(reading.furniture.values())) == letters(reading.text)
    lines = reading.text.split("\n")
    assert all(" ".join(lines[n - 1].split()) == " ".join(words.split()) for n, words in reading.furniture.items())


@pytest.mark.parametrize("make", MAKES)
def test_a_file_is_read_the_same_twice(make: str) -> None:
    name, raw, _ = MAKES[make]

    reading = read(name, raw())

    assert again(name, raw(), reading.tool) == reading.text


def newspaper() -> Reading:
    return read("p.html", (RECEIVED / "page-de-journal.html").read_bytes())


@pytest.mark.parametrize(
    "words", ["Aller au contenu", "Tout accepter", "Accueil > Monde > Vietnam", "Facebook X Imprimer", "À lire aussi"]
)
def test_what_surrounds_the_text_of_a_page_is_furniture(words: str) -> None:
    assert words in newspaper().furniture.values()


def test_the_text_of_a_page_keeps_its_title_lists_and_table() -> None:
    draft = newspaper().draft()

    assert draft.startswith(
        "Coopération décentralisée\n{ #p1 .kicker }\n\n# Toulouse et Hanoï fêtent dix ans de coopération { #p2 }\n"
    )
    assert "- la maintenance :\n  { #p9 }\n    - des rames ;\n      { #p10 }\n" in draft
    assert "| Année { #p14 } | Agents accueillis |\n|---|---|\n| 2022 { #p15 } | 12 |\n" in draft
    assert "Photo : A. Durand/CDC\n{ #p4 .caption }" in draft


def test_a_page_says_of_itself_only_what_it_declares() -> None:
    facts = {fact.name: fact.value for fact in newspaper().facts}

    assert facts == {
        "url": "https://www.example.org/toulouse-hanoi-dix-ans.html",
        "publisher": "Le Courrier du Capitole",
        "date": "2024-03-12",
        "language": "fr",
    }


def test_what_a_page_declares_twice_and_differently_is_no_fact() -> None:
    head = "".join(f"<meta property='article:published_time' content='2024-0{n}-01T00:00'>" for n in (1, 2))

    reading = read("p.html", f"<html><head>{head}</head><p>Un mot.</p></html>".encode())

    assert reading.facts == ()


@pytest.mark.parametrize("day", ["2024-02-30", "2024-04-31", "0000-01-01", "2023-02-29T10:00"])
@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='{}'>", "<meta itemprop='datePublished' content='{}'>",
        "<script type='application/ld+json'>{{\"datePublished\": \"{}\"}}</script>",
    ],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_no_fact(head: str, day: str) -> None:
    reading = read("p.html", f"<html><head>{head.format(day)}</head><p>Un mot.</p></html>".encode())

    assert reading.facts == ()


@pytest.mark.parametrize(
    "around",
    ["<div class='no-sidebar cookie-ready'>{}</div>", "<div id=footer-page><main>{}</main></div>", "<form>{}</form>"],
)
def test_what_holds_most_of_the_prose_is_never_furniture(around: str) -> None:
    prose = f"<p>{FRENCH * 3}</p>" * 3

    reading = read("p.html", f"<html><body>{around.format(prose)}</body></html>".encode())

    assert reading.furniture == {}


def test_running_heads_and_page_numbers_of_a_pdf_are_furniture() -> None:
    reading = read("b.pdf", two_columns())

    told = set(reading.furniture.values())
    assert "Bulletin municipal n° 12 – mars 2024" in told
    assert {re.sub(r"\d+", "#", words) for words in told} == {"Bulletin municipal n° # – mars #", "Page # / #"}


def test_two_columns_are_read_one_after_the_other_and_their_broken_words_joined() -> None:
    draft = read("b.pdf", two_columns()).draft()

    assert draft.startswith("# Délibérations du conseil { #p1 }\n")
    sentence = "une école franco-vietnamienne dans le cadre institutionnel du développement international. Adopté."
    assert draft.count(sentence) == 34
    assert "‐" not in draft


def test_titles_numbered_like_their_pages_do_not_run() -> None:
    text = "\f".join(
        f"Article {n}\n\nLe texte de l’article {name}.\n" for n, name in enumerate(("un", "deux", "trois"), 1)
    )

    assert running_lines(text) == {}


def test_minutes_keep_headings_list_and_table_and_leave_out_running_head_and_foot() -> None:
    reading = read("m.docx", minutes())

    assert sorted(reading.furniture.values()) == ["Diffusion interne", "Secrétariat général – document de travail"]
    assert reading.marked.split("\n\n") == [
        "# Compte rendu du comité",
        "Le comité s’est réuni à Toulouse, sous la présidence de Mme Jeanne Martin. Quorum atteint.",
        "## Décisions",
        "- Reconduire l’accord ;\n- Inviter la Ville de Hanoï.",
        "| Nom | Fonction |\n|---|---|\n| Jeanne Martin | Maire \\| déléguée |\n",
    ]


def two_tables(between: bool) -> bytes:
    """A Word file of two tables, one after the other, with or without an empty paragraph between them."""
    document = docx.Document()
    for head, row in (("Ville", "Rennes"), ("Puits", "Trois")):
        table = document.add_table(2, 2)
        for cell, words in zip(table._cells, (head, "Année", row, "2012"), strict=True):
            cell.text = words
        if between:
            document.add_paragraph()
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


HTML_TABLES = b"".join(
    b"<table><tr><th>%s</th><th>Ann\xc3\xa9e</th></tr><tr><td>%s</td><td>2012</td></tr></table>" % row
    for row in ((b"Ville", b"Rennes"), (b"Puits", b"Trois"))
)


THREE = ("Une station à Phu Bai", "deux stations à Huong Tra", "trois puits")


def word_file(*paragraphs: str) -> bytes:
    """A Word file of plain paragraphs."""
    document, target = docx.Document(), io.BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        pytest.param("t.docx", word_file(*THREE), id="Word"),
        pytest.param("t.html", "".join(f"<p>{words}</p>" for words in THREE).encode(), id="a web page"),
        pytest.param("t.md", "\n\n".join(THREE).encode(), id="Markdown"),
    ],
)
def test_paragraphs_that_a_file_marks_stay_apart_though_none_ends_a_sentence(name: str, raw: bytes) -> None:
    draft = read(name, raw).draft()

    assert [paragraph.text for paragraph in draft_paragraphs(draft)] == list(THREE)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        pytest.param("t.docx", two_tables(between=False), id="Word"),
        pytest.param("t.docx", two_tables(between=True), id="Word, an empty paragraph between"),
        pytest.param("t.html", HTML_TABLES, id="a web page"),
    ],
)
def test_two_tables_one_after_the_other_stay_two(name: str, raw: bytes) -> None:
    draft = read(name, raw).draft()

    assert draft == (
        "| Ville { #p1 } | Année |\n|---|---|\n| Rennes { #p2 } | 2012 |\n\n"
        "| Puits { #p3 } | Année |\n|---|---|\n| Trois { #p4 } | 2012 |\n"
    )


def test_a_row_of_hyphens_in_a_table_is_a_row_and_rules_off_no_head() -> None:
    rows = "".join(f"<tr><td>{cell}</td><td>{cell}</td></tr>" for cell in ("Ville", "2012", "-", "---"))

    draft = read("t.html", f"<table>{rows}</table>".encode()).draft()

    assert draft == (
        "| Ville { #p1 } | Ville |\n|---|---|\n| 2012 { #p2 } | 2012 |\n"
        "| \\- { #p3 } | \\- |\n| \\--- { #p4 } | \\--- |\n"
    )


def test_a_paragraph_that_the_converter_does_not_know_is_kept_at_the_end_and_told() -> None:
    packed = zipfile.ZipFile(io.BytesIO(minutes()))
    target = io.BytesIO()
    unknown = "<w:unknown><w:p><w:r><w:t>Dans un cadre inconnu.</w:t></w:r></w:p></w:unknown><w:sectPr"
    with zipfile.ZipFile(target, "w") as changed:
        for item in packed.infolist():
            part = packed.read(item)
            is_body = item.filename == "word/document.xml"
            changed.writestr(item, part.replace(b"<w:sectPr", unknown.encode(), 1) if is_body else part)

    reading = read("m.docx", target.getvalue())

    assert "Dans un cadre inconnu." in reading.text.split("\n")
    assert [hint.key for hint in reading.hints] == ["received-paragraphs-apart"]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_a_text_in_another_encoding_is_read_and_its_codec_recorded(encoding: str) -> None:
    reading = read("t.txt", (FRENCH * 3).encode(encoding))

    assert reading.text == FRENCH * 3
    assert reading.tool.startswith("codec ")
    assert [hint.key for hint in reading.hints] == ["received-encoding-guessed"] * (
        encoding in {"cp1252", "mac_roman", "utf-16-le", "utf-16-be"}
    )


JAPANESE = "ベトナムのフエ市と神戸市は、水道について協力しています。①令和六年に覚書を交わしました。\n"
VIETNAMESE = "Thành phố Huế và thành phố Rennes đã ký thỏa thuận hợp tác về nước sạch.\n"
LATIN_9 = "L’œuvre commune a coûté 3 000 € ; les élus de Nîmes s’y sont engagés.\n".replace("’", "'")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp932", JAPANESE),
        ("shift_jis", JAPANESE.replace("①", "")),
        ("euc_jp", JAPANESE.replace("①", "")),
        ("euc_jis_2004", JAPANESE),
        ("iso2022_jp", JAPANESE.replace("①", "")),
        ("cp1258", VIETNAMESE),
        ("cp1258", "Le maire de Huế, ville sœur de Rennes.\n"),
        ("iso8859_15", LATIN_9),
        ("iso8859_15", "Les ŒUVRES de l'été, à L'HAŸ-LES-ROSES.\n"),
    ],
)
def test_each_old_encoding_is_told_by_what_it_alone_would_give(encoding: str, text: str) -> None:
    raw = unicodedata.normalize("NFC", text).encode(encoding) if encoding != "cp1258" else in_cp1258(text)

    reading = read("t.txt", raw)

    assert reading.text == text
    assert [hint.key for hint in reading.hints] == ["received-encoding-guessed"]
    assert again("t.txt", raw, reading.tool) == text


def in_cp1258(text: str) -> bytes:
    """The text as the old Vietnamese Windows has it: circumflex and horn on the letter, the tone after it."""
    tones = str.maketrans({tone: f"\ufffe{tone}" for tone in "\u0300\u0301\u0303\u0309\u0323"})
    found = ""
    for letter in text:
        try:
            letter.encode("cp1258")
            found += letter
        except UnicodeEncodeError:
            bare, _, tone = unicodedata.normalize("NFD", letter).translate(tones).partition("\ufffe")
            found += unicodedata.normalize("NFC", bare + tone[1:]) + tone[:1]
    return found.encode("cp1258")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Une livre et ½, ¼ de litre et 1½ heure à Hué, dit l'élu.\n"),
        ("cp1252", "Il a dit « però » et « può » à São Paulo, près de Forlì.\n"),
        ("cp1252", "Il s'est d´abord engagé, l´été dernier.\n"),
        ("cp1252", "L’œuvre a coûté 3 000 € à l’État.\n"),
        ("mac_roman", "RÉPUBLIQUE FRANÇAISE, DÉPARTEMENT DE L’HÉRAULT, DÉLIBÉRATION\n"),
    ],
)
def test_a_french_text_is_not_taken_for_one_in_another_encoding(encoding: str, text: str) -> None:
    reading = read("t.txt", text.encode(encoding))

    assert reading.text == text


def test_a_text_in_an_unknown_encoding_asks_for_its_name_and_is_read_by_it(kb: KnowledgeBase) -> None:
    raw = ("안녕하세요, 우리는 하노이에서 만났습니다. " * 4).encode("euc_kr")

    with pytest.raises(Refused) as refused:
        read("t.txt", raw)

    assert refused.value.key == "received-encoding-unknown"
    assert all("--encoding" in words for words in kb.labels[refused.value.key].values())
    assert "하노이에서" in read("t.txt", raw, "euc_kr").text


def test_an_encoding_that_is_given_is_not_guessed() -> None:
    reading = read("t.txt", FRENCH.replace("œ", "oe").replace("’", "'").encode("cp850"), "cp850")

    assert (reading.text, reading.tool) == (FRENCH.replace("œ", "oe").replace("’", "'"), "codec cp850")


@pytest.mark.parametrize("encoding", ["unicode_escape", "raw_unicode_escape", "utf-7", "base64", "nothing"])
def test_an_encoding_that_gives_no_text_is_refused(encoding: str) -> None:
    with pytest.raises(Refused) as refused:
        read("x.txt", b"Un mot \\ud800 +2AA- de trop", encoding)

    assert refused.value.key == "received-not-so-encoded"


def test_a_text_in_utf_8_is_its_own_words() -> None:
    reading = read("t.txt", FRENCH.encode())

    assert (reading.text, reading.tool, reading.hints) == (FRENCH, "", ())


APART = unicodedata.normalize("NFD", "Réunion à Huế, en pré-\nsence de la 神戸市 (ガス) – Huế")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        pytest.param("t.txt", APART.encode(), id="plain text"),
        pytest.param("t.txt", APART.encode("utf-16"), id="plain text in another encoding"),
        pytest.param("t.md", APART.encode(), id="Markdown"),
        pytest.param("t.html", f"<p>{APART}</p>".encode(), id="a web page"),
        pytest.param("t.html", f"<p>{APART}</p>".encode("ascii", "xmlcharrefreplace"), id="a web page in codes"),
        pytest.param("t.docx", word_file(APART), id="Word"),
    ],
)
def test_a_letter_and_its_accents_are_one_sign_of_the_text_and_the_tool_says_so(name: str, raw: bytes) -> None:
    reading = read(name, raw)

    assert " ".join(reading.text.split()) == "Réunion à Huế, en pré- sence de la 神戸市 (ガス) – Huế"
    assert reading.tool.startswith("Unicode NFC")
    assert again(name, raw, reading.tool) == reading.text
    assert reading.raw == raw


def test_a_word_broken_after_an_accent_written_apart_is_joined() -> None:
    text = unicodedata.normalize(
        "NFD", f"La réunion s’est tenue à l’hôtel de ville de Rennes, en pré-\nsence du maire. {FRENCH}"
    )

    draft = read("t.txt", text.encode()).draft()

    assert "en présence du maire." in draft


def test_a_sign_that_is_no_accent_stays_the_one_that_came() -> None:
    text = "神\ufa19, 5\u2126, <\u0338, x\u0323\n"

    reading = read("t.txt", text.encode())

    assert (reading.text, reading.tool) == (text, "")


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = '<meta charset="iso-8859-1"><p>L’élu a visité Hué.</p>'

    reading = read("p.html", page.encode("cp1252"))

    assert reading.text.strip() == "L’élu a visité Hué."
    assert reading.hints == ()


def test_markdown_is_read_as_it_renders() -> None:
    reading = read("t.md", b"Titre\n=====\n\nUn **mot** et [un lien](https://x.org/a_b_c).\n\n* un\n* deux\n")

    assert reading.text.split("\n\n") == ["Titre", "Un mot et un lien.", "un", "deux\n"]
    assert reading.marked == "# Titre\n\nUn mot et un lien.\n\n- un\n- deux\n"


HEAD = (
    "---\ntitle: L'eau\nauthors:\n  - Jean Roux\n  - Li Wang\ndate: 2024-03-12T08:00\nlang: fr-FR\nlayout: post\n---\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_head_of_a_markdown_file_declares_facts_and_is_no_part_of_its_text(end: str) -> None:
    reading = read("t.md", f"{HEAD}\nUn mot.\n".replace("\n", end).encode())

    assert reading.draft() == "Un mot.\n{ #p1 }\n"
    assert {fact.name: (fact.value, fact.place) for fact in reading.facts} == {
        "title": ("L'eau", "title:"),
        "author": ("Jean Roux, Li Wang", "authors:"),
        "date": ("2024-03-12", "date:"),
        "language": ("fr", "lang:"),
    }
    assert list(reading.furniture.values()) == [line.strip() for line in HEAD.split("\n")[1:-2]]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nUn mot : deux.\n\n---\n",
        "---\nAuteur : Jean\n---\n",
        "---\ntitle: sans fin\n",
        "Un mot.\n\n---\nkey: x\n---\n",
    ],
)
def test_what_stands_between_two_rules_and_is_no_head_is_text(text: str) -> None:
    reading = read("t.md", text.encode())

    assert (reading.furniture, reading.facts) == ({}, ())
    assert letters(reading.text) == letters(text)


def test_a_head_that_is_no_yaml_declares_nothing_and_is_told_all_the_same() -> None:
    reading = read("t.md", b"---\ntitle: L'eau: un bien\nauthor: Jean\n---\n\nUn mot.\n")

    assert reading.facts == ()
    assert list(reading.furniture.values()) == ["title: L'eau: un bien", "author: Jean"]


@pytest.mark.usefixtures("no_recogniser")
def test_a_pdf_of_pictures_without_a_recogniser_says_which_pages_need_one() -> None:
    with pytest.raises(Refused) as refused:
        read("s.pdf", scanned(2))

    assert (refused.value.key, refused.value.blanks) == ("received-needs-ocr", {"file": "s.pdf", "pages": "1, 2"})


@pytest.mark.usefixtures("no_recogniser")
def test_pictures_among_pages_of_text_are_told() -> None:
    writer = pypdf.PdfWriter()
    for part in (two_columns(), scanned()):
        writer.append(io.BytesIO(part))
    target = io.BytesIO()
    writer.write(target)

    reading = read("s.pdf", target.getvalue())

    assert [(hint.key, hint.blanks["pages"]) for hint in reading.hints] == [
        ("received-pages-are-pictures", str(len(writer.pages)))
    ]


def test_a_recogniser_reads_the_pictures_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\ncase "$1" in\n--list-langs) echo fra;;\n--version) echo "tesseract 9.9";;\n'
        '*) head -c 8 | grep -q PNG && echo "Des mots reconnus.";;\nesac\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))

    reading = read("s.pdf", scanned())

    assert reading.text == "Des mots reconnus."
    assert reading.tool.endswith("tesseract 9.9 (fra, 300 dpi)")
    assert [hint.key for hint in reading.hints] == ["received-recognised"]


def test_a_recogniser_that_fails_is_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\ncase "$1" in\n--list-langs) echo fra;;\n--version) echo 5;;\n*) exit 1;;\nesac\n')
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))

    with pytest.raises(Refused) as refused:
        read("s.pdf", scanned())

    assert refused.value.key == "received-ocr-failed"


@pytest.mark.skipif(not shutil.which("tesseract"), reason="no tesseract on this machine (apt: tesseract-ocr-fra)")
def test_the_real_recogniser_reads_a_picture() -> None:
    reading = read("s.pdf", scanned())

    assert "Rennes et le Comité populaire ont signé un accord" in " ".join(reading.text.split())


def bomb() -> bytes:
    """A Word file of a few kilobytes that unpacks to sixty million."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<w>" + b" " * 60_000_000)
    return target.getvalue()


def lying_bomb() -> bytes:
    """The same, that says it unpacks to nothing."""
    raw = bytearray(bomb())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(raw)


def laughing() -> bytes:
    """A Word file whose XML multiplies itself."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>')
    return target.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The minutes with one part more, or another in its place."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(minutes())) as packed, zipfile.ZipFile(target, "w") as changed:
        for item in packed.infolist():
            if item.filename != name:
                changed.writestr(item, packed.read(item))
        changed.writestr(name, content)
    return target.getvalue()


def locked() -> bytes:
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(two_columns()))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def picture() -> bytes:
    target = io.BytesIO()
    Image.effect_noise((64, 64), 60).save(target, "PNG")
    return target.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("x.txt", lambda: b"", "received-empty"),
    "blanks": ("x.txt", lambda: b" \n\t ", "received-empty"),
    "signs without a word": ("x.txt", lambda: "— * —".encode(), "received-empty"),
    "a picture named text": ("x.txt", picture, "received-no-text"),
    "a page without a word": ("x.html", lambda: b"<html><script>a=1</script></html>", "received-empty"),
    "a page nested beyond reason": ("x.html", lambda: b"<div>" * 9000 + b"mot", "received-corrupt"),
    "no PDF": ("x.pdf", lambda: b"%PDF-1.7 nothing", "received-corrupt"),
    "a PDF cut short": ("x.pdf", lambda: two_columns()[:900], "received-corrupt"),
    "a locked PDF": ("x.pdf", locked, "received-old-or-locked"),
    "no Word file": ("x.docx", lambda: b"PK\x03\x04 nothing", "received-corrupt"),
    "a Word file cut short": ("x.docx", lambda: minutes()[:5000], "received-corrupt"),
    "a zip that is no Word file": (
        "x.docx",
        lambda: laughing().replace(b"word/document", b"word/dacument"),
        "received-corrupt",
    ),
    "an old Word file": ("x.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "received-old-or-locked"),
    "a zip bomb": ("x.docx", bomb, "received-too-large"),
    "a zip bomb that lies": ("x.docx", lying_bomb, "received-corrupt"),
    "XML that multiplies itself": ("x.docx", laughing, "received-corrupt"),
    "a Word file with an empty head": ("x.docx", lambda: with_part("word/header9.xml", b""), "received-corrupt"),
    "a Word file with a foot of blanks": ("x.docx", lambda: with_part("word/footer9.xml", b" \n"), "received-corrupt"),
    "a Word file whose head is none": ("x.docx", lambda: with_part("word/header9.xml", b"\xff<"), "received-corrupt"),
    "a Word file with notes of noise": ("x.docx", lambda: with_part("word/endnotes.xml", b"\0"), "received-corrupt"),
    "a file too large": ("x.txt", lambda: b"a" * (LARGEST + 1), "received-too-large"),
    "a text too long": ("x.txt", lambda: b"un mot " * 200_000, "received-too-long"),
    "an unknown format": ("x.odt", lambda: b"mot", "received-unknown-format"),
    "no suffix": ("README", lambda: b"mot", "received-unknown-format"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_read_is_refused_in_one_sentence(case: str, kb: KnowledgeBase) -> None:
    name, raw, key = HOSTILE[case]

    with pytest.raises(Refused) as refused:
        read(name, raw())

    assert refused.value.key == key
    for language in ("fr", "en"):
        assert name in kb.labels[key][language].format(**refused.value.blanks)


@STEADY
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(suffix: str, raw: bytes) -> None:
    try:
        reading = read(f"x{suffix}", raw)
    except Refused:
        return
    assert reading.text


@STEADY
@given(st.integers(0, 10**6), st.integers(0, 255))
def test_a_word_file_with_a_byte_altered_is_read_or_refused(at: int, byte: int) -> None:
    raw = bytearray(minutes())
    raw[at % len(raw)] = byte
    try:
        reading = read("m.docx", bytes(raw))
    except Refused:
        return
    assert reading.text
