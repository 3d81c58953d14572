"""A picture of `plots` made part of a page: each mark says what it is, and words and lines have the page's own colour.

Styles become attributes, so that the page need not allow them (its policy on content forbids what data could bring).
"""

from __future__ import annotations

from xml.etree import ElementTree

from ..text import visible
from .pictures import Picture
from .plots import INK, plot

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_UNWANTED = (f"{_SVG}metadata", f"{_SVG}style")
_FONTS = ("font-family", "font")
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


def inline_svg(picture: Picture) -> str:
    """An `svg` element to put into HTML."""
    root = ElementTree.fromstring(plot(picture, "svg", background="none"))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{_SVG}metadata" or (parent.tag == f"{_SVG}defs" and child.tag == f"{_SVG}style"):
                parent.remove(child)
    for element in root.iter():
        _themed(element)
    _entitle(root, picture)
    _fit(root, visible(picture.title))
    return ElementTree.tostring(root, encoding="unicode")


def _themed(element: ElementTree.Element) -> None:
    """The style of an element as attributes, ink being what the page writes with."""
    for part in element.attrib.pop("style", "").split(";"):
        name, colon, value = part.partition(":")
        if colon and name.strip() not in _FONTS:
            value = value.strip()
            element.set(name.strip(), "currentColor" if value == INK else value)


def _entitle(root: ElementTree.Element, picture: Picture) -> None:
    """Each mark gets a title; groups lose their ids, which other pictures on the page have too."""
    said = {f"mark-{number}": mark.said for number, mark in enumerate(picture.drawn)}
    for group in list(root.iter(f"{_SVG}g")):
        name = group.attrib.pop("id", "")
        if name in said:
            group.insert(0, _title(said[name]))


def _title(words: str) -> ElementTree.Element:
    title = ElementTree.Element(f"{_SVG}title")
    title.text = visible(words)
    return title


def _fit(root: ElementTree.Element, words: str) -> None:
    """A size in pixels, and one picture to those who are read to: the table below it has the marks."""
    points = float(root.attrib.pop("width").removesuffix("pt"))
    root.attrib.pop("height")
    root.attrib.update({"width": f"{points * 4 / 3:.0f}", "role": "img", "aria-label": words})
