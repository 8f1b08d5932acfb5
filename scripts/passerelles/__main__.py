"""The command: parse, call, print. Exit status 0 done, 1 problems in the data, 2 wrong use."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from passerelles.building import Building, published_address
from passerelles.check import check
from passerelles.collate import collate
from passerelles.delivery import deliver
from passerelles.difference import difference
from passerelles.editing import record, with_changed_words, write_new
from passerelles.export import exports
from passerelles.forms.output import write_forms
from passerelles.graph import link
from passerelles.load import load
from passerelles.model import KnowledgeBase, Language, Problem
from passerelles.receive import command as receive
from passerelles.receive import reread
from passerelles.report import as_github, as_json, as_text, summary
from passerelles.serving import serve

FORMATS = {"text": as_text, "json": as_json, "github": as_github}
HOST = "127.0.0.1"


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and answer its exit status."""
    options = _parser().parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="passerelles", description="Builds and checks the site Passerelles.")
    parser.add_argument("--root", type=Path, default=Path(), help=argparse.SUPPRESS)
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    serving = verbs.add_parser("serve", help="the site on a local port, rebuilt at each save")
    serving.add_argument("--port", type=int, default=8000)
    serving.set_defaults(run=_serve)

    building = verbs.add_parser("build", help="the site into site/, or an offline copy into dist/")
    building.add_argument("--offline", action="store_true", help="a zip to open by double-click")
    building.add_argument(
        "--forms", choices=("local", "forge"), help="the forms for the browser instead, into dist/edit/"
    )
    building.add_argument("--sign-in", default="", help="for the forms on a forge: see docs/en/contribute/forge.md")
    building.set_defaults(run=_build)

    checking = verbs.add_parser("check", help="every rule over the whole base")
    checking.add_argument("--format", choices=FORMATS, default="text")
    checking.set_defaults(run=_check)

    cleaning = receive.add_verb(verbs)

    collating = verbs.add_parser("collate", help="the edition against its witnesses")
    collating.add_argument("ids", nargs="*", metavar="ID")
    collating.set_defaults(run=_collate)

    rereading = verbs.add_parser("translated", help="records that a person has reread this translation")
    rereading.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help="none: take note of new texts alone")
    rereading.set_defaults(run=_translated)

    exporting = verbs.add_parser("export", help="the data for other programs alone, below a folder")
    exporting.add_argument("folder", type=Path, metavar="DIR")
    exporting.set_defaults(run=_export)

    making = verbs.add_parser("new", help="a commented file to fill in")
    making.add_argument("kind", metavar="KIND")
    making.add_argument("id", metavar="ID")
    making.set_defaults(run=_new)

    comparing = verbs.add_parser("diff", help="statements added, changed, lost since REV, as Markdown")
    comparing.add_argument("revision", metavar="REV")
    comparing.set_defaults(run=_diff)

    for verb in (checking, cleaning, collating, rereading, making, comparing):
        verb.add_argument("--lang", choices=("fr", "en"), default=_spoken())
    return parser


def _spoken() -> Language:
    """French where the machine speaks French, else English."""
    return "fr" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower().startswith("fr") else "en"


def _refuse(sentence: str) -> int:
    """Wrong use: one clear sentence."""
    print(sentence, file=sys.stderr)
    return 2


def _serve(options: argparse.Namespace) -> int:
    with socket.socket() as probe:
        if probe.connect_ex((HOST, options.port)) == 0:
            free = f"passerelles serve --port {options.port + 1}"
            return _refuse(f"Port {options.port} is in use / est occupé: {free}")
    return serve(options.root, HOST, options.port, _spoken())


def _build(options: argparse.Namespace) -> int:
    loaded = load(options.root)
    problems = with_changed_words(options.root, loaded.kb, check(loaded.kb, loaded.problems))
    if _report(problems, loaded.kb, "text", _spoken()):
        return 1
    if options.forms:
        return _forms(options)
    building = Building(options.root, loaded.kb, _spoken())
    return building.copy() if options.offline else building.site()


def _forms(options: argparse.Namespace) -> int:
    """The forms, in an output of their own: neither the site nor the offline copy carries them."""
    try:
        print(write_forms(options.root, load(options.root).kb, options.forms, options.sign_in), file=sys.stderr)
    except (OSError, ValueError) as error:
        return _refuse(str(error))
    return 0


def _check(options: argparse.Namespace) -> int:
    loaded = load(options.root)
    problems = with_changed_words(options.root, loaded.kb, check(loaded.kb, loaded.problems))
    return _report(problems, loaded.kb, options.format, options.lang)


def _report(problems: Sequence[Problem], kb: KnowledgeBase, form: str, language: Language) -> int:
    report = FORMATS[form](problems, kb, language)
    if report:
        print(report)
    print(summary(problems, kb, language), file=sys.stderr)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _collate(options: argparse.Namespace) -> int:
    kb = load(options.root).kb
    if unknown := [name for name in options.ids if name not in kb.sources]:
        return _refuse(f"{', '.join(unknown)}: no such source / aucune source; {', '.join(kb.sources)}")
    problems = [
        problem
        for source in kb.sources.values()
        if not options.ids or source.id in options.ids
        for problem in (*collate(source, kb.schema.original, kb.received, kb.extracted), *reread(source, kb))
    ]
    return _report(sorted(set(problems)), kb, "text", options.lang)


def _export(options: argparse.Namespace) -> int:
    if _check(argparse.Namespace(root=options.root, format="text", lang=_spoken())):
        return 1
    if options.folder.exists() and not options.folder.is_dir():
        return _refuse(f"{options.folder}: a folder was expected / un dossier était attendu")
    files = exports(link(load(options.root).kb), published_address(options.root))
    try:
        taken = deliver(options.folder, files)
    except OSError as fault:
        return _refuse(f"{fault.filename or options.folder}: {fault.strerror}")
    if taken:
        theirs = "not written by this command, left alone / pas écrit par cette commande, laissé tel quel"
        return _refuse("\n".join(f"{options.folder / path}: {theirs}" for path in taken))
    print(f"{options.folder} ({len(files)} files / fichiers)", file=sys.stderr)
    return 0


def _translated(options: argparse.Namespace) -> int:
    return _answer(*record(options.root, load(options.root), options.pages, options.lang))


def _new(options: argparse.Namespace) -> int:
    return _answer(*write_new(options.root, load(options.root), options.kind, options.id, options.lang))


def _diff(options: argparse.Namespace) -> int:
    return _answer(*difference(options.root, options.revision, options.lang))


def _answer(status: int, sentence: str) -> int:
    print(sentence, file=sys.stderr if status == 2 else sys.stdout)
    return status


if __name__ == "__main__":
    sys.exit(main())
