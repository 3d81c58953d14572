"""The record: one news article and every layer of annotation on it, as typed values.

The field names, limits and meanings are those of `schemas/article.schema.json`; a test holds the two
together. Offsets are Unicode code points of `Record.text`, half-open: `[start, end)`. An absent field is
`UNSET`, never None, and what its absence means stands in `docs/format.md`.

The structs check types, required and unknown keys, enums, limits and the patterns of fields that occur
once. Patterns of fields that occur in every annotation (ids, types, roles) are checked once per distinct
value by `fit.columns`, which keeps reading a valid record near the price of parsing it.
"""

# No `from __future__ import annotations`: annotations kept as strings would be parsed again at every start.
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

from .values import (
    LINE,
    ArticleId,
    Attributes,
    Curie,
    Date,
    End,
    Extensions,
    Language,
    Name,
    Name64,
    Name100,
    Note,
    Semver,
    Sha256,
    Share,
    Spdx,
    Start,
    Text,
    Timestamp,
    Uri,
)

FORMAT_VERSION = "1.0"

Task = Literal["entities", "events", "arguments", "quotes", "relations", "chains", "links", "attributes"]
Decision = Literal["agreed", "chosen", "edited", "added"]

# Checked once per distinct value by fit.columns, not here.
Id: TypeAlias = str
Ref: TypeAlias = str
Label: TypeAlias = str
Source: TypeAlias = str


