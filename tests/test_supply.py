"""What the project is made of: each package locked, with its reason and its licence; the audit counts what it skips."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from types import ModuleType

import pytest

from conftest import ROOT

TABLE = ROOT / ".github/DEPENDENCIES.md"
LOCKS = (ROOT / "requirements.lock", ROOT / ".github/audit.lock")
LINE = re.compile(r'^\s+"([A-Za-z0-9_.-]+)(?:\[[a-z]+\])?==([^"]+)",\s*# (.+)$', re.MULTILINE)
HEAD = """\
# What the project is made of

Each package that the project asks for, with its licence and its reason, which stands beside it in `pyproject.toml`;
then what these bring along. Versions and checksums: `requirements.lock`. Made by a machine:
`python3 scripts/run.py test tests/test_supply.py --bless`.
"""
SAID_ELSEWHERE = {"axe-playwright-python": "MIT (its file LICENSE; axe-core inside: MPL-2.0)"}
TO_TEST_ONLY = {
    "text-unidecode": "Artistic License or GPL, ours to choose; python-slugify brings it, frictionless brings that"
}
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|HPND|Historical Permission|LGPL|Lesser General|Unlicense|0BSD|"
    r"Zlib|CC0|Public Domain|MIT-CMU|GPLv3\+ or|EPL|Zope|W3C"
)


def project() -> dict[str, list[str]]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {"run": table["dependencies"], "dev": table["optional-dependencies"]["dev"]}


def name_of(requirement: str) -> str:
    return re.split(r"[\[=<>~! ;]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def licence(name: str) -> str:
    """The licence as the package declares it: an expression of SPDX, a classifier, or the first words of its own."""
    if said := SAID_ELSEWHERE.get(name):
        return said
    found = importlib.metadata.metadata(name)
    if said := found.get("License-Expression"):  # type: ignore[attr-defined]
        return str(said)
    kinds = [c.rsplit(" :: ", 1)[-1] for c in found.get_all("Classifier", []) if c.startswith("License ::")]
    plain = [kind for kind in kinds if kind != "OSI Approved"]
    return " / ".join(plain) or " ".join(str(found.get("License") or "not said").split())[:60]  # type: ignore[attr-defined]


def locked(path: object) -> Iterator[tuple[str, str]]:
    """Each package of a lock, with what follows it up to the next."""
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    for match in re.finditer(r"^([A-Za-z0-9_.\[\]-]+)==[^\n]*\n?((?:    [^\n]*\n?)*)", text, re.MULTILINE):
        yield name_of(match[1]), match[0]


def table() -> str:
    """The table of .github/DEPENDENCIES.md."""
    reasons = {name_of(m[1]): m[3].strip() for m in LINE.finditer((ROOT / "pyproject.toml").read_text("utf-8"))}
    lines = [HEAD]
    direct = set()
    for title, key in (("To build the site", "run"), ("To test it", "dev")):
        lines += [f"\n## {title}\n", "| package | licence | why |", "|---|---|---|"]
        for requirement in project()[key]:
            name = name_of(requirement)
            direct.add(name)
            lines.append(f"| {name} | {licence(name)} | {reasons.get(name, '')} |")
    lines += ["\n## What these bring along\n", "| package | licence |", "|---|---|"]
    for name in sorted({name for name, _ in locked(LOCKS[0])} - direct):
        try:
            lines.append(f"| {name} | {licence(name)} |")
        except importlib.metadata.PackageNotFoundError:
            lines.append(f"| {name} | for other systems: not installed here |")
    return "\n".join(lines) + "\n"


def test_each_package_has_its_reason_and_its_licence_in_one_table(bless: bool) -> None:
    made = table()
    if bless:
        TABLE.write_text(made, "utf-8")

    assert TABLE.read_text("utf-8") == made, "python3 scripts/run.py test tests/test_supply.py --bless"
    assert re.findall(r"^\| \S+ \| [^|]+ \| +\|$", made, re.MULTILINE) == [], "a reason is missing in pyproject.toml"


def test_every_licence_lets_us_use_and_pass_on_what_it_covers() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|", TABLE.read_text("utf-8"), re.MULTILINE)

    strange = [(name, said) for name, said in rows if not FREE.search(said) and "other systems" not in said]
    assert len(rows) > 100
    assert {name for name, _ in strange} - {"package"} == set(TO_TEST_ONLY)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_a_version_and_checksums(lock: object) -> None:
    packages = list(locked(lock))

    assert len(packages) > 30
    assert [name for name, text in packages if "--hash=sha256:" not in text] == []
    assert not re.search(r"https?://|file:|git\+", lock.read_text("utf-8").split("\n\n", 1)[-1])  # type: ignore[attr-defined]


def test_what_the_project_asks_for_is_locked_in_that_version() -> None:
    have = dict(locked(LOCKS[0]))

    for requirement in (*project()["run"], *project()["dev"]):
        version = requirement.split("==")[1].split(" ")[0]
        assert f"=={version}" in have[name_of(requirement)], requirement


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    place = importlib.util.spec_from_file_location("audit", ROOT / ".github/audit.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


CLEAN = {"name": "a", "version": "1", "vulns": []}
SKIPPED = {"name": "b", "skip_reason": "not found"}
FAULTY = {
    "name": "c",
    "version": "2",
    "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}, {"id": "CVE-2", "fix_versions": []}],
}


@pytest.mark.parametrize(
    ("dependencies", "count", "status", "said"),
    [
        ([CLEAN], 1, 0, "1 of 1 packages checked, 0 not checked, 0 faults."),
        ([SKIPPED], 1, 1, "b: not checked (not found)\n0 of 1 packages checked, 1 not checked, 0 faults."),
        ([CLEAN], 3, 1, "2 more in the lock than in the report\n1 of 3 packages checked, 2 not checked, 0 faults."),
        ([CLEAN, FAULTY], 2, 1,
         "c 2: CVE-1, mended in 3\nc 2: CVE-2, not mended yet\n2 of 2 packages checked, 0 not checked, 2 faults."),
        ([], 0, 1, "0 of 0 packages checked, 0 not checked, 0 faults."),
    ],
)  # fmt: skip
def test_an_audit_is_green_only_when_everything_was_checked(
    audit: ModuleType, dependencies: list[object], count: int, status: int, said: str
) -> None:
    assert audit.verdict({"dependencies": dependencies}, count) == (status, said)
