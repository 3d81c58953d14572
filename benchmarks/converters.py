"""What other converters take: `python benchmarks/converters.py TASK ROUNDS PATH`, CPU seconds of each round in a line.

It runs in whatever interpreter has the library, and so imports nothing of ours.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

Task = Callable[[Path], Callable[[], object]]
"""From a path to what is timed; what is read beforehand is not."""


def spacy_convert(path: Path) -> Callable[[], object]:
    """CoNLL into a DocBin, as `spacy convert` does it."""
    docbin = import_module("spacy.tokens").DocBin
    read = import_module("spacy.training.converters").conll_ner_to_docs
    text = path.read_text(encoding="utf-8")
    return lambda: docbin(docs=read(text, n_sents=1, no_print=True), store_user_data=True).to_bytes()


def _texts(folder: Path, suffix: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob(f"*{suffix}"))]


def xmi_load(folder: Path) -> Callable[[], object]:
    """XMI with a type system, which is read once."""
    cassis = import_module("cassis")
    types, texts = _types(folder), _texts(folder, ".xmi")
    return lambda: [cassis.load_cas_from_xmi(text, typesystem=types) for text in texts]


def xmi_save(folder: Path) -> Callable[[], object]:
    cassis = import_module("cassis")
    types = _types(folder)
    documents = [cassis.load_cas_from_xmi(text, typesystem=types) for text in _texts(folder, ".xmi")]
    return lambda: [document.to_xmi() for document in documents]


def _types(folder: Path) -> Any:
    cassis = import_module("cassis")
    with next(path for path in folder.rglob("*.xml")).open("rb") as stream:
        return cassis.load_typesystem(stream)


def cas_json_load(folder: Path) -> Callable[[], object]:
    cassis = import_module("cassis")
    texts = _texts(folder, ".json")
    return lambda: [cassis.load_cas_from_json(text) for text in texts]


def cas_json_save(folder: Path) -> Callable[[], object]:
    cassis = import_module("cassis")
    documents = [cassis.load_cas_from_json(text) for text in _texts(folder, ".json")]
    return lambda: [document.to_json() for document in documents]


def bioc_xml_load(path: Path) -> Callable[[], object]:
    biocxml = import_module("bioc.biocxml")
    data = path.read_bytes()
    return lambda: biocxml.load(io.BytesIO(data))


def bioc_xml_save(path: Path) -> Callable[[], object]:
    biocxml = import_module("bioc.biocxml")
    collection = biocxml.load(io.BytesIO(path.read_bytes()))
    return lambda: biocxml.dumps(collection)


def bioc_json_load(path: Path) -> Callable[[], object]:
    biocjson = import_module("bioc.biocjson")
    text = path.read_text(encoding="utf-8")
    return lambda: biocjson.loads(text)


def bioc_json_save(path: Path) -> Callable[[], object]:
    biocjson = import_module("bioc.biocjson")
    collection = biocjson.loads(path.read_text(encoding="utf-8"))
    return lambda: biocjson.dumps(collection)


def gatenlp_load(folder: Path) -> Callable[[], object]:
    document = import_module("gatenlp").Document
    texts = _texts(folder, ".bdocjs")
    return lambda: [document.load_mem(text, fmt="json") for text in texts]


def gatenlp_save(folder: Path) -> Callable[[], object]:
    document = import_module("gatenlp").Document
    documents = [document.load_mem(text, fmt="json") for text in _texts(folder, ".bdocjs")]
    return lambda: [one.save_mem(fmt="json") for one in documents]


def label_studio(path: Path) -> Callable[[], object]:
    """Label Studio's JSON into CoNLL."""
    converters = import_module("label_studio_converter")
    config = """<View><Labels name="label" toName="text"><Label value="PER"/><Label value="ORG"/><Label value="GPE"/>
    </Labels><Text name="text" value="$text"/></View>"""
    tasks, out = path.with_name("numbered.json"), path.with_name("theirs")
    documents = json.loads(path.read_bytes())
    tasks.write_text(json.dumps([{"id": number, **one} for number, one in enumerate(documents)]))
    converter = converters.Converter(config, str(path.parent), download_resources=False)
    return lambda: converter.convert_to_conll2003(str(tasks), str(out), is_dir=False)


TASKS: dict[str, tuple[str, Task]] = {
    "spacy convert": ("spacy", spacy_convert),
    "xmi load": ("dkpro-cassis", xmi_load),
    "xmi save": ("dkpro-cassis", xmi_save),
    "cas-json load": ("dkpro-cassis", cas_json_load),
    "cas-json save": ("dkpro-cassis", cas_json_save),
    "bioc-xml load": ("bioc", bioc_xml_load),
    "bioc-xml save": ("bioc", bioc_xml_save),
    "bioc-json load": ("bioc", bioc_json_load),
    "bioc-json save": ("bioc", bioc_json_save),
    "gatenlp load": ("gatenlp", gatenlp_load),
    "gatenlp save": ("gatenlp", gatenlp_save),
    "label-studio": ("label-studio-converter", label_studio),
}
"""Each task, and the package that does it."""


def rounds(work: Callable[[], object], count: int) -> Iterator[float]:
    """CPU seconds of each round, after one that warms up."""
    work()
    for _ in range(count):
        start = time.process_time()
        work()
        yield time.process_time() - start


if __name__ == "__main__":
    package, task = TASKS[sys.argv[1]]
    print(package, version(package))
    print(*rounds(task(Path(sys.argv[3])), int(sys.argv[2])))
