"""Words that are the same in the new text, but may not be the same mention: they are marked or lost, never moved."""

from __future__ import annotations

import pytest

from corpus_tools.align.texts import align_texts
from corpus_tools.diff.reanchor.places import Found, Places
from corpus_tools.model import Span

ONE = "She said no. Then Mira Oldane left the house by the back door."
TWO = f"She said no. {ONE}"
FIRST, LAST = "The Rovers won at home on Monday night.", "Nobody was hurt in the stands."
READ, LOST = "Read also: the league table.", "Carrow lost again, said coach Tam Orvis."
MIRA = "Carrow drew the match by 3 goals on Monday, and Mira Dole was there all day."
TAM = "Carrow drew the match by 2 goals on Sunday, and Tam Orvis was there all day."
EITHER = "Carrow drew the match by 2 goals on Monday, and Tam Dole was there all day."
SAID = "“If we wait,” Governor Ilka Dornath told a news conference, “it will hurt more later.” She denied it all."
TYPED = "“If we wait,” Governor Ilka Dornatjh todl as news confernecae, “it will hurt more later.” She denied it all."
MET = "Dornath met Kessim after a long night of talks about the next vote in Vale. Nobody saw her leave."
MET_COPY = "Dornath met Kessim after a long night of talks about the next vote in Vale. talks her saw a Vale."
MET_TYPED = "Dornath met Kessim afver a long night of talks about the next vote ins Vale. Nobdy saw her leave."
COPY = "“If the wait,” Governor called it, told a news conference, “it will hurt If and She."


def article(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def find(old: str, new: str, words: str, number: int = 0) -> Found:
    """Where an occurrence of some words is found."""
    at = -1
    for _ in range(number + 1):
        at = old.index(words, at + 1)
    return Places(align_texts(old, new)).find([Span(at, at + len(words), words)])


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param(TWO, ONE, "said", id="one of two sentences was taken out"),
        pytest.param(
            article(FIRST, READ, LOST, READ, LAST),
            article(FIRST, LOST, READ, READ, LAST),
            "league",
            id="one of two paragraphs was moved",
        ),
        pytest.param(
            article(FIRST, MIRA, TAM, LAST),
            article(FIRST, EITHER, LAST),
            "Carrow",
            id="one of two paragraphs was taken out, the other changed",
        ),
    ],
)
def test_neither_of_two_is_taken_for_the_one_that_is_left(old: str, new: str, words: str, number: int) -> None:
    assert find(old, new, words, number).status in ("reanchored", "lost")


def test_a_sentence_put_in_twice_leaves_the_first_in_doubt() -> None:
    assert find(ONE, TWO, "said").status == "reanchored"


@pytest.mark.parametrize("new", [(COPY, TYPED), (TYPED, COPY)])
def test_words_that_only_a_near_copy_still_has_are_in_doubt(new: tuple[str, str]) -> None:
    assert find(article(FIRST, SAID, LAST), article(FIRST, *new, LAST), "told").status in ("reanchored", "lost")


@pytest.mark.parametrize("words", ["Dornath", "met", "Kessim"])
def test_a_near_copy_that_begins_like_the_original_is_in_doubt_where_that_has_typing_errors(words: str) -> None:
    old, new = article(MET, FIRST, LOST, LAST), article(FIRST, MET_COPY, LOST, LAST, MET_TYPED)
    assert find(old, new, words).status in ("reanchored", "lost")


@pytest.mark.parametrize(
    ("old", "new", "words", "found"),
    [
        ("Ada left.", "Adas left.", "Ada", "Adas"),
        ("Well, Ada left the room.", "Well, xAda left the room.", "Ada", "xAda"),
        ("Well, Ada left the room.", "Well, Eda left the room.", "Ada", "Eda"),
        ("They saw José there.", "They saw José\u0301 there.", "José", "José\u0301"),
        ("The 👩 waved to all.", "The 👩\u200d🔬 waved to all.", "👩", "👩\u200d🔬"),
    ],
)
def test_a_changed_word_is_taken_as_a_whole(old: str, new: str, words: str, found: str) -> None:
    result = find(old, new, words)
    assert (result.status, [span.text for span in result.spans]) == ("stretched", [found])


def test_a_span_with_a_paragraph_put_into_it_has_two_pieces() -> None:
    old = "He said that the ferry would run at night and that it would be cheaper."
    new = "He said that the ferry would run at night\n\nand that it would be cheaper."
    result = find(old, new, old[3:-1])
    assert (result.status, [span.text for span in result.spans]) == ("stretched", [new[3:41], new[43:-1]])


def test_what_is_moved_with_its_surroundings_is_certain() -> None:
    assert find(article(FIRST, LOST, MIRA, LAST), article(FIRST, MIRA, LOST, LAST), "Carrow lost").status == "moved"
