"""Sections that lie inside others: the credit that ends a caption, and the dateline that opens the lede."""

from __future__ import annotations

import re

from . import labels
from .lines import ends_sentence, has_case, is_capitalised

_LABEL = labels.at_start(labels.CREDIT, "").pattern
_IN_BRACKETS = rf"[(\[](?:{_LABEL})\b[^()\[\]]{{1,100}}[)\]]"
_WITH_COLON = rf"(?:{_LABEL})(?: by| credit)? ?[:：/|](?!.{{0,100}}\w\w[.!?] )[^:：]{{2,100}}"
_LABELLED = re.compile(rf"(?:\A|(?<=[\s.]))(?:{_IN_BRACKETS}|{_WITH_COLON})\Z", re.IGNORECASE)
_NAMED = re.compile(r"(?:\A|[.!?…。؟۔][\"'”’»]? )([(\[]([^()\[\]]{2,60})[)\]])\Z")
_SIGNED = re.compile(r"[.!?…][\"'”’»]? ([^\W\d_][^.!?/]{1,40}/[^.!?]{2,60})\Z")


def credit_start(text: str) -> int | None:
    """Where the credit that ends a paragraph begins; None where there is none.

    It is a label such as Photo with a colon, or in brackets; a name in brackets behind a full stop, every word of it
    with a capital; or names joined by a stroke behind a full stop.

    >>> credit_start("The minister in Sochi. (Reuters)"), credit_start("Photo: M. Tarrow"), credit_start("He left.")
    (23, 0, None)
    """
    labelled = labelled_credit_start(text)
    if labelled is not None:
        return labelled
    named, signed = _NAMED.search(text), _SIGNED.search(text)
    if named and _is_name(named[2]):
        return named.start(1)
    return signed.start(1) if signed else None


def labelled_credit_start(text: str) -> int | None:
    """Where a credit with a label begins, as `credit_start` has it."""
    found = _LABELLED.search(text)
    return found.start() if found and not ends_sentence(text) else None


def _is_name(words: str) -> bool:
    found = re.split(r"[\s/,&]+", words)
    return len(found) <= (6 if has_case(words) else 3) and all(map(is_capitalised, found))


_AGENCY = r"[(\[][^()\[\]]{2,40}[)\]]"
_DASHED = re.compile(
    rf"(?P<place>[^\W\d_][^,:;!?()\d—–]{{1,40}}?)(?:, [^()—–]{{2,40}}?)?(?P<agency> ?{_AGENCY})?(?: ?[—–]|\.? ?-|:) "
)
_STOPPED = re.compile(r"(?P<place>[^\W\d_][^.,:;!?()\d—–]{1,40})\. ")


def dateline_end(text: str) -> int | None:
    """Where the dateline that opens a paragraph ends, its mark included; None where there is none.

    It is a place in capitals, a date and an agency in brackets as the case may be, and a dash or colon; or a place in
    capitals and a full stop. Where an agency is named the place need not be in capitals. In scripts without capitals
    the place has three words at most and a dash.

    >>> dateline_end("PORT ELLIS, March 4 (Meridian Wire) — About 1,200 dockworkers left."), dateline_end("He left.")
    (37, None)
    """
    dashed, stopped = _DASHED.match(text), _STOPPED.match(text)
    if dashed and _is_place(dashed["place"], bool(dashed["agency"])):
        return dashed.end() - 1
    return stopped.end() - 1 if stopped and stopped["place"].isupper() else None


def _is_place(words: str, has_agency: bool) -> bool:
    if has_case(words):
        return words.isupper() or (has_agency and words[0].isupper())
    return has_agency or len(words.split()) <= 3
