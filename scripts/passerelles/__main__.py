"""The command: parse, call, print. Exit status 0 done, 1 problems in the data, 2 wrong use."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from passerelles.check import check
from passerelles.load import Loaded, load
from passerelles.model import Problem
from passerelles.report import as_github, as_json, as_text, summary

FORMATS = {"text": as_text, "json": as_json, "github": as_github}


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and answer its exit status."""
    options = _parser().parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="passerelles", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help=argparse.SUPPRESS)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    checking = verbs.add_parser("check", help="every rule over the whole base")
    checking.add_argument("--format", choices=FORMATS, default="text")
    checking.add_argument("--lang", choices=("fr", "en"), default=_spoken())
    checking.set_defaults(run=_check)
    return parser


def _spoken() -> str:
    """French where the machine speaks French, else English."""
    return "fr" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower().startswith("fr") else "en"


def problems_of(loaded: Loaded) -> list[Problem]:
    """What reading and checking found, each problem once, sorted."""
    return sorted({*loaded.problems, *check(loaded.kb)})


def _check(options: argparse.Namespace) -> int:
    loaded = load(options.root)
    problems = problems_of(loaded)
    report = FORMATS[options.format](problems, loaded.kb, options.lang)
    if report:
        print(report)
    print(summary(problems, loaded.kb, options.lang), file=sys.stderr)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


if __name__ == "__main__":
    sys.exit(main())
