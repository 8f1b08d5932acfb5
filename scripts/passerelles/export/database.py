"""The same tables as one SQLite file: keys that refer, full-text search, views; and how Datasette should show it.

Made from the rows alone, in one order, then compacted: with one version of SQLite the same base gives the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from passerelles.export.dictionary import columns_told
from passerelles.export.form import File, Former, blocks
from passerelles.export.past import Past
from passerelles.export.rights import LICENCE, Credit, about, credits, licence
from passerelles.export.table import Cell, Table
from passerelles.export.turns import Fresh, Round, Turn
from passerelles.export.versions import FOLDER
from passerelles.export.views import VIEWS, selected, views_told
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase

DATABASE = f"{FOLDER}passerelles.sqlite"
ENGINE = sqlite3.sqlite_version  # another one may write other bytes
SETTINGS = ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "cache_size = -8000")
TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}
# What is searched of which table. Accents are folded; «đ» is a letter of its own, which the aliases make up for.
SEARCHED = {
    "entities": ("name", "aliases"),
    "statements": ("subject", "value", "note", "quotes"),
    "beyond": ("text",),
}


@contextmanager
def database(former: Former | None = None) -> Iterator[Database]:
    """An empty database, in a file of its own until the last table is in it; beside it that of the last build."""
    with TemporaryDirectory(prefix="passerelles-") as folder:
        path = Path(folder) / "passerelles.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None, uri=True)) as base:
            for setting in SETTINGS:
                base.execute(f"PRAGMA {setting}")
            if former:
                base.execute("ATTACH ? AS former", (f"{former.path.absolute().as_uri()}?mode=ro",))
            base.execute("BEGIN")
            yield Database(base, path)


@dataclass(frozen=True)
class Database:
    """The tables written so far."""

    base: sqlite3.Connection
    path: Path
    tables: list[Table] = field(default_factory=list)

    def passing(self, item: Table, rows: Round[tuple[Cell, ...]]) -> Iterator[Turn[tuple[Cell, ...]]]:
        """The rows of a table, after those that it refers to, written here on their way to who takes them."""
        self.base.execute(_create(item))
        self.tables.append(item)
        blanks = ", ".join("nullif(?, '')" if column.type == "string" else "?" for column in item.columns)
        insert = f"INSERT INTO main.{_name(item.name)} VALUES ({blanks})"
        copy = f"INSERT INTO main.{_name(item.name)} SELECT * FROM former.{_name(item.name)}"
        for turn in rows:
            if isinstance(turn, Fresh):
                self.base.executemany(insert, turn.items)
            elif turn == rows.whole:
                self.base.execute(copy)  # page by page, which takes half of the time
            else:
                numbers = rows.old.before[turn.first] + 1, rows.old.before[turn.last]
                self.base.execute(f"{copy} WHERE rowid BETWEEN ? AND ?", numbers)
            yield turn

    def files(self, graph: Graph, past: Past) -> Iterator[File]:
        """passerelles.sqlite, and datasette.json beside it; no table can be added after."""
        languages = tuple(graph.kb.schema.languages)
        if DATABASE in past.files and not past.others:
            yield DATABASE, [past.files[DATABASE].whole]
        else:
            self._finish(languages)
            with open(self._compacted(), "rb") as file:
                yield DATABASE, blocks(file)
        about = json.dumps(_metadata(graph, self.tables, languages), ensure_ascii=False, indent=1) + "\n"
        yield f"{FOLDER}datasette.json", [about.encode()]

    def _finish(self, languages: tuple[str, ...]) -> None:
        for item in self.tables:
            for here in item.references:
                if item.key[: len(here)] != here:  # a key is an index already
                    self.base.execute(_index(item, here))
        for item in self.tables:
            if item.name in SEARCHED:
                _search(self.base, item)
        for view, query in VIEWS.items():
            self.base.execute(f"CREATE VIEW {view} AS {selected(query, languages)}")
        self.base.execute("COMMIT")

    def _compacted(self) -> Path:
        """The file without holes; the rows keep their numbers, which are 1, 2, 3 …: the searches refer to them.

        A database that is compacted in its place counts that as a change, a copy does not: the setting that changes
        nothing makes it the same file, which took a third longer to write twice.
        """
        whole = self.path.with_name("whole.sqlite")
        self.base.execute("VACUUM INTO ?", (str(whole),))
        with closing(sqlite3.connect(whole, isolation_level=None)) as compacted:
            for setting in (*SETTINGS, "user_version = 0"):
                compacted.execute(f"PRAGMA {setting}")
        return whole


def _name(name: str) -> str:
    return f'"{name}"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _create(item: Table) -> str:
    lines = [
        f"{_name(c.name)} {TYPES[c.type]}{' NOT NULL' if c.name in item.key else ''}" for c in item.columns
    ]  # fmt: skip
    lines.append(f"PRIMARY KEY ({_names(item.key)})")
    lines += [
        f"FOREIGN KEY ({_names(here)}) REFERENCES {_name(there)} ({_names(keys)})"
        for here, (there, keys) in item.references.items()
    ]
    return f"CREATE TABLE {_name(item.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _index(item: Table, here: tuple[str, ...]) -> str:
    return f"CREATE INDEX {_name('_'.join((item.name, *here, 'index')))} ON {_name(item.name)} ({_names(here)})"


def _search(base: sqlite3.Connection, item: Table) -> None:
    """A full-text index of a table, in the form that Datasette recognises."""
    words = [c.name for c in item.columns if c.name.removesuffix("_fr").removesuffix("_en") in SEARCHED[item.name]]
    found = f"{item.name}_fts"
    base.execute(
        f"CREATE VIRTUAL TABLE {found} USING fts5({', '.join(words)}, "
        f"content=\"{item.name}\", tokenize='unicode61 remove_diacritics 2')"
    )
    base.execute(f"INSERT INTO {found}({found}) VALUES ('rebuild')")
    base.execute(f"INSERT INTO {found}({found}) VALUES ('optimize')")


def _metadata(graph: Graph, made: Sequence[Table], languages: tuple[str, ...]) -> dict[str, object]:
    """Titles, rights, columns, those of the views too, and the column that names a row.

    It is read by `datasette passerelles.sqlite -m datasette.json`.
    """
    shown = {item.name: _shown(graph.kb, item, languages) for item in made}
    return {
        "title": "Passerelles",
        "description": about(graph.kb),
        "license": licence(graph.kb),
        "license_url": LICENCE,
        "source": "; ".join(_credited(credit) for credit in credits(graph.kb)),
        "databases": {"passerelles": {"tables": {**shown, **views_told(graph.kb, made)}}},
    }


def _shown(kb: KnowledgeBase, item: Table, languages: tuple[str, ...]) -> dict[str, object]:
    names = {"label_column": f"name_{languages[0]}"} if f"name_{languages[0]}" in item.names else {}
    return {"title": " / ".join(item.title.values()), "columns": columns_told(kb, item.name, item.columns), **names}


def _credited(credit: Credit) -> str:
    """A source and whose the rights in it are, in a line."""
    title, rights = next(iter(credit.title.values())), " / ".join(dict.fromkeys(credit.rights.values()))
    return f"{title} ({rights})" if rights else title
