"""The model as data/schema.yml declares it: languages, kinds, properties, choices, gazetteers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

Language = str
Text = Mapping[Language, str]
"""The same words in each language of the site."""


@dataclass(frozen=True)
class Choice:
    """One code of a closed list; `bears` are beginnings of words, one of which must stand in the quote; what is
    `open` was still to come at the date of the text."""

    code: str
    label: Text
    bears: Mapping[Language, tuple[str, ...]]
    open: bool = False


@dataclass(frozen=True)
class Property:
    """What may be asserted of a kind of thing, as data/schema.yml declares it."""

    name: str
    label: Text
    type: str  # "text", "date", "choice" or "entity"
    targets: tuple[str, ...] = ()  # the kinds that an entity value may be of
    inverse: Text = field(default_factory=dict)
    choices: Mapping[str, Choice] = field(default_factory=dict)
    required: bool = False
    single: bool = False
    expected: bool = False
    feeds: tuple[str, ...] = ()  # in order: no set, whose order differs from one run to the next


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its folder is also its address."""

    name: str
    folder: str
    label: Text
    plural: Text
    definition: Text
    types: Mapping[str, Text]
    properties: Mapping[str, Property]

    @cached_property
    def single(self) -> tuple[str, ...]:
        """The properties that have one value."""
        return tuple(name for name, declared in self.properties.items() if declared.single)

    @cached_property
    def required(self) -> tuple[str, ...]:
        return tuple(name for name, declared in self.properties.items() if declared.required)


@dataclass(frozen=True)
class Reference:
    """A public document outside the corpus that an editor has read."""

    title: str
    publisher: str
    url: str
    read: str  # the day it was read, ISO 8601
    date: str = ""  # the day it was published, EDTF, where it says so
    language: str = ""
    licence: str = ""  # of a gazetteer, where it says so


@dataclass(frozen=True)
class Vocabulary:
    """A public list of subjects; in `address`, {code} stands for the code of a subject (empty: they have none)."""

    title: Text
    publisher: str
    url: str
    address: str = ""

    def address_of(self, code: str) -> str:
        """Where a subject is in its own vocabulary; empty: its subjects have no address."""
        return self.address.replace("{code}", code)


@dataclass(frozen=True)
class Schema:
    """The whole model: languages (the first one is that of the editions), kinds, gazetteers, vocabularies."""

    languages: Mapping[Language, str]
    kinds: Mapping[str, Kind]
    gazetteers: Mapping[str, Reference]
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)

    @cached_property
    def original(self) -> Language:
        return next(iter(self.languages))

    @cached_property
    def by_folder(self) -> Mapping[str, Kind]:
        return {kind.folder: kind for kind in self.kinds.values()}
