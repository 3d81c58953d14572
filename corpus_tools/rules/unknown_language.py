"""The language of the article is not in the registry of language tags.

Every part of a tag (language, script, region, variant) must be registered with IANA, as BCP 47 wants it: `uk` is
Ukrainian, the United Kingdom is `GB`. What follows `-x-` is private and may be anything. A tag that is registered
but has a better form is not reported here.

Fails:

    {"text": "Ada wrote to Charles.", "metadata": {"language": "en-UK"}}

Passes:

    {"text": "Ada wrote to Charles.", "metadata": {"language": "en-GB"}}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..text import quoted
from ._rule import Problem, Rule
from ._view import View

COMMON = frozenset(
    {"en", "en-GB", "en-US", "en-CA", "en-AU", "en-IN", "en-IE", "en-ZA", "de", "de-AT", "de-CH", "fr"}
    | {"fr-CA", "fr-BE", "fr-CH", "es", "es-ES", "es-MX", "es-AR", "es-419", "pt", "pt-BR", "pt-PT", "it", "nl"}
    | {"nl-BE", "pl", "ru", "uk", "tr", "ar", "fa", "he", "hi", "zh", "zh-Hans", "zh-Hant", "zh-CN", "zh-TW"}
    | {"ja", "ko", "sv", "da", "nb", "nn", "no", "is", "fi", "et", "lv", "lt", "cs", "sk", "sl", "hr", "bs"}
    | {"sr", "sr-Latn", "sr-Cyrl", "mk", "bg", "hu", "ro", "el", "sq", "ca", "eu", "gl", "ga", "cy", "ka", "hy"}
    | {"az", "kk", "uz", "ur", "bn", "mr", "ta", "te", "th", "vi", "id", "ms", "sw"}
)
"""Tags that are registered and current, so that the registry need not be loaded for them."""
_REGISTERED_AS_A_WHOLE = frozenset({"art-lojban", "cel-gaulish", "zh-guoyu", "zh-hakka", "zh-xiang"})


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    language = metadata.language if metadata else None
    if not metadata or not language or language in COMMON:
        return
    unknown = _unknown_part(language)
    if unknown:
        kind, part = unknown
        meant = _meant(language)
        yield Problem(
            on=metadata,
            at=("language",),
            message=f"there is no {kind} {quoted(part)} in the IANA registry"
            + (f" (did you mean {quoted(meant)}?)" if meant else ""),
        )


def is_registered(language: str) -> bool:
    """Whether every part of a language tag is in the registry."""
    return language in COMMON or _unknown_part(language) is None


@lru_cache(1000)
def _unknown_part(tag: str) -> tuple[str, str] | None:
    """The first part of a language tag that is not registered, and what it should be."""
    from langcodes import Language

    if tag in _REGISTERED_AS_A_WHOLE:
        return None
    language, *parts = tag.partition("-x-")[0].split("-")
    if not Language.make(language=language).is_valid():
        return "language", language
    for part in parts:
        if len(part) == 4 and part.isalpha():
            kind, alone = "script", Language.make(script=part)
        elif len(part) < 4:
            kind, alone = "region", Language.make(territory=part)
        else:
            kind, alone = "variant", Language.make(variants=[part])
        if not alone.is_valid():
            return kind, part
    return None


def _meant(tag: str) -> str | None:
    """The registered tag that a wrong but usual one stands for."""
    from langcodes import Language

    meant = Language.get(tag)
    return str(meant) if meant.is_valid() and str(meant) != tag else None


RULE = Rule(code="MET001", name="unknown-language", severity="error", level=2, check=check)
