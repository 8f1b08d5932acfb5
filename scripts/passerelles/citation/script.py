"""The words that docs/assets/js/cite.js shows: a small script a language, loaded when a reader first opens «cite»."""

from __future__ import annotations

import json

from passerelles.model import KnowledgeBase, Language

SAID = ("copy", "copied", "download", "reference", "accessed", "elsewhere")


def script_path(language: Language) -> str:
    """Where the words of a language stand: docs/assets/js/cite.js asks for them by this name, no page links to them."""
    return f"assets/js/cite-words.{language}.js"


def script_words(kb: KnowledgeBase, language: Language) -> dict[str, str]:
    """{path: script} for one language; the buttons' words come from data/labels.yml."""
    words = {name: kb.labels[f"cite-{name}"][language] for name in SAID}
    text = json.dumps(words, ensure_ascii=False)
    return {script_path(language): f'"use strict";passerellesCite({text});\n'}
