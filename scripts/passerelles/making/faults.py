"""An error met while pages are made, as whoever edited a template or a page can use it."""

from __future__ import annotations

from jinja2 import TemplateSyntaxError


def explained(error: Exception) -> str:
    """An error of a template, with its file and line."""
    trace, where = error.__traceback__, ""
    while trace:
        name = trace.tb_frame.f_code.co_filename
        where = f"{name}:{trace.tb_lineno}:1: " if name.endswith((".html", ".md")) else where
        trace = trace.tb_next
    if isinstance(error, TemplateSyntaxError):
        where = f"{error.filename}:{error.lineno}:1: "
    return f"{where}{type(error).__name__}: {error}"
