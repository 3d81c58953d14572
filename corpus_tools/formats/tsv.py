"""TSV: as CSV, with tabs between cells.

What is written and read is what the format `csv` says. Files with tabs that begin with `#`, and columns of tokens, are
those of other formats.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "confidence": 0.9,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: nothing
"""

from __future__ import annotations

from ._table.format import Table

FORMAT = Table("\t", ".tsv").named("tsv", "TSV")
