"""The command: parse, call, print. Exit status 0 done, 1 problems in the data, 2 wrong use.

What only one verb needs is imported when that verb is asked for: `check`, which people and machines run all day, should
not wait for the makers of pages, PDF and EPUB or for the readers of Word files.
"""

from __future__ import annotations

import argparse
import io
import os
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from passerelles.check import check, checked
from passerelles.collector import paused
from passerelles.editing import record, with_changed_words, write_new
from passerelles.load import Loaded, load
from passerelles.model import KnowledgeBase, Language, Problem
from passerelles.report import as_github, as_json, as_text, summary
from passerelles.verbs import parser, spoken

FORMATS = {"text": as_text, "json": as_json, "github": as_github}
HOST = "127.0.0.1"


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and answer its exit status; what the machine refuses is one sentence, whatever the verb."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names of the base are in no narrower one, wherever it is sent; those of files may be in none at all.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return RUN[options.verb](options)
    except BrokenPipeError:  # whoever reads the answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it ends
        return 1
    except (OSError, MemoryError) as fault:
        return _refuse(_refused_by_the_machine(fault, spoken()))
    except KeyboardInterrupt:
        return 130  # as a shell has it


def _refused_by_the_machine(fault: OSError | MemoryError, language: Language) -> str:
    """What the disk, the memory or the permissions refused, and what stays as it was; labels may be unread by then."""
    place = getattr(fault, "filename", None) or ""
    why = getattr(fault, "strerror", None) or ("memory" if isinstance(fault, MemoryError) else str(fault))
    said = f"{place}: {why}" if place else why
    advice = {
        "fr": "La machine a refusé ; ce qui était déjà publié ou enregistré reste tel quel. Vérifiez la place sur "
        "le disque et les droits du dossier, puis relancez la commande.",
        "en": "The machine refused; what was published or saved before stays as it was. Check the space on the "
        "disk and the permissions of the folder, then run the command again.",
    }
    return f"{said}\n{advice[language]}"


def _refuse(sentence: str) -> int:
    """Wrong use: one clear sentence."""
    print(sentence, file=sys.stderr)
    return 2


def _serve(options: argparse.Namespace) -> int:
    from passerelles.serving import serve

    if _is_taken(options.port):
        free = next((f" --port {port}" for port in range(options.port + 1, 65536) if not _is_taken(port)), "")
        return _refuse(f"Port {options.port} is in use / est occupé: python3 scripts/run.py serve{free}")
    return serve(options.root, HOST, options.port, spoken())


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@paused
def _build(options: argparse.Namespace) -> int:
    from passerelles.building import Building
    from passerelles.graph import link
    from passerelles.keeping import State, keep, kept
    from passerelles.processes import apart

    cache = Path(os.environ.get("PASSERELLES_CACHE") or options.root / ".cache")
    before = kept(cache)
    loaded = load(options.root, before.loaded if before else None)
    now = checked(loaded.kb, loaded.problems, before.checked if before else None)
    if _report(with_changed_words(options.root, loaded.kb, now.problems), loaded.kb, "text", spoken()):
        return 1
    if options.forms:
        return _forms(options, loaded.kb)
    graph = link(loaded.kb, before.graph if before else None)
    state = State(loaded, now, graph)
    # Before the site is begun, which has two large processes.
    apart(partial(keep, cache, state, before), len(loaded.kb.entities))
    building = Building(options.root, loaded.kb, spoken(), not options.pages, state, before)
    return building.copy() if options.offline else building.site()


def _forms(options: argparse.Namespace, kb: KnowledgeBase) -> int:
    """The forms, in an output of their own: neither the site nor the offline copy carries them."""
    from passerelles.forms.output import write_forms

    try:
        print(write_forms(options.root, kb, options.forms, options.sign_in), file=sys.stderr)
    except (OSError, ValueError) as error:
        return _refuse(str(error))
    return 0


@paused
def _check(options: argparse.Namespace) -> int:
    return _found(options.root, load(options.root), options.format, options.lang)


def _found(root: Path, loaded: Loaded, form: str, language: Language) -> int:
    """The problems of a base, told."""
    problems = with_changed_words(root, loaded.kb, check(loaded.kb, loaded.problems))
    return _report(problems, loaded.kb, form, language)


def _report(problems: Sequence[Problem], kb: KnowledgeBase, form: str, language: Language) -> int:
    report = FORMATS[form](problems, kb, language)
    if report:
        print(report)
    print(summary(problems, kb, language), file=sys.stderr)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _clean(options: argparse.Namespace) -> int:
    from passerelles.receive.command import run

    return run(options)


def _collate(options: argparse.Namespace) -> int:
    from passerelles.proof import not_compared, unproved

    loaded = load(options.root)
    kb, unread = loaded.kb, list(not_compared(loaded, options.ids))
    if (unknown := [name for name in options.ids if name not in kb.sources]) and not unread:
        return _refuse(f"{', '.join(unknown)}: no such source / aucune source; {', '.join(kb.sources)}")
    return _report(unproved(loaded, options.ids), kb, "text", options.lang)


def _export(options: argparse.Namespace) -> int:
    from passerelles.building import published_address
    from passerelles.delivery import deliver, ill_chosen
    from passerelles.export import exports
    from passerelles.graph import link

    loaded = load(options.root)
    if _found(options.root, loaded, "text", spoken()):
        return 1
    if options.folder.exists() and not options.folder.is_dir():
        return _refuse(f"{options.folder}: a folder was expected / un dossier était attendu")
    if reason := ill_chosen(options.folder, options.root):
        return _refuse(f"{options.folder}: {reason}")
    files = exports(link(loaded.kb), published_address(options.root))
    delivered = deliver(options.folder, files)
    if delivered.taken:
        theirs = "not written by this command, left alone / pas écrit par cette commande, laissé tel quel"
        return _refuse("\n".join(f"{options.folder / path}: {theirs}" for path in delivered.taken))
    print(f"{options.folder} ({len(delivered.written)} files / fichiers)", file=sys.stderr)
    return 0


def _translated(options: argparse.Namespace) -> int:
    return _answer(*record(options.root, load(options.root), options.pages, options.lang))


def _new(options: argparse.Namespace) -> int:
    return _answer(*write_new(options.root, load(options.root), options.kind, options.id, options.lang))


def _diff(options: argparse.Namespace) -> int:
    from passerelles.difference import difference

    return _answer(*difference(options.root, options.revision, options.lang))


def _answer(status: int, sentence: str) -> int:
    print(sentence, file=sys.stderr if status == 2 else sys.stdout)
    return status


RUN: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "serve": _serve,
    "build": _build,
    "check": _check,
    "clean": _clean,
    "collate": _collate,
    "translated": _translated,
    "export": _export,
    "new": _new,
    "diff": _diff,
}

if __name__ == "__main__":
    sys.exit(main())
