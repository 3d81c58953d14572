"""What could not be read because it breaks the schema, so that nothing is known of what it held."""

from __future__ import annotations

from ._view import View


def is_unread(view: View, *fields: str) -> bool:
    """Whether one of some fields of any layer was left out; single annotations left out are in `hidden` instead."""
    paths = [path for path in view.removed if path[:1] == ("layers",) and len(path) >= 3 and path[2] in fields]
    return any(len(path) == 3 or (len(path) == 4 and path[2] == "unanchored") for path in paths)


def is_layer_unread(view: View) -> bool:
    """Whether a layer or its name was left out."""
    return is_unread(view, "id", "annotator") or any(path[:1] == ("layers",) and len(path) < 3 for path in view.removed)
