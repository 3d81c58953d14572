"""CSV: a row for each annotation, for spreadsheets and data frames.

Written is a row for the article (`kind` is `article`, `text` its text), one for each layer, and one for each annotation
with its `id`, `type`, and `start`, `end` and `text` of the stretch it stands on. Fields that many have get columns of
their own; lists and attributes are JSON in a cell, and what is left stands as JSON in `more`. `spans` is filled where
an annotation has several, or lies apart. So nothing is lost. A cell that a spreadsheet would take for a formula gets a
`'` before it, which is taken off again. The rows of an article stand together.

Read are such tables with columns in any order, and tables of others, known by the names of their columns: `start`,
`end` and `label` (or `type`, `category`, `tag`), with `article`, `annotator`, the words, and the article's text where
there are any; or one `text` a row. A table of pygamma-agreement needs no header: annotator, category, start, end. Where
a table has no text, one of `·` stands in for it, and that is told. Columns that a record has no field for are told as
lost. Files may be UTF-8, with or without a byte order mark, or UTF-16 with one; cells may hold line ends.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "confidence": 0.9,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: nothing
"""

from __future__ import annotations

from ._table.format import Table

FORMAT = Table(",", ".csv").named("csv", "CSV")
