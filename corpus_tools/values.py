"""The forms that single values of a record may have: strings, numbers and dates with their limits and patterns.

They say what `schemas/article.schema.json` says; a test compares the two field by field.
"""

from typing import Annotated

from msgspec import Meta, Raw

LINE = r"^[^\u0000-\u001F\u007F-\u009F]*$(?!\n)"
_TIME = r"T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"

Note = Annotated[str, Meta(min_length=1, max_length=4000)]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=LINE)]
Name100 = Annotated[str, Meta(min_length=1, max_length=100, pattern=LINE)]
Name64 = Annotated[str, Meta(min_length=1, max_length=64, pattern=LINE)]
Uri = Annotated[str, Meta(min_length=1, max_length=2048, pattern=r"^[a-z][a-z0-9+.-]*:[!-~]+$(?!\n)")]
Sha256 = Annotated[str, Meta(min_length=1, pattern=r"^[0-9a-f]{64}$(?!\n)")]
Start = Annotated[int, Meta(ge=0, le=999_999)]
End = Annotated[int, Meta(ge=1, le=1_000_000)]
Share = Annotated[float, Meta(ge=0, le=1)]
Date = Annotated[
    str,
    Meta(
        min_length=1,
        pattern=rf"^[0-9]{{4}}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])({_TIME})?)?)?$(?!\n)",
    ),
]
Timestamp = Annotated[
    str, Meta(min_length=1, pattern=rf"^[0-9]{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){_TIME}$(?!\n)")
]
Curie = Annotated[str, Meta(min_length=1, pattern=r"^[a-z][a-z0-9_]{1,23}:[!-~]{1,200}$(?!\n)")]
Semver = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$(?!\n)",
    ),
]
Spdx = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=200,
        pattern=r"^(NONE|NOASSERTION|[A-Za-z0-9][A-Za-z0-9.+-]*( (AND|OR|WITH) [A-Za-z0-9][A-Za-z0-9.+-]*)*)$(?!\n)",
    ),
]
Language = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-x(-[a-z0-9]{1,8})+)?$(?!\n)",
    ),
]
ArticleId = Annotated[str, Meta(min_length=1, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$(?!\n)")]
Text = Annotated[
    str,
    Meta(min_length=1, max_length=1_000_000),
]
Choice = Annotated[str, Meta(min_length=1, max_length=200)]
Whole = Annotated[int, Meta(ge=-(2**53), le=2**53)]
AttributeValue = bool | Whole | float | Choice | Annotated[list[Choice], Meta(min_length=1, max_length=32)]
Attributes = Annotated[dict[str, AttributeValue], Meta(min_length=1, max_length=32)]
Extensions = Annotated[dict[str, Raw], Meta(min_length=1, max_length=32)]
