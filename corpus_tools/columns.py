"""A layer as parallel lists, made in one go: what checks test as a whole before they look at any one annotation.

Reading an attribute of a few hundred annotations costs as much as parsing them a second time when every check does it
for itself. Here each is read once; a column has one value for each annotation of its list, UNSET where it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from msgspec import UNSET, UnsetType

from .model import Annotation, Argument, Chain, Entity, Event, Layer, Quote, Relation, RelationArgument, Span


class Columns:
    """The annotations of a layer, by kind, with the columns that more than one check looks at."""

    def __init__(
        self,
        entities: Sequence[Entity],
        events: Sequence[Event],
        quotes: Sequence[Quote],
        relations: Sequence[Relation],
        chains: Sequence[Chain],
    ) -> None:
        self.entities, self.events, self.quotes, self.relations, self.chains = (
            entities,
            events,
            quotes,
            relations,
            chains,
        )
        self.everything: list[Annotation] = [*entities, *events, *quotes, *relations, *chains]
        self.entity_ids = [part.id for part in entities]
        self.entity_types = [part.type for part in entities]
        self.entity_chains = [part.chain for part in entities]
        self.event_types = [part.type for part in events]
        self.quote_types = [part.type for part in quotes]
        self.relation_types = [part.type for part in relations]
        self.types = {
            "entity": set(self.entity_types),
            "event": set(self.event_types),
            "quote": set(self.quote_types),
            "relation": set(self.relation_types),
        }
        """The types that annotations have, by the kinds that must have one."""
        self.event_ids = [part.id for part in events]
        self.quote_ids = [part.id for part in quotes]
        self.relation_ids = [part.id for part in relations]
        self.chain_ids = [part.id for part in chains]
        self.ids = [*self.entity_ids, *self.event_ids, *self.quote_ids, *self.relation_ids, *self.chain_ids]
        """The id of each of `everything`."""
        self.laden = [p for p in self.everything if p.attributes or p.from_ or p.decision or p.extensions]
        """Those of `everything` that say more than annotations of their kind do."""
        self.attributes = [part.attributes for part in self.laden if part.attributes]
        """The attributes of annotations that have any."""
        self.origins = [part.from_ for part in self.laden if part.from_]
        """What annotations were made from, of those that say so."""
        self.extensions = [part.extensions for part in self.laden if part.extensions]
        self.entity_chain_refs = _given(self.entity_chains)
        self.event_chain_refs = _given([part.chain for part in events])
        self.quote_chain_refs = _given([part.chain for part in quotes])
        self.chain_refs = self.entity_chain_refs | self.event_chain_refs | self.quote_chain_refs
        self.arguments: list[Argument] = [*chain.from_iterable([part.arguments for part in events if part.arguments])]
        self.roles = [part.role for part in self.arguments]
        self.fillers = [part.filler for part in self.arguments]
        """What fills each of `arguments`."""
        self.filler_refs = _given(self.fillers)
        self.owner_types = [part.type for part in events if part.arguments for _ in part.arguments]
        """The type of the event that each of `arguments` belongs to."""
        self.pairs: list[RelationArgument] = [*chain.from_iterable([part.arguments for part in relations])]
        self.speakers = [refs for part in quotes for refs in (part.source, part.addressee) if refs]
        """The sources and addressees of quotes, list by list."""
        self.members = [part.members for part in chains if part.members]

    @cached_property
    def entity_levels(self) -> list[str | UnsetType]:
        """The level of each entity."""
        return [part.level for part in self.entities]

    @cached_property
    def entity_values(self) -> list[str | UnsetType]:
        """The value of each entity."""
        return [part.value for part in self.entities]

    @cached_property
    def owner_ids(self) -> list[str]:
        """The id of the event that each of `arguments` belongs to."""
        return [part.id for part in self.events if part.arguments for _ in part.arguments]

    @classmethod
    def of(cls, layer: Layer) -> Columns:
        """The columns of everything that a layer holds."""
        return cls(
            layer.entities or [], layer.events or [], layer.quotes or [], layer.relations or [], layer.chains or []
        )


def _given(references: Iterable[str | UnsetType]) -> set[str]:
    found: set[Any] = set(references)
    found.discard(UNSET)
    return found


class Places:
    """Every span of a layer as columns, in the order: entities, heads, triggers, arguments, contents, cues.

    `lists` counts the lists that the spans come in: where it equals their number, nothing is discontinuous.
    """

    def __init__(self, columns: Columns) -> None:
        lists = [part.spans for part in columns.entities]
        self.headed = [part for part in columns.entities if part.head]
        lists += [part.head for part in self.headed if part.head]
        lists += [part.trigger for part in columns.events]
        lists += [part.spans for part in columns.arguments if part.spans]
        lists += [part.content for part in columns.quotes]
        lists += [part.cue for part in columns.quotes if part.cue]
        self.lists = lists
        self.spans: list[Span] = [*chain.from_iterable(lists)]
        self.starts = [span.start for span in self.spans]
        self.ends = [span.end for span in self.spans]
        self.texts = [span.text for span in self.spans]
