"""An error met while pages are made, as whoever edited a template or a page can use it."""

from __future__ import annotations

from jinja2 import TemplateSyntaxError

from passerelles.model import Language

EDITED = (".html", ".md")
# The labels may be what cannot be read.
UNFORESEEN = {
    "fr": "Une erreur que personne n’avait prévue empêche de refaire le site ({error}) : celui d’avant reste tel quel. "
    "Annulez la dernière modification, ou corrigez-la : le prochain enregistrement sera relu.",
    "en": "An error that nobody had foreseen keeps the site from being made again ({error}): the one before stays as "
    "it was. Undo the last change, or correct it: the next save will be read.",
}


def explained(error: Exception) -> str:
    """An error of a template, with its file and line."""
    return f"{_place(error)}{type(error).__name__}: {error}"


def is_of_a_template(error: Exception) -> bool:
    """Whether an error was met in a file that people edit."""
    return bool(_place(error))


def unforeseen(said: str, language: Language) -> str:
    """An error that is none of what people edit, in one sentence."""
    return UNFORESEEN[language].format(error=" ".join(said.split()))


def _place(error: Exception) -> str:
    trace, where = error.__traceback__, ""
    while trace:
        name = trace.tb_frame.f_code.co_filename
        where = f"{name}:{trace.tb_lineno}:1: " if name.endswith(EDITED) else where
        trace = trace.tb_next
    if isinstance(error, TemplateSyntaxError):
        where = f"{error.filename}:{error.lineno}:1: "
    return where
