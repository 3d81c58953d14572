"""CoNLL-U, the columns of Universal Dependencies, with entities as CorefUD has them in the last column.

Read are words, ranges of words that are written as one (`1-2`), `# text`, `SpaceAfter=No`, `SpacesAfter`, documents and
paragraphs (`# newdoc id`, `# newpar`); a range whose words do not make it up is one token, and words that are not
written (`8.1`) are none. `Entity=` gives mentions with the fields that `# global.Entity` names: the type (`etype`), the
head (`minspan`, `head`) and the entry of a knowledge base (`identity`); others, such as `infstat`, become attributes.
Mentions may lie inside each other, cross, and be in parts (`e3[1/2]`). Mentions of one entity are a chain; an entity of
one mention has none, unless more is known of it. `SplitAnte` makes a chain a group of others; `Bridge` is a relation
between the last mention of the one entity and the mention where it stands. `# meta::` comments become metadata,
`# annotator` names the layer.

Lemmas, parts of speech, features, heads, dependencies and whatever else is said of words and sentences are told as
lost: a record holds tokens, and nothing of each of them.

Written are forms and entities of one layer: the gold one, or the first, or that of `--layer`. Every word is a token, as
the record or `--tokenizer` has them; `--misaligned` says what becomes of spans that do not fall on them.
Sentences are those of the record, or else its lines. The text comes back as it was.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "draft", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: layer field
"""

from __future__ import annotations

from .._format import Format
from .._sniff import head_text
from . import rows
from .limits import limits
from .source import read
from .target import write


def sniff(name: str, head: bytes) -> bool:
    return rows.looks_like(name, head_text(head))


FORMAT = Format(
    name="conllu",
    title="CoNLL-U",
    suffixes=(".conllu",),
    holds=frozenset(
        {
            *("layer", "layer name", "entity", "nesting", "crossing", "gaps", "head", "level", "value", "attribute"),
            *("confidence", "note", "chain", "chain member", "link", "relation", "argument"),
            *("tokens", "sentences", "text", "article", "metadata"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
