"""What the command does for an editor: a new file, a rereading recorded, the words that made a translation stale.

The door's second half: it reads and writes files, and answers (exit status, sentence).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from passerelles.check.causes import of_what_rules_all, unreadable
from passerelles.drafts import Refused, blanks, draft, kind_named, vacant
from passerelles.files import put
from passerelles.history import earlier, resolve
from passerelles.load import Loaded
from passerelles.load.decoding import decode
from passerelles.load.earlier import original_words
from passerelles.load.heads import with_field
from passerelles.model import Edition, KnowledgeBase, Language, Problem, Schema
from passerelles.quotes import fingerprint
from passerelles.report import say
from passerelles.translated import REGISTER, changed_words, register, rereading

Answer = tuple[int, str]
STALE = {"translation-stale", "text-stale"}


def write_new(root: Path, loaded: Loaded, kind: str, name: str, language: Language) -> Answer:
    """Write the commented file of a new thing; never over another."""
    kb = loaded.kb
    if any(of_what_rules_all(problem) for problem in loaded.problems):
        return 1, say(kb, "unreadable-first", language)
    try:
        declared = kind_named(kb, kind)
        path = f"data/{declared.folder}/{vacant(kb, name)}.yml"
        text = draft(kb, declared, language)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except Refused as refusal:
        near = refusal.blanks.get("near", "")
        hint = f" {say(kb, 'problem-near', language, near=near)}" if near else ""
        return 2, say(kb, refusal.key, language, **(refusal.blanks | {"near": hint}))
    except FileExistsError:
        return 2, say(kb, "new-exists", language, path=path)
    return 0, say(kb, "new-done", language, path=path, count=str(blanks(text)))


def record(root: Path, loaded: Loaded, pages: Sequence[Path], language: Language) -> Answer:
    """Record the rereading of these files; with none, only the texts that the register does not know yet."""
    kb, here = loaded.kb, root.resolve()
    if any(unreadable(problem) for problem in loaded.problems):  # their records would be lost
        return 1, say(kb, "unreadable-first", language)
    named = {_inside(page, here): page for page in pages}
    translations = dict(_translations(kb))
    known = {*translations, *(text.path for text in kb.texts), *kb.markdown}
    if unknown := [str(page) for path, page in named.items() if path not in known]:
        return 2, say(kb, "translated-unknown", language, path=", ".join(unknown))
    if told := _originals(kb, named, language):
        return 2, told
    before = {path: decode(path, (root / path).read_bytes())[0] for path in translations if path in named}
    after = {path: with_field(text, "translation", rereading(*translations[path])) for path, text in before.items()}
    if odd := [path for path, page in after.items() if page is None]:
        return 1, say(kb, "translated-head", language, path=", ".join(odd))
    for path, page in after.items():
        put(root / path, page or "")
    folder = f"docs/{kb.schema.original}/"  # under which the register keeps the sections of a page
    reread = {path.replace(f"docs/{p.language}/", folder, 1) for path, p in kb.markdown.items() if path in named}
    text = register(kb.texts, kb.schema.original, kb.rereadings, {*named, *reread})
    is_new = not (root / REGISTER).is_file() or (root / REGISTER).read_text("utf-8") != text
    put(root / REGISTER, text)
    done = {path: before[path] != after[path] if path in before else is_new for path in named or [REGISTER]}
    keys = {path: ("translated-same", "translated-done")[is_done] for path, is_done in done.items()}
    return 0, "\n".join(say(kb, key, language, path=path) for path, key in keys.items())


def _originals(kb: KnowledgeBase, named: Iterable[str], language: Language) -> str:
    """What is said of originals of texts, of which nobody rereads the translation by naming them."""
    found = []
    for source in kb.sources.values():
        path = source.editions[kb.schema.original].where.path
        if path in named:
            others = ", ".join(e.where.path for e in source.editions.values() if e.where.path != path)
            found.append(say(kb, "translated-original", language, path=path, others=others))
    return "\n".join(found)


def _inside(page: Path, root: Path) -> str:
    """The path of a page from the root of the project, however it was written."""
    there = page.resolve()
    return there.relative_to(root).as_posix() if there.is_relative_to(root) else str(page)


def _translations(kb: KnowledgeBase) -> Iterable[tuple[str, tuple[Edition, Edition]]]:
    for source in kb.sources.values():
        original = source.editions[kb.schema.original]
        for edition in source.editions.values():
            if edition is not original:
                yield edition.where.path, (original, edition)


def with_changed_words(root: Path, kb: KnowledgeBase, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems; a stale translation is told with the words that changed, where git remembers the old ones."""
    return Past(root).told(kb, problems)


class Past:
    """What git remembers of the words of files: each state of a file is read once, while history and model stay."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._of: tuple[str, Schema] | None = None
        self._states: dict[str, tuple[list[Mapping[str, str]], Iterator[str]]] = {}

    def told(self, kb: KnowledgeBase, problems: Iterable[Problem]) -> list[Problem]:
        """The same problems, a stale translation with the words that changed."""
        listed = list(problems)
        if any(problem.key in STALE for problem in listed):
            of = resolve(self._root, "HEAD"), kb.schema
            self._of, self._states = of, self._states if of == self._of else {}
        return [self._told(kb, problem) if problem.key in STALE else problem for problem in listed]

    def _told(self, kb: KnowledgeBase, problem: Problem) -> Problem:
        details = dict(problem.details)
        path, key = details["place"].rsplit(":", 1)[0], details.get("paragraph") or details["key"]
        before = (words.get(key, "") for words in self._earlier(path, kb.schema))
        made = next((words for words in before if words and fingerprint(words) == details["made"]), "")
        if not made:
            return problem
        now = original_words(path, (self._root / path).read_text("utf-8"), kb.schema).get(key, "")
        return replace(problem, details=(*problem.details, ("changed", changed_words(made, now))))

    def _earlier(self, path: str, schema: Schema) -> Iterator[Mapping[str, str]]:
        """The words of a file by key, the latest state first; what was read before comes from memory."""
        known, rest = self._states.setdefault(path, ([], earlier(self._root, path)))
        yield from known
        for text in rest:
            known.append(original_words(path, text, schema))
            yield known[-1]
