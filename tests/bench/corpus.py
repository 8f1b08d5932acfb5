"""The texts of a made-up base: sentences dealt out to sources, each with its received file, edition, translation."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml
from region import Region
from things import Entry, pair
from words import MONTHS, Both

from passerelles.translated import pairing

SCENES_A_SOURCE, SCENES_A_PARAGRAPH, PARAGRAPHS_A_SECTION, WORDS_A_LINE = 48, 3, 5, 12
RIGHTS = Both("© personne ; texte inventé.", "© nobody; an invented text.")


@dataclass(frozen=True)
class Block:
    """A paragraph with its markup: `#` signs for a heading."""

    id: str
    words: Both
    head: str = ""


def write_corpus(root: Path, region: Region) -> dict[str, Both]:
    """Write every source below `root`; the answer is their words, by source."""
    scenes = list(region.scenes)
    region.words.random.shuffle(scenes)
    texts: dict[str, Both] = {}
    for number, start in enumerate(range(0, len(scenes), SCENES_A_SOURCE), 1):
        name = f"lettre-{number}"
        dealt = scenes[start : start + SCENES_A_SOURCE]
        for scene in dealt:
            scene.source = name
        blocks = _blocks(number, region.words.date()[1], [scene.words() for scene in dealt])
        _write_source(root, name, blocks)
        texts[name] = Both(*(" ".join(getattr(b.words, code) for b in blocks) for code in ("fr", "en")))
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(_raw(root).iterdir())]
    (_raw(root) / "SHA256SUMS").write_text("".join(sums), "utf-8")
    return texts


def _raw(root: Path) -> Path:
    return root / "data/raw"


def _blocks(number: int, day: Both, sentences: list[Both]) -> list[Block]:
    """The title, the day, then paragraphs of three sentences under headings."""
    blocks = [
        Block("p1", Both(f"Lettre {number} de la coopération", f"Cooperation letter {number}"), "# "),
        Block("p2", Both(f"Le {day.fr}", f"On {day.en}")),
    ]
    for start in range(0, len(sentences), SCENES_A_PARAGRAPH):
        if start // SCENES_A_PARAGRAPH % PARAGRAPHS_A_SECTION == 0:
            part = start // SCENES_A_PARAGRAPH // PARAGRAPHS_A_SECTION + 1
            blocks.append(Block(f"p{len(blocks) + 1}", Both(f"Partie {part}", f"Part {part}"), "## "))
        taken = sentences[start : start + SCENES_A_PARAGRAPH]
        words = Both(" ".join(f"{s.fr}." for s in taken), " ".join(f"{s.en}." for s in taken))
        blocks.append(Block(f"p{len(blocks) + 1}", words))
    return blocks


def _write_source(root: Path, name: str, blocks: list[Block]) -> None:
    file, lines, changes = f"{name}.txt", [], []
    for block in blocks:
        words = block.words.fr.split()
        if not block.head and len(words) > WORDS_A_LINE:  # the received file marks its paragraphs, the edition does not
            words = ["➢", *words]
            changes.append({"line": len(lines) + 1, "witness": "➢", "edition": "", "kind": "bullet"})
        lines += [" ".join(words[i : i + WORDS_A_LINE]) for i in range(0, len(words), WORDS_A_LINE)]
    received = "\n".join([*lines, ""]).encode()
    _write(root / f"data/raw/{file}", received.decode())
    _write(
        root / f"data/apparatus/{name}.yml", dump({"source": name, "witnesses": [{"file": file, "changes": changes}]})
    )
    made = {b.id: pairing(b.words.fr, b.words.en) for b in blocks}
    head = {
        "title": blocks[0].words.fr,
        "description": f"Une lettre inventée, {name}.",
        **_record(blocks, file, received),
    }
    _write(root / f"docs/fr/sources/{name}.md", _page(head, [(b, b.words.fr) for b in blocks]))
    head = {
        "title": blocks[0].words.en,
        "description": f"An invented letter, {name}.",
        "translation": {"made_from": made},
    }
    _write(root / f"docs/en/sources/{name}.md", _page(head, [(b, b.words.en) for b in blocks]))


def _record(blocks: list[Block], file: str, received: bytes) -> Entry:
    unknown = {"value": pair(Both("non précisé", "not specified")), "by": "editor"}
    record = {
        "type": {"value": "article", "by": "editor"},
        "title": {"value": blocks[0].words.fr, "at": "p1"},
        "author": unknown, "publisher": dict(unknown),
        "date": {"value": _edtf(blocks[1].words), "at": "p2"},
        "place": unknown, "language": {"value": "fr", "by": "editor"}, "url": unknown,
        "rights": {"value": pair(RIGHTS), "by": "editor"},
    }  # fmt: skip
    description = pair(Both("Texte inventé, lignes coupées.", "Invented text, lines cut."))
    witness = {"file": file, "siglum": "A", "sha256": hashlib.sha256(received).hexdigest(), "description": description}
    return {"source": record, "witnesses": [witness]}


def _edtf(day: Both) -> str:
    """The day that words say."""
    number, month, year = day.en.removeprefix("On ").split()
    return f"{year}-{[name.en for name in MONTHS].index(month) + 1:02}-{int(number):02}"


def _page(head: Entry, blocks: list[tuple[Block, str]]) -> str:
    body = [f"{b.head}{words} {{ #{b.id} }}" if b.head else f"{words}\n{{ #{b.id} }}" for b, words in blocks]
    return "\n\n".join([f"---\n{dump(head)}---", *body, ""])


def dump(entry: Entry) -> str:
    """An entry as YAML, in the order in which it is written."""

    class Dumper(yaml.CSafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            del data
            return True

    return str(yaml.dump(entry, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10**6))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
