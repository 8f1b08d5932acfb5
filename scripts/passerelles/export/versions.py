"""The versions of the data format, the newest first: what a reader of the files has to know of each change.

Within version 1, files, fields and columns are only ever added. What would take one away, rename it or change its
meaning makes a version 2, in a folder of its own, beside this one.
"""

from __future__ import annotations

FOLDER = "api/v1/"
CHANGES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "1.8.0",
        {
            "fr": "stale_texts.json et stale_texts.csv : les libellés, les noms, les notes et les sections dont "
            "l’original seul a changé, comme la page des traductions les montre.",
            "en": "stale_texts.json and stale_texts.csv: the labels, names, notes and sections of which the original "
            "alone has changed, as the page on translations shows them.",
        },
    ),
    (
        "1.7.0",
        {
            "fr": "Chaque colonne et chaque clé est expliquée (datapackage.json, schema/, datasette.json). Dans les "
            "vues partners et places, ce qui vient d’un répertoire toponymique s’appelle gazetteer_… ; les anciens "
            "noms restent. Une traduction dérive de l’original et n’est plus dite citée de sa source. Les droits sur "
            "les mots cités et les sources sont dits auprès de la licence.",
            "en": "Every column and every key is explained (datapackage.json, schema/, datasette.json). In the views "
            "partners and places, what a gazetteer gives is called gazetteer_…; the former names remain. "
            "A translation derives from the original and is no longer said to be quoted from its source. "
            "The rights in the words quoted, and the sources, are told beside the licence.",
        },
    ),
    (
        "1.6.0",
        {
            "fr": "withdrawn.json et withdrawn.csv : les fiches et les énoncés retirés pour de bon. "
            "La vue SQLite « dated » dit qui parle.",
            "en": "withdrawn.json and withdrawn.csv: the entries and statements withdrawn for good. "
            "The SQLite view “dated” says who speaks.",
        },
    ),
    (
        "1.5.0",
        {
            "fr": "matches.json et matches.csv : les sujets voisins dans les vocabulaires publics, et leur nombre. "
            "Dans chaque tableau, des libellés à côté de chaque code.",
            "en": "matches.json and matches.csv: the matching subjects of public vocabularies, and their number. "
            "In every table, labels beside each code.",
        },
    ),
    (
        "1.4.0",
        {
            "fr": "activities.iati.xml (IATI 2.03), dans toute base qui a de quoi en faire une activité.",
            "en": "activities.iati.xml (IATI 2.03), wherever the base has what makes an activity.",
        },
    ),
    (
        "1.3.0",
        {
            "fr": "places.geojson, dataset.ttl (DCAT, VoID), shapes.ttl (SHACL).",
            "en": "places.geojson, dataset.ttl (DCAT, VoID), shapes.ttl (SHACL).",
        },
    ),
    (
        "1.2.0",
        {
            "fr": "Références (citations.*, statements.bib, .ris, .csl.json), fils Atom (feed.*, feeds/), events.ics.",
            "en": "References (citations.*, statements.bib, .ris, .csl.json), Atom feeds (feed.*, feeds/), events.ics.",
        },
    ),
    (
        "1.1.0",
        {
            "fr": "Données liées : graph.ttl, graph.jsonld, themes.ttl, vocabulary.ttl.",
            "en": "Linked data: graph.ttl, graph.jsonld, themes.ttl, vocabulary.ttl.",
        },
    ),
    (
        "1.0.0",
        {
            "fr": "Première version : JSON, tables CSV, SQLite, schémas, registre des identifiants remplacés.",
            "en": "First version: JSON, CSV tables, SQLite, schemas, register of replaced identifiers.",
        },
    ),
)
VERSION = CHANGES[0][0]


def changelog() -> str:
    """The same as Markdown, for people, in every language."""
    parts = [f"## {version}\n\n" + "".join(f"- {words}\n" for words in told.values()) for version, told in CHANGES]
    return "# Format\n\n" + "\n".join(parts)
