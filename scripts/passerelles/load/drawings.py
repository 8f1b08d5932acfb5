"""An SVG that people propose: a drawing by an allow-list, for opened by itself a browser would run what is in it.

In: the bytes of a file. Out: each thing that is more than a drawing, with its line: a script, a handler `on…`, other
markup (`foreignObject`), an address outside the file, an entity or a style sheet of its own from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = (
    "svg g path rect circle ellipse line polyline polygon text tspan textPath title desc defs linearGradient "
    "radialGradient stop clipPath mask use symbol pattern marker style metadata"
)
# In an attribute or a style: code, an address, or a sign that could spell one in disguise.
ACTIVE = re.compile(r"script:|data:|@import|expression\(|-moz-binding|behavior:|url\(\s*(?!['\"]?#)|\\", re.IGNORECASE)


def drawing_faults(raw: bytes) -> Iterator[tuple[int, str]]:
    """Each fault as (line, what stands there)."""
    if found := re.search(rb"<!(?:DOCTYPE|ENTITY)", raw, re.IGNORECASE):
        yield raw.count(b"\n", 0, found.start()) + 1, found.group().decode()
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        yield error.lineno or 1, "≠ XML"
        return
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding in which its bytes do not show
        yield 1, "<!DOCTYPE"
    if root.tag != f"{SVG}svg":
        yield _line(root), "≠ <svg xmlns=…>"
    for node in root.getroottree().iter():
        yield from ((_line(node), what) for what in _faults(node))
    before = root.getprevious()
    while before is not None:  # an instruction to load a style sheet stands before the root
        if not isinstance(before, etree._Comment):
            yield _line(before), "<?…?>"
        before = before.getprevious()


def _line(node: etree._Element) -> int:
    return int(str(node.sourceline or 1))


def _faults(node: etree._Element) -> Iterator[str]:
    if isinstance(node, etree._Comment):
        return
    if not isinstance(node.tag, str):
        yield "<?…?>"
        return
    name = node.tag.removeprefix(SVG)
    if name not in ELEMENTS.split():
        yield f"<{etree.QName(node).localname}>"
    elif name == "style" and ACTIVE.search("".join(map(str, node.itertext()))):
        yield "<style> url(…), @import"
    for key, value in node.attrib.items():
        plain = etree.QName(key).localname.lower()
        if plain.startswith("on") or (plain == "href" and not str(value).startswith("#")) or ACTIVE.search(str(value)):
            yield f"{plain}="
