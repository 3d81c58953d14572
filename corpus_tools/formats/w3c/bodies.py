"""What the bodies of an annotation say."""

from __future__ import annotations

from typing import Any, NamedTuple

from .._items import NOTE
from .._json import Object, Wrong, find
from .annotation import FIELDS, LINKS, names, several

_LABELS = {"classifying", "tagging"}


class Said(NamedTuple):
    """The type of an annotation, what else is said of it, and `ours`: the body in our vocabulary."""

    type: str
    fields: dict[str, Any]
    links: list[tuple[str, str]]
    ours: Object


def said_by(annotation: Object) -> Said:
    """What the bodies of an annotation say.

    Raises:
        Wrong: our own vocabulary is not used as it should be.
    """
    bodies = several(annotation.get("body"))
    ours = next((body for body in bodies if isinstance(body, dict) and _is_ours(body)), {})
    texts = [body for body in bodies if isinstance(body, dict) and isinstance(body.get("value"), str)]
    tags = [body["value"] for body in texts if names(body.get("purpose")) & _LABELS]
    notes = [body["value"] for body in texts if not names(body.get("purpose")) & _LABELS]
    notes += [value] if (value := find(annotation, "bodyValue", str)) else []
    addresses = [address for body in bodies if (address := _address(body))]
    fields: dict[str, Any] = {"tag": tags[1:], "body": addresses, NOTE: "\n".join(notes)}
    kept = {name: value for name, value in fields.items() if value}
    return Said(tags[0] if tags else "", {**kept, **(find(ours, FIELDS, dict) or {})}, _links(ours), ours)


def _is_ours(body: Object) -> bool:
    return any(key.startswith("ct:") for key in body)


def _address(body: Any) -> str:
    if isinstance(body, str):
        return body
    found = body.get("source") or body.get("id") if isinstance(body, dict) and "value" not in body else ""
    return found if isinstance(found, str) else ""


def _links(ours: Object) -> list[tuple[str, str]]:
    found = []
    for at, pair in enumerate(find(ours, LINKS, list) or []):
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)):
            raise Wrong(ours[LINKS], at, "a role and an address")
        found.append((pair[0], pair[1]))
    return found
