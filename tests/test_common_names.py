"""What rules hold to be right without a look at the registers is right."""

from __future__ import annotations

import pytest

from corpus_tools.rules import replaced_language, unknown_language, unknown_licence


@pytest.mark.parametrize("language", sorted(unknown_language.COMMON))
def test_common_languages_are_registered_and_current(language: str) -> None:
    assert unknown_language._unknown_part(language) is None
    assert replaced_language._preferred(language) == language


@pytest.mark.parametrize("licence", sorted(unknown_licence.COMMON - {"NONE", "NOASSERTION"}))
def test_common_licences_are_on_the_list_and_current(licence: str) -> None:
    assert not unknown_licence._known()[licence].is_deprecated
