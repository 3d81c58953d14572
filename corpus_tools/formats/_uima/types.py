"""The types that INCEpTION and WebAnno bring along, and those that we add for what they do not hold."""

from __future__ import annotations

import re
from functools import lru_cache

from .._items import Kind

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
TOKEN = f"{_DKPRO}segmentation.type.Token"
SENTENCE = f"{_DKPRO}segmentation.type.Sentence"
NAMED_ENTITY = f"{_DKPRO}ner.type.NamedEntity"
PREDICATE, ARGUMENT = f"{_DKPRO}semantics.type.SemPred", f"{_DKPRO}semantics.type.SemArg"
ARGUMENT_LINK = f"{_DKPRO}semantics.type.SemArgLink"
COREFERENCE_CHAIN, COREFERENCE_LINK = f"{_DKPRO}coref.type.CoreferenceChain", f"{_DKPRO}coref.type.CoreferenceLink"
METADATA = f"{_DKPRO}metadata.type.DocumentMetaData"
ANNOTATION, DOCUMENT = "uima.tcas.Annotation", "uima.tcas.DocumentAnnotation"

_OURS = "webanno.custom.News"
RELATION = "webanno.custom.Relation"
GOVERNOR, DEPENDENT = "Governor", "Dependent"
OWN: dict[Kind, str] = {
    "entity": f"{_OURS}Entity",
    "event": f"{_OURS}Event",
    "quote": f"{_OURS}Quote",
    "relation": f"{_OURS}Relation",
    "chain": f"{_OURS}Chain",
}
"""Layers of ours by kind; they have all that a record has, and none of them is one that INCEpTION brings along."""
OWN_KINDS = {name: kind for kind, name in OWN.items()}
WORDS, PART = f"{_OURS}Words", f"{_OURS}Part"
"""Our layers of bare words, and of the further parts of a span."""
LINK, PART_LINK = f"{_OURS}Link", f"{_OURS}PartLink"
"""The types of our slots."""
TYPE, ARGUMENTS, PARTS = "Type", "Arguments", "Parts"
"""Features of ours: a type, slots for arguments or members, and slots for further parts of a span."""
SLOTS = {ARGUMENTS: LINK, PARTS: PART_LINK, "arguments": ARGUMENT_LINK}
"""The types of the slots that we write, by feature."""
_TAKEN = frozenset({"begin", "end", "sofa", "self", "type", TYPE, ARGUMENTS, PARTS})
"""Names that features of attributes cannot have."""

LABELS = ("value", "category", "label", "entity", "type", "class", "tag")
"""Features that name the type of an annotation; the first one that a layer has does."""
_OF_TOKENS = tuple(f"{_DKPRO}{name}." for name in ("lexmorph", "syntax", "segmentation", "transform"))
_ABOUT = ("org.dkpro.core.api.xml.", f"{_DKPRO}metadata.", DOCUMENT, "uima.cas.")


def feature_of(field: str) -> str | None:
    """The feature for an attribute, where a feature can have such a name.

    >>> feature_of("tense"), feature_of("end"), feature_of("a-b")
    ('tense', 'end_', None)
    """
    if field in _TAKEN:
        return f"{field}_"
    return field if re.fullmatch(r"[A-Za-z]\w*", field, re.ASCII) else None


def field_of(feature: str) -> str:
    """The name of an attribute that a feature holds.

    >>> field_of("tense"), field_of("end_")
    ('tense', 'end')
    """
    return feature[:-1] if feature[:-1] in _TAKEN else feature


def layer_of(name: str) -> str | None:
    """The layer of a project's own that has the name of a type, where one can have it.

    >>> layer_of("Claim"), layer_of("Token"), layer_of("creative-work")
    ('webanno.custom.Claim', None, None)
    """
    layer = f"webanno.custom.{name}"
    is_free = layer != RELATION and not layer.startswith(_OURS) and name not in ("Token", "Sentence")
    return layer if is_free and re.fullmatch(r"[A-Z]\w*", name, re.ASCII) else None


@lru_cache(4096)
def is_segment(name: str, word: str) -> bool:
    """Whether a type is that of tokens, or of sentences, in DKPro's type system or in another."""
    return name.rpartition(".")[2] == word


def says_of_tokens(name: str) -> bool:
    """Whether annotations of a type say something of tokens: parts of speech, lemmas, syntax."""
    return name.startswith(_OF_TOKENS)


def is_about_document(name: str) -> bool:
    """Whether structures of a type say something of the document or the file."""
    return name.startswith(_ABOUT)


@lru_cache(4096)
def says_of_others(name: str) -> bool:
    """Whether structures of a type are no annotations of their own: tokens, sentences, what says something of them."""
    about = says_of_tokens(name) or is_about_document(name)
    return about or name == PART or is_segment(name, "Token") or is_segment(name, "Sentence")
