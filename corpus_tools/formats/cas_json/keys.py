"""The keys of JSON CAS that are no features, and how those are spelled that lead to other structures."""

from __future__ import annotations

STRUCTURES, TYPES, VIEWS = "%FEATURE_STRUCTURES", "%TYPES", "%VIEWS"
ID, TYPE, ELEMENTS = "%ID", "%TYPE", "%ELEMENTS"
NAME, PARENT, RANGE, ELEMENT = "%NAME", "%SUPER_TYPE", "%RANGE", "%ELEMENT_TYPE"
TEXT, MEMBERS = "%SOFA", "%MEMBERS"
RESERVED, REFERENCE, NUMBER, ANCHOR = "%", "@", "#", "^"
"""The signs before keys: what is no feature, one that leads to a structure, one that is a number, and a place."""
SOFA = "uima.cas.Sofa"
