"""spaCy's documents as JSON (`doc.to_json()`), one a line, and lines like them.

Read are a `text` with `ents` (or `entities`), each an object with `start`, `end` and `label`, or a list of the three;
and `spans`, a list of such, or several by name: each group becomes a layer of its name, the entities one more, unless a
group has them all. `tokens` and `sents` become the segmentation; a `kb_id` a chain with a link. `relations` are those
of Prodigy: a `label`, and a `head_span` and `child_span`, or a `head` and `child` that are numbers of tokens. The
article has its `id`, or is named after the file; what `meta` says of it becomes metadata. What is said of each token,
`cats` and other keys are told as lost.

Offsets are code points. Where a span has a `text` that is not what stands at its place, that is told, with the shift
or the unit that would make it right, which `--repair-offsets` puts right.

Written is what `Doc.from_json` reads, with each layer as a group of spans, in `ents` those mentions of the gold layer
or the first that share no words, and relations as above, with their `roles` and the `layer` they belong to. spaCy wants
all spans to fall on tokens: `--tokenizer` and `--misaligned` say what they are, and what becomes of other spans.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level
"""

from __future__ import annotations

from .._format import Format
from .source import looks_like, read
from .target import limits, write

FORMAT = Format(
    name="spacy-jsonl",
    title="spaCy JSON",
    suffixes=(".jsonl",),
    holds=frozenset(
        {
            *("layer", "layers", "layer name", "entity", "nesting", "crossing", "chain", "chain member", "link"),
            *("relation", "argument", "tokens", "sentences", "text", "article", "metadata"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=looks_like,
    read=read,
    write=write,
    limits=limits,
)
