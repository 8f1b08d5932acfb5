"""The same pages as a Hugo site: the Markdown of the stock twin, a frame as rich as ours, Pagefind for the search."""

from __future__ import annotations

import shutil
from pathlib import Path

CONFIG = """\
baseURL = "https://passerelles.example/"
defaultContentLanguage = "fr"
disableKinds = ["taxonomy", "term", "RSS"]
enableRobotsTXT = true
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
[languages.fr]
contentDir = "content/fr"
languageName = "Français"
title = "Passerelles"
[languages.en]
contentDir = "content/en"
languageName = "English"
title = "Passerelles"
[params]
forge = "https://forge.example/passerelles/passerelles"
sections = ["sources", "partnerships", "territories", "organisations", "people", "events", "themes", "terms"]
views = ["map", "timeline", "relations", "browse", "conflicts"]
about = ["gaps", "translation", "method", "contribute", "reuse", "about"]
"""
# What overrides/base.html has: policy, canonical, alternates, Open Graph, styles, scripts, navigation, pencil, foot.
FRAME = """\
<!doctype html>
<html lang="{{ .Site.Language.Lang }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; base-uri 'none'; form-action 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{ end }}<meta property="og:title" content="{{ .Title }}">
<meta property="og:description" content="{{ .Description }}">
<meta property="og:type" content="article">
<meta property="og:url" content="{{ .Permalink }}">
<meta property="og:site_name" content="{{ .Site.Title }}">
<link rel="stylesheet" href="{{ "assets/css/site.css" | relURL }}">
{{ range slice "palette" "evidence" "search" }}<script src="{{ printf "assets/js/%s.js" . | relURL }}" defer></script>
{{ end }}</head>
<body class="kind-{{ .Section }}">
<a class="skip" href="#content">{{ .Site.Title }}</a>
<header>
<a href="{{ "" | relLangURL }}">Passerelles</a>
<form role="search" action="{{ "search/" | relLangURL }}"><input type="search" name="q"></form>
<ul>{{ range .AllTranslations }}<li><a href="{{ .RelPermalink }}" hreflang="{{ .Language.Lang }}">
{{- .Language.LanguageName }}</a></li>{{ end }}</ul>
<nav><ul>{{ range .Site.Params.sections }}<li><a href="{{ printf "%s/" . | relLangURL }}">{{ . }}</a></li>{{ end }}</ul>
<ul>{{ range .Site.Params.views }}<li><a href="{{ printf "%s/" . | relLangURL }}">{{ . }}</a></li>{{ end }}</ul></nav>
</header>
<main id="content" data-pagefind-body>
{{ .Content }}
</main>
<footer>
{{ with .File }}<p><a href="{{ $.Site.Params.forge }}/edit/main/{{ .Path }}">{{ .Path }}</a></p>{{ end }}
<nav><ul>{{ range .Site.Params.about }}<li><a href="{{ printf "%s/" . | relLangURL }}">{{ . }}</a></li>{{ end }}</ul>
</nav><p>{{ .Permalink }}</p>
</footer>
</body>
</html>
"""
# Links between Markdown files as links between pages, as MkDocs has them.
LINK = """\
{{- $path := replaceRE "(^|/)index\\\\.md" "$1" .Destination -}}
{{- $path = replaceRE "\\\\.md" "/" $path -}}
<a href="{{ $path | safeURL }}">{{ .Text | safeHTML }}</a>"""


def write_hugo(stock: Path, root: Path) -> None:
    """Write the Hugo twin of a stock twin (see `stock.write_stock`): the same Markdown, where Hugo wants it."""
    layouts = {"_default/single.html": FRAME, "_default/list.html": FRAME, "index.html": FRAME}
    for name, text in (layouts | {"_default/_markup/render-link.html": LINK}).items():
        _put(root / "layouts" / name, text)
    _put(root / "config.toml", CONFIG)
    for path in sorted(stock.glob("docs/*/**/*.md")):
        place = root / "content" / path.relative_to(stock / "docs")
        if path.name == "index.md" and any(other.is_dir() for other in path.parent.iterdir()):
            place = place.with_name("_index.md")  # a page with others below it
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    shutil.copytree(stock / "docs/assets", root / "static/assets")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
