"""Optical recognition by tesseract, where the machine has it: a page of a PDF as a picture -> lines of text."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from passerelles.receive.reading import Refused

LANGUAGES = ("fra", "vie")  # of our texts and their names, as far as the machine has them
RESOLUTION = 300  # dots an inch, what the recogniser was made for
LARGEST_SIDE = 5000  # dots; a poster is shrunk to it
PATIENCE = 300  # seconds a page


@dataclass(frozen=True)
class Recogniser:
    """A tesseract: its program, its version and the languages that it is told to expect."""

    program: str
    version: str
    languages: str

    @property
    def name(self) -> str:
        return f"tesseract {self.version} ({self.languages}, {RESOLUTION} dpi)"


def recogniser() -> Recogniser | None:
    """The machine's own, if it has one that reads French."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        known = _run([program, "--list-langs"]).decode("utf-8", "replace").split()
        found = re.search(r"tesseract v?(\S+)", _run([program, "--version"]).decode("utf-8", "replace"))
    except (subprocess.SubprocessError, OSError):
        return None
    languages = [language for language in LANGUAGES if language in known]
    if "fra" not in languages:
        return None
    return Recogniser(program, found[1] if found else "?", "+".join(languages))


def recognised(name: str, page: pdfium.PdfPage, reader: Recogniser) -> str:
    """The words that the recogniser sees on a page."""
    scale = min(RESOLUTION / 72, LARGEST_SIDE / max(*page.get_size(), 1))
    picture = io.BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(picture, "PNG")
    command = [reader.program, "stdin", "stdout", "-l", reader.languages, "--dpi", str(RESOLUTION)]
    try:
        words = _run(command, picture.getvalue()).decode("utf-8", "replace")
    except (subprocess.SubprocessError, OSError):
        raise Refused("received-ocr-failed", file=name) from None
    return words.replace("\f", "\n").strip("\n")


def _run(command: list[str], given: bytes = b"") -> bytes:
    """What a program prints; on one core, so that it is the same everywhere."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    run = subprocess.run(command, input=given, capture_output=True, timeout=PATIENCE, check=True, env=environment)
    return run.stdout or run.stderr