class _Part(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Base of every part of a record: immutable, closed, and without cycles."""


class Span(_Part, frozen=True):
    """A stretch of the article: code points `[start, end)` of the text, and an exact copy of them."""

    start: Start
    end: End
    text: Annotated[str, Meta(min_length=1, max_length=20_000)]


Spans = Annotated[list[Span], Meta(min_length=1, max_length=64)]


class Anchor(_Part, frozen=True):
    """The review mark left by carrying an annotation over to a changed text."""

    status: Literal["kept", "moved", "stretched", "reanchored"]
    from_sha256: Sha256 | UnsetType = UNSET
    score: Share | UnsetType = UNSET


class _Annotation(_Part, kw_only=True, rename={"from_": "from"}, frozen=True):
    """What every annotation may carry beside its own fields."""

    attributes: Attributes | UnsetType = UNSET
    confidence: Share | UnsetType = UNSET
    decision: Decision | UnsetType = UNSET
    from_: Annotated[list[Source], Meta(min_length=1, max_length=64)] | UnsetType = UNSET
    note: Note | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


class Entity(_Annotation, kw_only=True, frozen=True):
    """An entity mention, or a value such as a date, bound to a stretch of text."""

    id: Id
    type: Label
    spans: Spans
    level: Literal["name", "nominal", "pronoun"] | UnsetType = UNSET
    head: Spans | UnsetType = UNSET
    value: Name | UnsetType = UNSET
    chain: Ref | UnsetType = UNSET
    anchor: Anchor | UnsetType = UNSET


class Argument(_Part, frozen=True):
    """One participant of an event: a role, and either an annotation or untyped text that fills it."""

    role: Label
    filler: Ref | UnsetType = UNSET
    spans: Spans | UnsetType = UNSET
    implicit: bool | UnsetType = UNSET
    confidence: Share | UnsetType = UNSET
    note: Note | UnsetType = UNSET


class Event(_Annotation, kw_only=True, frozen=True):
    """An event mention: the words that report it and who or what takes part."""

    id: Id
    type: Label
    trigger: Spans
    arguments: Annotated[list[Argument], Meta(min_length=1, max_length=64)] | UnsetType = UNSET
    chain: Ref | UnsetType = UNSET
    anchor: Anchor | UnsetType = UNSET


class Quote(_Annotation, kw_only=True, frozen=True):
    """What somebody said, thought or wrote: content, cue, source and addressee."""

    id: Id
    type: Label
    content: Spans
    cue: Spans | UnsetType = UNSET
    source: Annotated[list[Ref], Meta(min_length=1, max_length=16)] | UnsetType = UNSET
    addressee: Annotated[list[Ref], Meta(min_length=1, max_length=16)] | UnsetType = UNSET
    chain: Ref | UnsetType = UNSET
    anchor: Anchor | UnsetType = UNSET


class RelationArgument(_Part, frozen=True):
    """One participant of a relation: a role and the annotation that fills it."""

    role: Label
    filler: Ref


class Relation(_Annotation, kw_only=True, frozen=True):
    """An n-ary relation without a trigger among entities, events and quotes."""

    id: Id
    type: Label
    arguments: Annotated[list[RelationArgument], Meta(min_length=1, max_length=64)]


class Chain(_Annotation, kw_only=True, frozen=True):
    """All mentions of one thing: its identity, name and links to knowledge bases."""

    id: Id
    kind: Literal["entity", "event", "quote"]
    type: Annotated[str, Meta(min_length=1, pattern=r"^[A-Za-z][A-Za-z0-9_]{0,47}$(?!\n)")] | UnsetType = UNSET
    name: Annotated[str, Meta(min_length=1, max_length=300, pattern=LINE)] | UnsetType = UNSET
    links: Annotated[list[Curie], Meta(min_length=1, max_length=16)] | UnsetType = UNSET
    members: Annotated[list[Ref], Meta(min_length=2, max_length=64)] | UnsetType = UNSET


Annotation: TypeAlias = Entity | Event | Quote | Relation | Chain


class Context(_Part, frozen=True):
    """What stood around a span that began at `start` in the former text."""

    start: Start
    prefix: Annotated[str, Meta(max_length=200)]
    suffix: Annotated[str, Meta(max_length=200)]


class _Unanchored(_Part, kw_only=True, frozen=True):
    path: Annotated[str, Meta(max_length=200, pattern=r"^(/[^\u0000-\u001F\u007F-\u009F]*)?$(?!\n)")] | UnsetType = (
        UNSET
    )
    from_sha256: Sha256 | UnsetType = UNSET
    context: Annotated[list[Context], Meta(min_length=1, max_length=256)]
    note: Note | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


class UnanchoredEntity(_Unanchored, tag_field="kind", tag="entity", kw_only=True, frozen=True):
    """An entity, or one field of it, that a changed text no longer holds; its offsets are of the former text."""

    annotation: Entity


class UnanchoredEvent(_Unanchored, tag_field="kind", tag="event", kw_only=True, frozen=True):
    """An event, or one field of it, that a changed text no longer holds; its offsets are of the former text."""

    annotation: Event


class UnanchoredQuote(_Unanchored, tag_field="kind", tag="quote", kw_only=True, frozen=True):
    """A quote, or one field of it, that a changed text no longer holds; its offsets are of the former text."""

    annotation: Quote


Unanchored: TypeAlias = UnanchoredEntity | UnanchoredEvent | UnanchoredQuote


class Conflict(_Part, rename={"class_": "class"}, frozen=True):
    """What a merge could not decide; the base value stands in place until somebody chooses."""

    id: Id
    class_: Literal["type", "boundary", "attribute", "field", "delete_modify", "delete_reference", "add_add"]
    annotation: Ref
    path: Annotated[str, Meta(max_length=200, pattern=r"^(/[^\u0000-\u001F\u007F-\u009F]*)?$(?!\n)")]
    status: Literal["open", "resolved"]
    base: Any = UNSET
    ours: Any = UNSET
    theirs: Any = UNSET
    chosen: Literal["base", "ours", "theirs", "both", "edited"] | UnsetType = UNSET
    note: Note | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


ARTICLE_CONFLICTS = "org.corpus-tools.conflicts"
"""The extension of a record that holds conflicts about the article itself; the format has no field for them."""


class ArticleConflict(Struct, rename={"class_": "class"}, frozen=True):
    """What a merge could not decide about the article, its sections, annotators or layers."""

    id: Id
    class_: str
    path: str
    status: Literal["open", "resolved"]
    base: Any = UNSET
    ours: Any = UNSET
    theirs: Any = UNSET


class Tool(_Part, frozen=True):
    """A program and its version."""

    name: Name100
    version: Name64 | UnsetType = UNSET
    url: Uri | UnsetType = UNSET


class TagSetRef(_Part, frozen=True):
    """Which label inventory, in which version, a layer uses."""

    id: Annotated[str, Meta(min_length=1, pattern=r"^[a-z][a-z0-9-]{1,63}$(?!\n)")]
    version: Semver
    sha256: Sha256 | UnsetType = UNSET


class Guidelines(_Part, frozen=True):
    """Which edition of the annotation guidelines a layer followed."""

    version: Name64
    url: Uri | UnsetType = UNSET


class Layer(_Part, kw_only=True, frozen=True):
    """The work of one annotator, model or panel with one tag set."""

    id: Id | UnsetType = UNSET
    role: Literal["annotation", "prediction", "gold"] | UnsetType = UNSET
    annotator: Id | UnsetType = UNSET
    tagset: TagSetRef | UnsetType = UNSET
    tasks: Annotated[list[Task], Meta(min_length=1, max_length=8)] | UnsetType = UNSET
    scope: Annotated[list[Ref], Meta(min_length=1, max_length=10_000)] | UnsetType = UNSET
    status: Literal["draft", "complete", "reviewed"] | UnsetType = UNSET
    created: Timestamp | UnsetType = UNSET
    modified: Timestamp | UnsetType = UNSET
    tool: Tool | UnsetType = UNSET
    guidelines: Guidelines | UnsetType = UNSET
    derived_from: Annotated[list[Ref], Meta(min_length=1, max_length=32)] | UnsetType = UNSET
    note: Note | UnsetType = UNSET
    entities: Annotated[list[Entity], Meta(max_length=50_000)] | UnsetType = UNSET
    events: Annotated[list[Event], Meta(max_length=20_000)] | UnsetType = UNSET
    quotes: Annotated[list[Quote], Meta(max_length=10_000)] | UnsetType = UNSET
    relations: Annotated[list[Relation], Meta(max_length=20_000)] | UnsetType = UNSET
    chains: Annotated[list[Chain], Meta(max_length=20_000)] | UnsetType = UNSET
    unanchored: Annotated[list[Unanchored], Meta(min_length=1, max_length=50_000)] | UnsetType = UNSET
    conflicts: Annotated[list[Conflict], Meta(min_length=1, max_length=10_000)] | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET

    @property
    def name(self) -> str:
        """The layer's id, which is its annotator's where it has none of its own."""
        return self.id or self.annotator or ""


class Section(_Part, frozen=True):
    """A part of the article: headline, lede, paragraph, caption and so on."""

    id: Id
    type: Label
    start: Start
    end: End
    url: Uri | UnsetType = UNSET
    note: Note | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


_Pair = tuple[Annotated[int, Meta(ge=0, le=1_000_000)], Annotated[int, Meta(ge=0, le=1_000_000)]]


class Segmentation(_Part, frozen=True):
    """Tokens and sentences as `[start, end)` pairs of code points."""

    tokenizer: Name100 | UnsetType = UNSET
    tokens: Annotated[list[_Pair], Meta(min_length=1, max_length=500_000)] | UnsetType = UNSET
    sentences: Annotated[list[_Pair], Meta(min_length=1, max_length=100_000)] | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


class Annotator(_Part, frozen=True):
    """Who made a layer: a person, a program or a panel."""

    id: Id
    kind: Literal["human", "software", "panel"]
    name: Name | UnsetType = UNSET
    version: Name100 | UnsetType = UNSET
    url: Uri | UnsetType = UNSET
    orcid: (
        Annotated[str, Meta(min_length=1, pattern=r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$(?!\n)")] | UnsetType
    ) = UNSET
    note: Note | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


class Party(_Part, frozen=True):
    """A publisher or agency."""

    name: Name
    url: Uri | UnsetType = UNSET
    link: Curie | UnsetType = UNSET


class Metadata(_Part, kw_only=True, frozen=True):
    """What is known about the article beside its text."""

    headline: Annotated[str, Meta(min_length=1, max_length=500, pattern=LINE)] | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    date_published: Date | UnsetType = UNSET
    date_modified: Date | UnsetType = UNSET
    date_retrieved: Timestamp | UnsetType = UNSET
    url: Uri | UnsetType = UNSET
    publisher: Party | UnsetType = UNSET
    byline: Annotated[list[Name], Meta(min_length=1, max_length=50)] | UnsetType = UNSET
    located: Name | UnsetType = UNSET
    sources: Annotated[list[Party], Meta(min_length=1, max_length=32)] | UnsetType = UNSET
    genre: Name100 | UnsetType = UNSET
    subjects: Annotated[list[Curie], Meta(min_length=1, max_length=64)] | UnsetType = UNSET
    keywords: Annotated[list[Name100], Meta(min_length=1, max_length=64)] | UnsetType = UNSET
    copyright_holder: Annotated[str, Meta(min_length=1, max_length=300, pattern=LINE)] | UnsetType = UNSET
    copyright_notice: Annotated[str, Meta(min_length=1, max_length=1000, pattern=LINE)] | UnsetType = UNSET
    usage_terms: Annotated[str, Meta(min_length=1, max_length=2000, pattern=LINE)] | UnsetType = UNSET
    license: Spdx | UnsetType = UNSET
    identifiers: (
        Annotated[
            dict[str, Annotated[str, Meta(min_length=1, max_length=300, pattern=LINE)]],
            Meta(min_length=1, max_length=16),
        ]
        | UnsetType
    ) = UNSET
    translation_of: ArticleId | UnsetType = UNSET
    version_of: ArticleId | UnsetType = UNSET
    raw_sha256: Sha256 | UnsetType = UNSET
    text_tool: Tool | UnsetType = UNSET
    note: Note | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


class Record(_Part, rename={"schema": "$schema"}, kw_only=True, frozen=True):
    """One article with all its layers: the unit of every job."""

    schema: Annotated[str, Meta(min_length=1, max_length=2048)] | UnsetType = UNSET
    format_version: Literal["1.0"]
    id: ArticleId
    metadata: Metadata | UnsetType = UNSET
    text: Text
    text_length: Annotated[int, Meta(ge=1, le=1_000_000)] | UnsetType = UNSET
    text_sha256: Sha256 | UnsetType = UNSET
    sections: Annotated[list[Section], Meta(min_length=1, max_length=10_000)] | UnsetType = UNSET
    segmentation: Segmentation | UnsetType = UNSET
    annotators: Annotated[list[Annotator], Meta(min_length=1, max_length=256)] | UnsetType = UNSET
    layers: Annotated[list[Layer], Meta(max_length=256)]
    extensions: Extensions | UnsetType = UNSET
