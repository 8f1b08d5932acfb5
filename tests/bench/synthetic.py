"""Makes a bilingual base of any size, in which the check finds no problem: `synthetic.py FOLDER [SIZE [SEED]]`.

The model, labels, templates, assets and prose are those of the project; things and texts are invented, always the
same ones for the same seed.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import meetings
import stories
import yaml
from corpus import dump, write_corpus
from region import Region
from words import COUNTRIES, THEMES, Words

PROJECT = Path(__file__).resolve().parent.parent.parent
# Of a base that grows, mostly these; the rest are territories, a closed list of themes and three countries.
SHARES = {"organisations": 0.04, "people": 0.25, "events": 0.16, "terms": 0.03, "partnerships": 0.27}
SEED = 2026


def make(root: Path, size: int, seed: int = SEED) -> None:
    """Write a base of `size` things below `root`, which must be empty or absent."""
    folders = _copy_project(root)
    region = tell(Words(seed), size)
    texts = write_corpus(root, region)
    for thing in region.things:
        path = root / f"data/{folders[thing.kind]}/{thing.id}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(thing.entry(region.words, texts)), "utf-8")


def tell(words: Words, size: int) -> Region:
    """The region: things in realistic proportion, all the sentences about them, no text yet."""
    region = Region(words)
    if not size:
        return region
    count = {kind: max(2, round(share * size)) for kind, share in SHARES.items()}
    cities = max(4, size - sum(count.values()) - len(THEMES) - len(COUNTRIES))
    region.themes += [stories.theme(region, name) for name in THEMES]
    region.countries += [stories.country(region, name) for name in COUNTRIES]
    region.territories += [stories.territory(region) for _ in range(cities)]
    region.organisations += [stories.organisation(region) for _ in range(count["organisations"])]
    region.people += [stories.person(region) for _ in range(count["people"])]
    region.events += [meetings.event(region) for _ in range(count["events"])]
    region.terms += [stories.term(region) for _ in range(count["terms"])]
    for _ in range(count["partnerships"]):
        region.partnerships.append(meetings.partnership(region))
    for thing in region.things:
        thing.colour(words, region.territories, region.people)
    return region


def _copy_project(root: Path) -> dict[str, str]:
    """Everything but things and texts; the answer is the folder of each kind."""
    schema = yaml.safe_load((PROJECT / "data/schema.yml").read_text("utf-8"))
    folders = {name: str(kind["folder"]) for name, kind in schema["kinds"].items()}
    (root / "data/raw").mkdir(parents=True)
    for name in ("mkdocs.yml", "data/schema.yml", "data/labels.yml"):
        shutil.copy(PROJECT / name, root / name)
    shutil.copytree(PROJECT / "overrides", root / "overrides")
    shutil.copytree(PROJECT / "docs", root / "docs", ignore=shutil.ignore_patterns("sources"))
    (root / "scripts").symlink_to(PROJECT / "scripts")
    thing = rf"(?:{'|'.join(folders.values())})/[a-z0-9-]+/[^)]*"
    link = re.compile(rf"\[([^\]]*)\]\((?:\.\./)+(?:{thing}|api/v1/activities\.iati\.xml)\)")
    for page in root.glob("docs/*/**/*.md"):  # the prose speaks of things that a made-up base does not have
        page.write_text(link.sub(r"\1", page.read_text("utf-8")), "utf-8")
    return folders


def _main() -> int:
    from passerelles.check import check
    from passerelles.load import load
    from passerelles.report import as_text, summary

    root, size = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    make(root, size, int(sys.argv[3]) if len(sys.argv) > 3 else SEED)
    loaded = load(root)
    problems = sorted({*loaded.problems, *check(loaded.kb)})
    print(as_text(problems[:20], loaded.kb, "en"), summary(problems, loaded.kb, "en"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(_main())
