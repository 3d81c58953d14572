"""The words for all that a record has and a conversion may lose, and where a record keeps it."""

from __future__ import annotations

KINDS = {
    "layer": "a layer",
    "entity": "an entity",
    "event": "an event",
    "argument": "an argument of an event or a relation",
    "quote": "a quote",
    "cue": "the cue of a quote",
    "source": "a source of a quote",
    "addressee": "an addressee of a quote",
    "relation": "a relation",
    "chain": "a chain of mentions",
    "chain member": "that a mention or chain belongs to a chain",
    "chain type": "the type of a chain",
    "chain name": "the name of a chain",
    "link": "a link of a chain to a knowledge base",
    "level": "whether a mention is a name, a nominal or a pronoun",
    "value": "the value of a date, sum or quantity in standard form",
    "head": "the head of a mention",
    "attribute": "an attribute",
    "confidence": "a confidence",
    "note": "a note",
    "implicit": "that an argument is not said in words",
    "provenance": "where an annotation of a gold layer comes from",
    "anchor": "a review mark of a carried-over annotation",
    "unanchored": "an annotation whose words were lost",
    "conflict": "what a merge could not decide",
    "layer field": "something that a layer says about itself",
    "metadata": "a field of the metadata",
    "section": "a section",
    "tokens": "the tokens",
    "sentences": "the sentences",
    "annotator": "an entry in the list of annotators",
    "extension": "data of somebody's own",
    "text": "the article's text as it was",
    "article": "the article's id",
}
"""What is counted, in the order of tables."""

HOLDS = {
    **KINDS,
    "layers": "several layers of one article",
    "layer name": "whose work a layer is",
    "nesting": "mentions inside other mentions, or on the same words",
    "crossing": "mentions that share only some of their words",
    "levels": "mentions that share words, each level in a column of its own",
    "gaps": "spans of several parts with other words between",
    "words": "arguments that are bare words",
}
"""What a format may hold: the kinds of things, and what is said of their places."""

ARRAYS = ("entities", "events", "quotes", "relations", "chains")
PLACES = {"entities": "spans", "events": "trigger", "quotes": "content"}
"""The field that says where an annotation of each array stands."""
LAYER_FIELDS = (
    *("role", "tagset", "tasks", "scope", "status", "created"),
    *("modified", "tool", "guidelines", "derived_from", "note"),
)
"""What a layer says about itself, beside its name."""
FIELDS = {
    "level": "level",
    "value": "value",
    "head": "head",
    "cue": "cue",
    "name": "chain name",
    "chain": "chain member",
    "confidence": "confidence",
    "note": "note",
    "decision": "provenance",
    "from_": "provenance",
    "anchor": "anchor",
}
"""Fields of annotations that are one thing each, and its kind; the `type` of a chain is another."""
LISTS = {"source": "source", "addressee": "addressee", "links": "link", "members": "chain member"}
"""Fields of annotations with a list of ids, each of which is one thing, and its kind."""
OF_ARGUMENTS = ("confidence", "note", "implicit")
"""Fields of arguments that are one thing each; the kind has the same name."""
NAMES = "org.corpus-tools.names"
"""The extension of a layer that tells what its names were called where it came from; formats write those."""
