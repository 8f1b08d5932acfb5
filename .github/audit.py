"""Asks pip-audit about every locked package, and counts what it could not check: its own «no vulnerabilities» does not.

    python .github/audit.py requirements.lock

Exit status: 0 all were checked and none has a known fault, 1 faults, or packages that nobody could answer for.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

COMMAND = ("pip-audit", "--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json", "--requirement")


def verdict(report: Mapping[str, Any], locked: int) -> tuple[int, str]:
    """Exit status and sentences, from the report of pip-audit and the number of packages that the lock names."""
    asked: Sequence[Mapping[str, Any]] = report.get("dependencies", ())
    skipped = [f"{item['name']}: not checked ({item['skip_reason']})" for item in asked if "skip_reason" in item]
    faults = [f"{i['name']} {i['version']}: {v['id']}, {_mended(v)}" for i in asked for v in i.get("vulns", ())]
    unasked = locked - len(asked)
    lines = [*faults, *skipped, *([f"{unasked} more in the lock than in the report"] if unasked > 0 else [])]
    checked = len(asked) - len(skipped)
    total = (
        f"{checked} of {locked} packages checked, {len(skipped) + max(unasked, 0)} not checked, {len(faults)} faults."
    )
    return int(bool(lines) or checked == 0), "\n".join([*lines, total])


def _mended(fault: Mapping[str, Any]) -> str:
    versions = fault.get("fix_versions", ())
    return f"mended in {', '.join(versions)}" if versions else "not mended yet"


def applies(lock: str) -> int:
    """How many packages of a lock this machine would install: a marker may ask for another system."""
    from packaging.markers import Marker

    lines = [line.rstrip(" \\") for line in lock.splitlines() if "==" in line and line[0].isalnum()]
    marks = [line.partition(";")[2].strip() for line in lines]
    return sum(not mark or Marker(mark).evaluate({"extra": "dev"}) for mark in marks)


def main() -> int:
    """Runs pip-audit on a lock."""
    path = sys.argv[1]
    with open(path, encoding="utf-8") as file:
        locked = applies(file.read())
    run = subprocess.run([*COMMAND, path], capture_output=True, text=True, check=False)
    try:
        report = json.loads(run.stdout)
    except ValueError:
        print(f"pip-audit gave no report:\n{run.stderr}", file=sys.stderr)
        return 1
    status, said = verdict(report, locked)
    print(said)
    return status


if __name__ == "__main__":
    sys.exit(main())
