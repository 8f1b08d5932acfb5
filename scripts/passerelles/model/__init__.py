"""What the site knows, as frozen values: no I/O here, nothing that a page or a file format could change."""

from passerelles.model.base import KnowledgeBase
from passerelles.model.entry import (
    SPEAKERS,
    BeyondFact,
    Called,
    Entity,
    Evidence,
    Gazetteer,
    Match,
    Spelling,
    Statement,
    Thing,
)
from passerelles.model.place import Position, Problem, Spots
from passerelles.model.prose import VIEWS, Heading, Link, Markdown
from passerelles.model.register import Dated, Published, Register, Replacement
from passerelles.model.schema import Choice, Kind, Language, Property, Reference, Schema, Text, Vocabulary
from passerelles.model.text import Change, Edition, Extraction, Metadatum, Oddity, Paragraph, Source, Witness
from passerelles.model.translation import Rendered, Rereadings

__all__ = [
    "SPEAKERS",
    "VIEWS",
    "BeyondFact",
    "Called",
    "Change",
    "Choice",
    "Dated",
    "Edition",
    "Entity",
    "Evidence",
    "Extraction",
    "Gazetteer",
    "Heading",
    "Kind",
    "KnowledgeBase",
    "Language",
    "Link",
    "Markdown",
    "Match",
    "Metadatum",
    "Oddity",
    "Paragraph",
    "Position",
    "Problem",
    "Property",
    "Published",
    "Reference",
    "Register",
    "Rendered",
    "Replacement",
    "Rereadings",
    "Schema",
    "Source",
    "Spelling",
    "Spots",
    "Statement",
    "Text",
    "Thing",
    "Vocabulary",
    "Witness",
]
