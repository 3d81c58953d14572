"""spaCy's DocBin: `.spacy` files of many documents, as `spacy train` takes them.

Read are the mentions in `doc.ents` and those in every span group (`sc` of the span categoriser, or others): each group
becomes a layer of its name, the entities one more, unless a group has them all. Sentences, and the tokens that are not
white space, become the segmentation; entries of a knowledge base (`kb_id_`) chains with a link. Where a document has no
id of ours, articles are named after the file. What spaCy says of each token beside (tags, lemmas, heads ..), categories
and other user data are told as lost. A file is unpacked to at most 512 MiB.

Written is one file, with each layer as a span group of its name. `doc.ents`, from which `ner` learns, are the mentions
of the gold layer or the first, or that of `--layer`; of mentions that share words the longest. Words and spaces are
those of the text: white space that is no single space is a token of its own, as spaCy's tokenizers have it; sentences
are told by `is_sent_start`. The article's id stands in `doc.user_data["article"]`, the id of a mention in `span.id_`,
the first link of its chain in `kb_id_`. spaCy has no spans with gaps, and no relations or events.

Offsets are tokens: `--tokenizer` and `--misaligned` say what they are, and what becomes of spans that do not fall on
them. The extra `spacy` brings the library.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level
"""

from __future__ import annotations

from .._format import Format
from .limits import limits
from .source import looks_like, read
from .target import write

FORMAT = Format(
    name="spacy",
    title="spaCy DocBin",
    suffixes=(".spacy",),
    holds=frozenset(
        {
            *("layer", "layers", "layer name", "entity", "nesting", "crossing", "chain", "chain member", "link"),
            *("tokens", "sentences", "text", "article"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=looks_like,
    read=read,
    write=write,
    limits=limits,
    extra="spacy",
)
