"""The verbs of the command and their arguments; `__main__` does what they say."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from passerelles.model import Language

FORMATS = ("text", "json", "github")  # of a report


def _port(words: str) -> int:
    """A port that a program may listen on; 0 is any that is free."""
    if not words.isdigit() or not int(words) <= 65535:
        raise argparse.ArgumentTypeError(f"{words}: 0…65535")
    return int(words)


def parser() -> argparse.ArgumentParser:
    """Every verb with what it may be asked for; the answer names the `verb`."""
    found = argparse.ArgumentParser(prog="passerelles", description="Builds and checks the site Passerelles.")
    found.add_argument("--root", type=Path, default=Path(), help=argparse.SUPPRESS)
    verbs = found.add_subparsers(dest="verb", required=True, metavar="VERB")

    serving = verbs.add_parser("serve", help="the site on a local port, rebuilt at each save")
    serving.add_argument("--port", type=_port, default=8000)

    building = verbs.add_parser("build", help="the site into site/, or an offline copy into dist/")
    building.add_argument("--pages", action="store_true", help="the site without its PDF and EPUB, which take longest")
    building.add_argument("--offline", action="store_true", help="a zip to open by double-click")
    building.add_argument(
        "--forms", choices=("local", "forge"), help="the forms for the browser instead, into dist/edit/"
    )
    building.add_argument("--sign-in", default="", help="for the forms on a forge: see docs/en/contribute/forge.md")

    checking = verbs.add_parser("check", help="every rule over the whole base")
    checking.add_argument("--format", choices=FORMATS, default="text")

    cleaning = verbs.add_parser("clean", help="a received text (.txt .md .html .docx .pdf) -> witness, page, apparatus")
    cleaning.add_argument("files", nargs="+", type=Path, metavar="FILE")
    cleaning.add_argument("--as", dest="id", metavar="ID", help="write the drafts of this source (else: print them)")
    cleaning.add_argument(
        "--apart", action="store_true", help="a text of its own, though the corpus has one much like it"
    )
    cleaning.add_argument("--encoding", default="", help="of a text file, where the one guessed is wrong")
    cleaning.add_argument(
        "--apparatus", action="store_true", help="print the draft apparatus instead of the draft page"
    )

    collating = verbs.add_parser("collate", help="the edition against its witnesses")
    collating.add_argument("ids", nargs="*", metavar="ID")

    rereading = verbs.add_parser("translated", help="records that a person has reread this translation")
    rereading.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help="none: take note of new texts alone")

    exporting = verbs.add_parser("export", help="the data for other programs alone, below a folder")
    exporting.add_argument("folder", type=Path, metavar="DIR")

    making = verbs.add_parser("new", help="a commented file to fill in")
    making.add_argument("kind", metavar="KIND")
    making.add_argument("id", metavar="ID", nargs="?", default="")  # without: said in the editor's language

    comparing = verbs.add_parser("diff", help="statements added, changed, lost since REV, as Markdown")
    comparing.add_argument("revision", metavar="REV")

    for verb in (checking, cleaning, collating, rereading, making, comparing):
        verb.add_argument("--lang", choices=("fr", "en"), default=spoken())
    return found


def spoken() -> Language:
    """French where the machine speaks French, else English."""
    return "fr" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower().startswith("fr") else "en"
