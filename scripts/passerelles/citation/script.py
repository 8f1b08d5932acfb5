"""The words that docs/assets/js/cite.js shows: a small script a language, loaded when a reader first opens «cite»."""

from __future__ import annotations

import json

from passerelles.model import KnowledgeBase, Language

SAID = ("copy", "copied", "download", "reference", "accessed", "elsewhere")


def script_words(kb: KnowledgeBase, language: Language) -> dict[str, str]:
    """{path: script} for one language; the buttons' words come from data/labels.yml."""
    words = {name: kb.labels[f"cite-{name}"][language] for name in SAID}
    text = json.dumps(words, ensure_ascii=False)
    return {f"assets/js/cite-words.{language}.js": f'"use strict";passerellesCite({text});\n'}
