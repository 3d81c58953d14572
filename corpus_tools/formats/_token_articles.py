"""Articles of which each sentence is an object of its own, with its tokens and its annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ._format import Files
from ._json import Document, Object, documents, value_at
from ._names import article_of
from ._token_json import Draft, Sentence
from ._token_text import TokenText, Words, lay_out


def articles(files: Files, key: str) -> Iterator[tuple[list[Document], str]]:
    """The sentences of each article, those in a row that have the same id at a key, and the id of the article."""
    for file in files:
        for number, group in enumerate(_grouped(documents(file), key), 1):
            yield group, article_of(group[0].tree.get(key), file.name, number)


def drafted(
    sentences: Sequence[Document],
    words_of: Callable[[Object], Words],
    add_all: Callable[[Draft, Document, Object, Sentence], None],
) -> Draft:
    """The items of an article, each sentence of which is an object with words and annotations."""
    found = []
    for document in sentences:
        with document.opened() as tree:
            found.append(words_of(tree))
    draft, before = Draft(TokenText(lay_out(found), sentences[0].file)), 0
    for document, words in zip(sentences, found, strict=True):
        with document.opened() as tree:
            add_all(draft, document, tree, Sentence(before, len(words.tokens)))
        before += len(words.tokens)
    return draft


def _grouped(found: Iterable[Document], key: str) -> Iterator[list[Document]]:
    """Objects in a row that have the same value at a key, and each that has none."""
    group: list[Document] = []
    for document in found:
        with document.opened() as tree:
            name = value_at(tree, key)
        if group and name != group[-1].tree.get(key):
            yield group
            group = []
        group.append(document)
        if name is None:
            yield group
            group = []
    if group:
        yield group
