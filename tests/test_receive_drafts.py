"""Drafts of a received text: witness, page and apparatus that collate as they are; nothing is ever written over."""

from __future__ import annotations

import functools
import hashlib
import shutil
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import ROOT, copy_project
from passerelles.__main__ import main
from passerelles.changes import draft
from passerelles.check import check
from passerelles.clean import clean
from passerelles.collate import Word, collate, witness_words
from passerelles.load import load
from passerelles.load.decoding import decode
from passerelles.load.editions import draft_paragraphs, read_paragraphs, split
from passerelles.load.located import parse
from passerelles.load.reading import Reader
from passerelles.load.sources import SourceFile, read_apparatus, read_source
from passerelles.model import KnowledgeBase, Position, Published, Schema
from passerelles.receive import command, plan, read
from passerelles.receive.alike import SAME, likeness
from passerelles.receive.names import Census
from passerelles.receive.plan import proposed_id
from passerelles.receive.reading import Refused
from passerelles.receive.rereading import reread
from test_receive import MAKES, minutes, scanned, two_columns

PAGE = ROOT / "tests/received/page-de-journal.html"
OLD, CLEAN_COPY = "data/raw/000_78e98a94971a446d.txt", "data/raw/001_99b1a401f030a263.txt"
STEADY = settings(max_examples=120, deadline=None, derandomize=True, database=None)
LEFT_TO_A_PERSON = {
    "empty-field", "no-translation", "unexplained-change", "unknown-kind-type", "title-unlike-heading",
    "texts-unrecorded",
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has received a text of each make."""
    root = copy_project(tmp_path_factory.mktemp("received") / "project")
    for name, raw, _ in MAKES.values():
        received = root.parent / name
        received.write_bytes(raw())
        assert main(["--root", str(root), "clean", str(received), "--as", f"recu-{received.suffix[1:]}"]) == 0
    return root


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("make", MAKES)
def test_the_witness_is_the_file_byte_for_byte_with_its_checksum(project: Path, make: str) -> None:
    name, raw, _ = MAKES[make]

    kept = (project / "data/raw" / name).read_bytes()

    assert kept == (project.parent / name).read_bytes()
    listed = (project / "data/raw/SHA256SUMS").read_text("utf-8").splitlines()
    assert f"{hashlib.sha256(kept).hexdigest()}  {name}" in listed
    del raw


def test_all_that_the_check_asks_for_is_a_person_s_to_give(project: Path) -> None:
    loaded = load(project)

    problems = check(loaded.kb, loaded.problems)

    assert {problem.key for problem in problems} <= LEFT_TO_A_PERSON
    assert {problem.key for problem in problems} >= {"empty-field", "no-translation"}
    assert all(problem.where.line and problem.where.column for problem in problems)
    assert main(["--root", str(project), "collate"]) == 0


def test_a_page_filled_in_and_translated_passes_the_check(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "filled"
    shutil.copytree(project, root)
    for stray in ("recu-pdf", "recu-docx"):
        _forget(root, stray)
    page = root / "docs/fr/sources/recu-html.md"
    page.write_text(page.read_text("utf-8").replace("description:  #", "description: Un article.  #"), "utf-8")
    text = page.read_text("utf-8").replace("value:  # nature", "value: article  # nature")
    text = text.replace("value:  #", "value: {fr: inconnu, en: unknown}  #")
    page.write_text(text, "utf-8")
    title, body = (
        "Dix ans",
        text.split("\n---\n", 1)[1].replace("# Toulouse et Hanoï fêtent dix ans de coopération", "# Dix ans"),
    )
    twin = root / "docs/en/sources/recu-html.md"
    twin.write_text(f"---\ntitle: {title}\ndescription: An article.\n---\n{body}", "utf-8")
    assert main(["--root", str(root), "translated", str(twin)]) == 0

    loaded = load(root)

    assert check(loaded.kb, loaded.problems) == []


def _forget(root: Path, name: str) -> None:
    (root / f"docs/fr/sources/{name}.md").unlink()
    (root / f"data/apparatus/{name}.yml").unlink()
    suffix = name.removeprefix("recu-")
    raw = next(p for p in (root / "data/raw").iterdir() if p.suffix == f".{suffix}")
    (root / f"data/extracted/{raw.name}.txt").unlink()
    raw.unlink()
    sums = root / "data/raw/SHA256SUMS"
    sums.write_text("".join(f"{line}\n" for line in sums.read_text().splitlines() if not line.endswith(raw.name)))


def test_what_is_not_sure_is_blank_and_what_is_sure_says_where_it_comes_from(project: Path) -> None:
    source = load(project).kb.sources["recu-html"]

    values = {m.name: (m.value.get("fr", ""), m.at) for m in source.record}

    assert values == {
        "type": ("", ""),
        "title": ("Toulouse et Hanoï fêtent dix ans de coopération", "p2"),
        "author": ("", ""),
        "publisher": ("Le Courrier du Capitole", ""),
        "date": ("2024-03-12", ""),
        "place": ("", ""),
        "language": ("fr", ""),
        "url": ("https://www.example.org/toulouse-hanoi-dix-ans.html", ""),
        "rights": ("", ""),
    }
    date = source.metadatum("date")
    assert date is not None
    assert date.note["en"] == (
        "Declared by the file received, outside the text (<meta property=article:published_time>): 12 March 2024."
    )


def test_what_is_taken_out_is_furniture_in_the_apparatus(project: Path) -> None:
    sources = load(project).kb.sources

    kinds = {name: {c.kind for w in sources[name].witnesses for c in w.changes} for name in sources if "recu" in name}

    assert kinds == {"recu-html": {"furniture"}, "recu-pdf": {"furniture", "join"}, "recu-docx": {"furniture"}}


def test_words_slipped_into_an_extraction_are_found(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "tampered"
    shutil.copytree(project, root)
    path = root / "data/extracted/p.html.txt"
    path.write_text(path.read_text("utf-8").replace("dix ans d’échanges", "vingt ans d’échanges"), "utf-8")

    kb = load(root).kb

    assert "extraction-altered" in {problem.key for problem in check(kb)}
    (found,) = reread(kb.sources["recu-html"], kb)
    assert (found.key, found.where.path, found.where.line) == ("extraction-unlike", "data/extracted/p.html.txt", 23)


@pytest.mark.parametrize("key", ["extraction-missing", "extraction-unclaimed", "extraction-needed"])
def test_an_extraction_belongs_to_its_witness(project: Path, tmp_path: Path, key: str) -> None:
    root = tmp_path / "broken"
    shutil.copytree(project, root)
    page = root / "docs/fr/sources/recu-pdf.md"
    if key == "extraction-missing":
        (root / "data/extracted/b.pdf.txt").unlink()
    else:
        kept = [line for line in page.read_text("utf-8").split("\n") if not line.startswith("    extraction:")]
        page.write_text("\n".join(kept), "utf-8")

    found = load(root)

    assert key in {problem.key for problem in check(found.kb, found.problems)}


def test_without_an_id_nothing_is_written_and_one_is_proposed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(copy)

    status = main(["--root", str(copy), "clean", str(PAGE), "--lang", "en"])

    out, err = capsys.readouterr()
    assert status == 0
    assert out.startswith("Coopération décentralisée\n{ #p1 .kicker }\n")
    assert "--as toulouse-hanoi-fetent-dix-ans" in err
    assert files(copy) == before


def test_the_names_in_a_text_are_listed_known_and_unknown(kb: KnowledgeBase) -> None:
    reading = read(PAGE.name, PAGE.read_bytes())
    census = Census(kb, plan(kb, [reading], "recu", {}).paragraphs)

    known = {found.name: (found.forms, found.paragraphs) for found in census.known}
    unknown = {found.name for found in census.unknown}

    assert known["comite-populaire-hanoi"] == (("Comité populaire de Hanoï",), ("p3",))
    assert {"toulouse", "hanoi", "hue", "grand-poitiers"} <= known.keys()
    assert {"Aurélie Bonnefous", "Tisséo Ingénierie", "Université de Nguyễn Trãi", "Camille Roux"} <= unknown
    assert not unknown & {"La", "Trois", "Le", "Nous", "Hanoï", "Grand Poitiers", "Toulouse"}


def test_a_further_witness_is_recognised_added_and_aligned(copy: Path, tmp_path: Path) -> None:
    text = (ROOT / OLD).read_text("utf-8").replace("hydraulique", "hydrauliqne")
    received = tmp_path / "autre-scan.txt"
    received.write_text(text, "utf-8")
    before = files(copy)

    status = main(["--root", str(copy), "clean", str(received), "--as", "kitakyushu-eau", "--lang", "en"])

    loaded, after = load(copy), files(copy)
    source = loaded.kb.sources["kitakyushu-eau"]
    assert status == 0
    assert [w.siglum for w in source.witnesses] == ["A", "B", "C"]
    assert list(collate(source, "fr", loaded.kb.received)) == []
    assert ("|’hydrauliqne", "l’hydraulique", "ocr") in {
        (c.witness, c.edition, c.kind) for c in source.witnesses[2].changes
    }
    grown = {path for path in before if after[path] != before[path]}
    assert grown == {"data/raw/SHA256SUMS", "data/apparatus/kitakyushu-eau.yml", "docs/fr/sources/kitakyushu-eau.md"}
    for path in grown:
        rest = iter(after[path].decode().split("\n"))
        assert all(line in rest for line in before[path].decode().rstrip("\n").split("\n")), path


def test_two_witnesses_of_a_new_text_are_received_together(copy: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "net.txt", tmp_path / "scan.pdf.txt"
    words = " ".join(read("m.docx", minutes()).draft().split()) + ". Texte net, sans reste."
    first.write_text(words, "utf-8")
    second.write_text(words.replace("Toulouse", "Tou1ouse"), "utf-8")

    assert main(["--root", str(copy), "clean", str(first), str(second), "--as", "deux-temoins"]) == 0

    source = load(copy).kb.sources["deux-temoins"]
    assert [(w.file, w.siglum) for w in source.witnesses] == [("net.txt", "A"), ("scan-pdf.txt", "B")]
    assert [(c.witness, c.kind) for c in source.witnesses[1].changes if "1" in c.witness] == [("Tou1ouse,", "ocr")]


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        pytest.param([f"{ROOT / OLD}", "--as", "neuf"], "received-already", id="received before"),
        pytest.param(
            ["{tmp}/proche.txt", "--as", "neuf"], "received-is-a-witness", id="much like a text of the corpus"
        ),
        pytest.param([str(PAGE), "--as", "kitakyushu-eau"], "received-no-witness", id="not like the text named"),
        pytest.param([str(PAGE), "--as", "rennes"], "received-id-taken", id="id of another kind"),
        pytest.param([str(PAGE), "--as", "Été 2024"], "received-bad-id", id="no id"),
        pytest.param([str(PAGE), "{tmp}/proche.txt", "--as", "neuf"], "received-different-texts", id="two texts"),
        pytest.param(["{tmp}/003_2277e5586693ba18.txt", "--as", "neuf"], "received-name-taken", id="name of another"),
        pytest.param(["{tmp}/nowhere.txt", "--as", "neuf"], "received-cannot-read", id="no file"),
        pytest.param([str(PAGE), str(PAGE), "--as", "neuf"], "received-name-twice", id="one file twice"),
        pytest.param([str(PAGE), "--as", "occupe"], "received-would-overwrite", id="a file in the way"),
    ],
)
def test_what_would_do_harm_is_refused_and_leaves_everything_as_it_was(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], key: str
) -> None:
    (tmp_path / "proche.txt").write_text((ROOT / OLD).read_text("utf-8") + "\nFin.\n", "utf-8")
    (tmp_path / "003_2277e5586693ba18.txt").write_text("Tout autre chose.\n", "utf-8")
    (copy / "data/apparatus/occupe.yml").write_text("source: occupe  # à garder\nwitnesses: []\n", "utf-8")
    before = files(copy)

    status = main(["--root", str(copy), "clean", *(a.format(tmp=tmp_path) for a in arguments), "--lang", "en"])

    beginning = load(copy).kb.labels[key]["en"].rsplit("}", 1)[-1]
    assert status == 2
    assert beginning.strip() in capsys.readouterr().err
    assert files(copy) == before


def test_nothing_is_received_while_the_list_of_checksums_cannot_be_read(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (copy / "data/raw/SHA256SUMS").open("ab") as listed:
        listed.write(b"# re\xe7u\n")
    before = files(copy)

    assert main(["--root", str(copy), "clean", str(PAGE), "--as", "neuf", "--lang", "en"]) == 1

    assert "Some files cannot be read" in capsys.readouterr().out
    assert files(copy) == before


def test_a_text_much_like_another_may_be_received_apart(copy: Path, tmp_path: Path) -> None:
    received = tmp_path / "proche.txt"
    received.write_text((ROOT / CLEAN_COPY).read_text("utf-8") + "\nFin.\n", "utf-8")

    assert main(["--root", str(copy), "clean", str(received), "--as", "reprise", "--apart"]) == 0
    assert "reprise" in load(copy).kb.sources


@pytest.mark.parametrize("suffix", [".odt", ".pdf", ".docx", ".txt"])
def test_an_unreadable_file_is_one_sentence_and_status_2(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    received = tmp_path / f"x{suffix}"
    received.write_bytes(b"\0\1\2" * 40)

    status = main(["--root", str(copy), "clean", str(received)])

    err = capsys.readouterr().err
    assert (status, err.count("\n")) == (2, 1)
    assert received.name in err


def test_a_picture_without_recogniser_says_what_to_install(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    received = tmp_path / "scan.pdf"
    received.write_bytes(scanned())
    monkeypatch.setattr(shutil, "which", lambda _: None)

    status = main(["--root", str(copy), "clean", str(received), "--as", "scan", "--lang", "fr"])

    assert status == 2
    assert "apt install tesseract-ocr-fra" in capsys.readouterr().err


def test_witnesses_of_one_text_are_alike_and_texts_of_the_corpus_are_not(kb: KnowledgeBase) -> None:
    received = {name: raw.decode() for name, raw in kb.received.items()}
    texts = [[w.file for w in source.witnesses] for source in kb.sources.values()]
    same = [likeness(received[a], received[b]) for files in texts for a in files for b in files if a < b]
    others = [likeness(received[a[0]], received[b[0]]) for a in texts for b in texts if a < b]

    assert len(same) > 0
    assert len(others) > 5
    assert min(same) > 1.5 * SAME
    assert max(others) < SAME / 2


def test_a_text_typed_without_its_accents_and_ligatures_is_alike() -> None:
    words = "L’œuvre de la sœur aînée, au cœur des mœurs de Đà Nẵng, fut menée sans manœuvre ni vœu par la ville d’Ærø"

    typed = words.translate(str.maketrans({"œ": "oe", "Đ": "D", "Æ": "AE", "ø": "o", "é": "e", "î": "i"}))

    assert likeness(words, typed) == 1


def test_a_proposed_id_is_free_and_made_of_the_words_of_the_title(kb: KnowledgeBase) -> None:
    assert proposed_id(kb, "Œuvrer pour l’accès à l’eau à Huế", "x.txt") == "oeuvrer-acces-eau-hue"
    assert proposed_id(kb, "Rennes", "x.txt") == "rennes-2"
    assert proposed_id(kb, "…", "Compte rendu (1).pdf") == "source"
    assert proposed_id(kb, "", "Compte rendu (1).pdf") == "compte-rendu-1"


def test_a_proposed_id_is_one_that_was_never_used_and_that_every_system_takes(kb: KnowledgeBase) -> None:
    used = {name: Published(name, "source", Position("data/published.txt")) for name in ("ancien-texte", "aux-2")}
    before = replace(kb, register=replace(kb.register, published=used))

    assert proposed_id(kb, "Đà Nẵng, ville", "x.txt") == "da-nang-ville"
    assert proposed_id(kb, "Łódź et Straße", "x.txt") == "lodz-strasse"
    assert proposed_id(before, "Ancien texte", "x.txt") == "ancien-texte-2"
    assert proposed_id(kb, "Con", "x.txt") == "con-2"


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("Đà Nẵng.txt", "Da-Nang.txt"), ("œuvre (1).PDF", "oeuvre-1.PDF"), ("a.b.txt", "a-b.txt"),
        ("福岡.txt", "7f9c2ba4e88f827d.txt"), (".txt", "7f9c2ba4e88f827d.txt"), ("aux.txt", "7f9c2ba4e88f827d.txt"),
        ("__.txt", "7f9c2ba4e88f827d.txt"), ("~$note.docx", "note.docx"), ("sans point", "sans point"),
    ],
)  # fmt: skip
def test_a_received_file_has_a_name_that_every_system_shows_and_takes(
    name: str, fit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "checksum", lambda _: "7f9c2ba4e88f827d616045507605853e")

    assert command.fit_name(name, b"") == fit


@pytest.mark.parametrize(("name", "key"), [("aux", "received-bad-id"), ("ancien-texte", "id-spent")])
def test_no_text_is_received_under_an_id_that_the_check_would_refuse(kb: KnowledgeBase, name: str, key: str) -> None:
    used = {"ancien-texte": Published("ancien-texte", "source", Position("data/published.txt"))}
    before = replace(kb, register=replace(kb.register, published=used))

    with pytest.raises(Refused) as refused:
        plan(before, [read(PAGE.name, PAGE.read_bytes())], name, {})

    assert refused.value.key == key


def test_a_file_named_in_another_script_is_received_and_told_of_by_no_rule(copy: Path, tmp_path: Path) -> None:
    received = tmp_path / "福岡.html"
    received.write_bytes(PAGE.read_bytes())

    assert main(["--root", str(copy), "clean", str(received), "--as", "fukuoka", "--lang", "en"]) == 0

    loaded = load(copy)
    (witness,) = loaded.kb.sources["fukuoka"].witnesses
    assert loaded.kb.received[witness.file] == PAGE.read_bytes()
    assert not [p for p in check(loaded.kb, loaded.problems) if p.key.startswith("received-file")]


LONG = "un mot et " * 60  # so that a control character does not make the whole no text
_ODD = (
    "# Titre|- un|➢ deux|| a | b ||---|{ #p3 }|{ .caption }|\\{ x }|*gras*|_x_|`code`|<script>|&amp;|&lt;|a&b|[x](y)|"
    "![i](j)|>> lien|> cite|1. Un|12.|Page 2 / 3|coopé-|ration|franco-|---|\ufeff|\u00ad|\u200b|\x0c|\x0b|\x85|\u2028|"
    "\x1f|\x07|Adresse : x|Tél : y|Photo : A. B/C|Par Jean Roux|date 2025-01-02 Mot|\\|\"|'|: |#|- - -|C:\\_x\\*y|"
    "a*b*c|Une phrase assez longue pour faire à elle seule un paragraphe du texte.|\U0001f600|Huế|ừ"
)
ODD = _ODD.split("|")
TEXTS = st.lists(
    st.tuples(st.sampled_from(ODD) | st.text(max_size=6), st.sampled_from([" ", "\n", "\n\n", "\r\n", "\t", "\n\f\n"])),
    max_size=16,
).map(lambda parts: LONG + "".join(words + blank for words, blank in parts))


@cache
def base() -> KnowledgeBase:
    return load(ROOT).kb


def drafted(name: str, raw: bytes) -> tuple[list[object], str]:
    """What is wrong with the drafts of a file when they are read as an editor's, and the body of the page."""
    reading = read(name, raw)
    new = plan(base(), [reading], "recu", {}).new
    page_path, apparatus_path = "docs/fr/sources/recu.md", "data/apparatus/recu.yml"
    page = split(decode(page_path, new[page_path])[0])
    assert page is not None
    head, slips = parse(page_path, page.yaml, 2)
    rows, more = parse(apparatus_path, decode(apparatus_path, new[apparatus_path])[0])
    reader = Reader(("fr", "en"))
    apparatus = read_apparatus(rows, reader)
    source = read_source("recu", {"fr": SourceFile(page_path, page, head)}, apparatus, reader, schema())
    texts = {path.rsplit("/", 1)[-1].removesuffix(".txt"): text for path, text in new.items() if "extracted" in path}
    differences = list(collate(source, "fr", {name: raw}, texts))
    return [*slips, *more, *(p for p in reader.problems if p.key not in LEFT_TO_A_PERSON), *differences], page.body


@STEADY
@given(TEXTS)
@example("mot | a | b\n\n|---|\n\n| c |")
def test_the_drafts_of_any_text_collate_and_are_left_alone_by_a_second_cleaning(text: str) -> None:
    wrong, body = drafted("recu.txt", text.encode("utf-8", "replace"))

    assert wrong == []
    assert clean(body) == body.lstrip("\n")


@STEADY
@given(TEXTS, st.sampled_from(["cp1252", "utf-16", "utf-8-sig"]))
def test_the_drafts_of_a_text_in_another_encoding_collate(text: str, encoding: str) -> None:
    wrong, _ = drafted("recu.txt", text.encode(encoding, "ignore"))

    assert wrong == []


def test_the_head_of_a_markdown_file_goes_to_the_record_and_its_lines_are_accounted_for(
    copy: Path, tmp_path: Path
) -> None:
    received = tmp_path / "eau.md"
    received.write_text("---\ntitle: L'eau\nauthor: Jean Roux\nlayout: post\n---\n\nUne phrase sur l'eau.\n", "utf-8")

    assert main(["--root", str(copy), "clean", str(received), "--as", "eau"]) == 0

    kb = load(copy).kb
    source = kb.sources["eau"]
    assert [p.text for p in source.editions["fr"].paragraphs] == ["Une phrase sur l'eau."]
    assert {m.name: m.value["fr"] for m in source.record if m.value.get("fr")} == {
        "title": "L'eau",
        "author": "Jean Roux",
    }
    assert [(c.witness, c.kind) for w in source.witnesses for c in w.changes] == [
        (line, "furniture") for line in ("title: L'eau", "author: Jean Roux", "layout: post")
    ]
    assert list(collate(source, "fr", kb.received, kb.extracted)) == []


def test_a_word_broken_at_the_end_of_a_line_is_looked_for_in_the_base() -> None:
    text = f"Titre\n\nIl a été question de la réunion du groupe-\npays. {LONG}"

    wrong, body = drafted("recu.txt", text.encode())

    assert wrong == []
    assert "réunion du groupe-pays." in body


def test_a_text_whose_accents_are_apart_collates_and_its_names_are_known() -> None:
    text = f"Réunion\n\nLe maire de Hanoï et celui de Hué se sont vus à Huế. {LONG}"

    wrong, body = drafted("recu.txt", unicodedata.normalize("NFD", text).encode())
    census = Census(base(), draft_paragraphs(body))

    assert wrong == []
    assert {"hanoi", "hue"} <= {found.name for found in census.known}
    assert "Hue" not in {found.name for found in census.unknown}


_TAGS = "p h1 h2 h3 li ul ol table tr td th div span b br nav pre figcaption article main blockquote"
TAGS = st.sampled_from(_TAGS.split())
MARKUP = st.lists(st.tuples(TAGS, st.booleans(), st.sampled_from(ODD)), max_size=24).map(
    lambda parts: f"<p>{LONG}" + "".join(f"<{'/' * closing}{tag}>{words}" for tag, closing, words in parts)
)


@STEADY
@given(MARKUP, st.sampled_from(["html", "md"]))
def test_the_drafts_of_any_page_collate_and_are_left_alone_by_a_second_cleaning(markup: str, suffix: str) -> None:
    wrong, body = drafted(f"recu.{suffix}", markup.encode())

    assert wrong == []
    assert clean(body) == body.lstrip("\n")


def test_a_long_text_is_drafted_too(kb: KnowledgeBase) -> None:
    """Forty thousand words, every hundredth misread: pinned together, they align as the short ones do."""
    words = [f"mot{n % 997}x{n % 89}" for n in range(40_000)]
    text = "\n".join(" ".join(words[n : n + 12]) for n in range(0, len(words), 12))
    where = read_paragraphs("x.md", split("---\n---\n\n" + clean(text)), Reader(("fr",)))  # type: ignore[arg-type]
    misread = "\n".join(
        line.replace("x8 ", "xB ", 1) if n % 8 == 0 else line for n, line in enumerate(text.split("\n"))
    )

    changes = draft(witness_words("x", misread), [Word(w, p.where) for p in where for w in p.text.split()])

    assert 20 < len(changes) < 400
    assert all("xB" in old and "xB" not in new for _, old, new in changes)
    del kb


def test_the_bulletin_is_what_it_claims_to_be() -> None:
    assert two_columns() == two_columns()
    assert len(read("b.pdf", two_columns()).furniture) > 4


@functools.cache
def schema() -> Schema:
    """The model of the real base: a source's type must be one of its own."""
    return load(ROOT).kb.schema
