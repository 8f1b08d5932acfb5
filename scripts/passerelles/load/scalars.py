"""What an unquoted scalar of YAML would be for other readers: a number, a day, nothing; or just its words."""

from __future__ import annotations

import re

import yaml

NUMBER_1_2 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z|0o[0-7]+\Z")
MOMENT = "[0-9X]{4}(?:-[0-9X]{2}){0,2}[~?%]?"
EDTF = re.compile(rf"-?{MOMENT}(?:/(?:\.\.|{MOMENT})?)?\Z")

# The kinds that a plain scalar may be of, by its first sign.
KINDS: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    sign: [(str(tag).rsplit(":", 1)[-1], pattern) for tag, pattern in resolvers]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def kind_of_plain(value: str) -> str:
    """What YAML 1.1 makes of an unquoted scalar, or YAML 1.2 of a number that 1.1 does not know; or a date in EDTF, of
    which a day, a month or a sign more makes another thing for them."""
    if value in {"", "~"}:
        return "null"
    for kind, pattern in KINDS.get(value[0], ()):
        if pattern.match(value):
            return kind
    if value[0] in "+-.0123456789X":
        return "float" if NUMBER_1_2.match(value) else "date" if EDTF.match(value) else "str"
    return "str"
