"""Forms in the browser: Decap CMS for the kinds of the model, in an output of its own, beside the site.

In: the knowledge base, where changes go (a Backend), and the words of the page. Out: {path: text} of the folder
that is served at /edit/. Decap's script comes with `script`, its words with ours. What it saves is put back in
order by `merge`, run as `python -m passerelles.forms REV`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from passerelles.forms.backend import Backend, backend_of
from passerelles.forms.fields import Field, Fields
from passerelles.model import KnowledgeBase, Language

__all__ = ["Backend", "backend_of", "configuration", "forms"]


def configuration(kb: KnowledgeBase, language: Language, backend: Backend) -> dict[str, object]:
    """Decap's config.yml: a collection a kind, one for the editions and one for each translation."""
    fields = Fields(kb, language)
    kinds = [kind for kind in kb.schema.kinds.values() if kind.name != "source"]
    return {
        "backend": backend.settings(),
        "publish_mode": "editorial_workflow",  # saving makes a branch, and on a forge a pull request
        "locale": language,
        "media_folder": "docs/assets/images",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "show_preview_links": False,
        "collections": [
            *(
                _collection(kind.folder, kind.plural[language], f"data/{kind.folder}", "yml")
                | {
                    "label_singular": kind.label[language],
                    "create": True,
                    "identifier_field": f"name.{kb.schema.original}",
                    "summary": f"{{{{name.{language}}}}}",
                    "fields": fields.of_kind(kind),
                }
                for kind in kinds
            ),
            *(_sources(fields, code, name) for code, name in kb.schema.languages.items()),
        ],
    }


def _collection(name: str, label: str, folder: str, extension: str) -> dict[str, object]:
    form = "yaml" if extension == "yml" else "frontmatter"
    label = label[:1].upper() + label[1:]
    common = {"name": name, "label": label, "folder": folder, "extension": extension, "format": form}
    return common | {"delete": False, "editor": {"preview": False}}


def _sources(fields: Fields, code: Language, name: str) -> dict[str, object]:
    """The pages of the sources in one language; a new one needs its witnesses, so none is made here."""
    titles = {fields.kb.schema.original: "forms-editions"}
    label = fields.kb.labels[titles.get(code, "forms-translations")][fields.language].format(language=name)
    folder = _collection(f"sources-{code}", label, f"docs/{code}/sources", "md")
    body: Field = fields.field("body", "markdown", True) | {"modes": ["raw"], "buttons": [], "editor_components": []}
    plain = [fields.string("title", True), fields.string("description", True)]
    return folder | {"create": False, "identifier_field": "title", "fields": [*plain, body]}


def forms(kb: KnowledgeBase, backend: Backend) -> Mapping[str, str]:
    """Page and configuration of each language: the original's at the root, the others each in its folder."""
    found: dict[str, str] = {}
    for language in kb.schema.languages:
        folder = "" if language == kb.schema.original else f"{language}/"
        found[f"{folder}index.html"] = _page(kb, language, "" if not folder else "../", backend)
        # JSON is YAML too, and cannot be misread
        config = json.dumps(configuration(kb, language, backend), ensure_ascii=False, separators=(",", ":"))
        found[f"{folder}config.yml"] = config + "\n"
    return found


def _page(kb: KnowledgeBase, language: Language, root: str, backend: Backend) -> str:
    """Decap writes its own styles and, for its schemas, its own functions: this page alone allows both."""
    policy = (
        "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
        f"img-src 'self' data: blob: https:; connect-src 'self' blob: {backend.hosts}; base-uri 'none'"
    )
    title, without = (kb.labels[key][language] for key in ("forms-title", "forms-script"))
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} – Passerelles</title>
<link rel="cms-config-url" type="text/yaml" href="config.yml">
</head>
<body>
<noscript><p>{escape(without)}</p></noscript>
<script src="{root}decap-cms.js"></script>
</body>
</html>
"""
