"""Files handed over into a folder that may hold other people's: nothing that we did not write is overwritten.

A list beside them, `.passerelles-export`, remembers what was written, with checksums: a file of ours that somebody
changed since is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from passerelles.export.form import Measured, Pieces, blocks
from passerelles.files import aside, pour

LIST = ".passerelles-export"
SOURCES = ("data", "docs", "overrides", "scripts", "tests", ".git", ".github")
OURS = (
    "a folder outside data/, docs/ and the like was expected, such as export/ / "
    "un dossier hors de data/, de docs/ et des autres dossiers du projet était attendu, par exemple export/"
)


@dataclass(frozen=True)
class Delivery:
    """The paths that were written; or those that are in the way, when there are any: then nothing was written."""

    written: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


def deliver(folder: Path, files: Iterable[tuple[str, Pieces]]) -> Delivery:
    """Write the files below `folder`, and take away those of an earlier delivery that are no longer part of it.

    Each file waits on the disk until the last is made, since one path in the way stops all: never all of them in
    memory. Raises OSError when the disk refuses; what was delivered before is whole then, as it was.
    """
    with TemporaryDirectory(prefix="passerelles-") as name:
        waiting = Path(name)
        digests = {path: _set_aside(waiting / str(number), pieces) for number, (path, pieces) in enumerate(files)}
        ours = _written(folder)
        if taken := [path for path in sorted(digests) if _is_foreign(folder / path, digests[path], ours.get(path))]:
            return Delivery(taken=tuple(taken))
        _put_all(folder, {path: waiting / str(number) for number, path in enumerate(digests)}, _listed(digests))
    for path in sorted(set(ours) - set(digests)):
        if (folder / path).is_file() and _digest(folder / path) == ours[path]:
            (folder / path).unlink()
    return Delivery(written=tuple(digests))


def _put_all(folder: Path, files: Mapping[str, Path], listed: str) -> None:
    """Put files in place once each of them, and their list, stands whole beside its place."""
    made = list[Path]()
    try:
        with ExitStack() as stack:  # each takes its place when all are there, the list, as the first, at the very end
            made += _folders(folder)
            stack.enter_context(aside(folder / LIST)).write_text(listed, "utf-8")
            for path, content in files.items():
                made += _folders((folder / path).parent)
                new = stack.enter_context(aside(folder / path))
                with content.open("rb") as file:
                    pour(new, blocks(file))
    except OSError:
        for empty in reversed(made):
            with suppress(OSError):
                empty.rmdir()
        raise


def _folders(folder: Path) -> Iterator[Path]:
    """Make a folder, and those above it; each that was not there before."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    for above in reversed(missing):
        above.mkdir(exist_ok=True)
        yield above


def _listed(digests: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))


def ill_chosen(folder: Path, root: Path) -> str:
    """Why files are not handed over into a folder: it is one of the project's own, or holds it."""
    there, ours = folder.resolve(), root.resolve()
    own = {ours / name for name in SOURCES}
    if there in (ours, *ours.parents) or own & {there, *there.parents}:
        return OURS
    return ""


def _set_aside(path: Path, pieces: Pieces) -> str:
    content = Measured(pieces)
    pour(path, content)
    return content.measures()[1]


def _is_foreign(path: Path, wanted: str, recorded: str | None) -> bool:
    """Whether something stands there that is neither what we wrote nor what we are about to write, by checksums."""
    above = next((parent for parent in path.parents if parent.exists()), None)
    if above is not None and not above.is_dir():
        return True
    if not path.exists():
        return path.is_symlink()  # a link that leads nowhere is somebody's too
    if not path.is_file():
        return True
    return _digest(path) not in {recorded, wanted}


def _written(folder: Path) -> dict[str, str]:
    """The files of the delivery before, by path, with their checksums; a path never leads out of the folder."""
    listed = folder / LIST
    lines = listed.read_text("utf-8", "replace").splitlines() if listed.is_file() else []  # somebody may have edited it
    pairs = [line.split("  ", 1) for line in lines if "  " in line]
    return {path: digest for digest, path in pairs if not path.startswith("/") and ".." not in path.split("/")}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return Measured(blocks(file)).measures()[1]
