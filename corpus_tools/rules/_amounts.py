"""Values in standard form, read from words that leave no doubt: dates in figures, plain numbers, sums of money."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from ._dates import exists

_SEPARATORS = {"en": (",", "."), "de": (".", ","), "tr": (".", ","), "fr": (" ", ",")}
"""What divides thousands, and what the decimals; other languages and countries have more than one way."""
_USUAL = frozenset({"en", "en-GB", "en-US", "de", "de-DE", "de-AT", "tr", "tr-TR", "fr", "fr-FR"})
_SCALES = {
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "bn": 9},
    "de": {"Millionen": 6, "Million": 6, "Mio.": 6, "Milliarden": 9, "Milliarde": 9, "Mrd.": 9},
    "tr": {"bin": 3, "milyon": 6, "milyar": 9, "trilyon": 12},
    "fr": {"millions": 6, "million": 6, "milliards": 9, "milliard": 9},
    "es": {"millones": 6, "millón": 6},
}
"""Words for powers of ten that mean one thing in their language."""
_SIGNS = {"US$": "USD", "€": "EUR", "£": "GBP", "₺": "TRY", "₹": "INR", "₽": "RUB", "₪": "ILS", "₩": "KRW", "₴": "UAH"}
_CURRENCIES = _SIGNS | {"euros": "EUR", "euro": "EUR", "Euro": "EUR", "avro": "EUR", "TL": "TRY"}
"""Signs and words that stand for one currency only, unlike $, ¥ and pounds."""
_UNITS = "km|m|cm|mm|kg|g|t|ha|kW|MW|GW|kWh|MWh|GWh"


def date(words: str, language: str) -> str | None:
    """A year, or a date in figures with the year first, or with dots and the day first.

    >>> date("4.5.2023", "de")
    '2023-05-04'
    """
    if re.fullmatch(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", words):
        return words if exists(words) else None
    match = re.fullmatch(r"(0?[1-9]|[12][0-9]|3[01])\.(0?[1-9]|1[0-2])\.([12][0-9]{3})", words)
    found = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else ""
    return found if found and exists(found) else None


def quantity(words: str, language: str) -> str | None:
    """A number, with a metric unit where there is one.

    >>> quantity("1,200 km", "en")
    '1200 km'
    """
    match = re.fullmatch(rf"(.+?)(?: ({_UNITS}))?", words)
    number = _number(match[1], language) if match else None
    return f"{number} {match[2]}" if match and number and match[2] else number


def money(words: str, language: str) -> str | None:
    """A currency and an amount, where the currency is known from a code, a word, or a sign that only one has.

    >>> money("€2.5 million", "en")
    'EUR 2500000'
    """
    for sign in (*_CURRENCIES, *re.findall(r"\b[A-Z]{3}\b", words)):
        rest = words.removeprefix(sign) if words.startswith(sign) else words.removesuffix(sign)
        number = _number(rest.strip(), language) if rest != words else None
        if number:
            return f"{_CURRENCIES.get(sign, sign)} {number}"
    return None


def _number(words: str, language: str) -> str | None:
    """A number in figures, perhaps with a word for a power of ten, as plain digits."""
    match = re.fullmatch(_pattern(language), words)
    if match is None or (match["part"] and len(match["part"]) == 3 and not match["scale"]):
        return None
    digits = "".join(re.findall("[0-9]", match["whole"]))
    scale = _SCALES.get(language.partition("-")[0], {}).get(match["scale"], 0)
    number = Decimal(f"{digits}.{match['part'] or 0}").scaleb(scale)
    return f"{number.normalize():f}"


@lru_cache(maxsize=64)
def _pattern(language: str) -> str:
    """How numbers are written: where that differs from country to country, only plain digits."""
    base = language.partition("-")[0]
    group, point = map(re.escape, _SEPARATORS[base]) if language in _USUAL else ("(?!)", "(?!)")
    whole = rf"[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}}){{1,4}}|0|[1-9][0-9]{{0,14}}"
    scales = "|".join(map(re.escape, _SCALES.get(base, {})))
    return rf"(?P<whole>{whole})(?:{point}(?P<part>[0-9]{{1,15}}))?(?: (?P<scale>{scales}))?"


_READERS = {"timex3": date, "money": money, "quantity": quantity}


def standard(form: str, words: str, language: str) -> str | None:
    """The standard form of a value of a form that tag sets know; None where the words leave doubt."""
    reader = _READERS.get(form)
    return reader(re.sub("[\u00a0\u202f]", " ", words), language) if reader else None
