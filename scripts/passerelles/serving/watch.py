"""Saves, heard of as they happen: an editor's burst of writes is one save."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

QUIET = 0.05  # seconds without an event after which a save is whole
CHANGES = {"created", "modified", "deleted", "moved"}  # reading is no change


class _Handler(FileSystemEventHandler):
    def __init__(self, heard: threading.Event) -> None:
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in CHANGES and not event.is_directory:
            self._heard.set()


def follow(paths: Iterable[Path], saved: Callable[[], None]) -> None:
    """Call `saved` after each save below these paths, in a thread of its own, until the process ends."""
    heard = threading.Event()
    observer = Observer()
    observer.daemon = True
    for path in paths:
        observer.schedule(_Handler(heard), str(path), recursive=path.is_dir())
    observer.start()
    threading.Thread(target=_listen, args=(heard, saved), daemon=True).start()


def _listen(heard: threading.Event, saved: Callable[[], None]) -> None:
    while True:
        heard.wait()
        while heard.is_set():
            heard.clear()
            heard.wait(QUIET)
        saved()
