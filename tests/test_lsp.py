"""The language server over standard input and output, driven by a client of the protocol as an editor drives it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from .shorthand import source

pytestmark = pytest.mark.filterwarnings("ignore:.*iscoroutinefunction:DeprecationWarning")
ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds after which an answer is taken not to come; slow machines get there long before."""

RECORD = {
    "$indent": 1,
    "text": "🎉🎉 Ada wrote to Charles.",
    "layers": [
        {
            "annotator": "ada",
            "tagset": {"id": "political-news", "version": "1.0.1"},
            "entities": [
                {"id": "t1", "type": "PER", "spans": [{"start": 3, "end": 6, "text": "Ada"}], "note": "🎉"},
                {"id": "t2", "type": "PER", "spans": [{"start": 16, "end": 23, "text": "Charles"}]},
            ],
        }
    ],
}


class Editor:
    """One document in an editor: what was sent to the server, and the diagnostics that came back."""

    def __init__(self, client: LanguageClient, path: Path) -> None:
        self.client, self.uri, self.text, self.version = client, path.as_uri(), "", 0
        self.document = lsp.TextDocumentIdentifier(self.uri)
        self.messages: asyncio.Queue[lsp.ShowMessageParams] = asyncio.Queue()
        self._published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

    def receive(self, params: lsp.PublishDiagnosticsParams) -> None:
        if params.uri == self.uri:
            self._published.put_nowait(params)

    def open(self, text: str) -> None:
        self.text, self.version = text, self.version + 1
        self.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri, "json", self.version, text))
        )

    def close(self) -> None:
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(self.document))

    def save(self) -> None:
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(self.document))

    def type(self, text: str) -> None:
        self.text, self.version = text, self.version + 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.version, self.uri),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def diagnostics(self) -> list[lsp.Diagnostic]:
        """Those of the text as it stands."""
        while (params := await soon(self._published.get())).version != self.version:
            pass
        return list(params.diagnostics)

    def at(self, words: str, into: int = 0) -> lsp.Position:
        """The place of some words in the text, or of a character in them."""
        before = self.text[: self.text.index(words) + into]
        line = before.rpartition("\n")[2]
        return lsp.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)

    def words(self, place: lsp.Range) -> str:
        """What stands at a range, cut out as JavaScript would."""
        lines = [line.encode("utf-16-le") for line in self.text.split("\n")]
        assert place.start.line == place.end.line
        return lines[place.start.line][2 * place.start.character : 2 * place.end.character].decode("utf-16-le")

    def apply(self, edits: Any) -> str:
        """The text with some edits made."""
        data = self.text.encode("utf-16-le")
        starts = [0]
        for line in self.text.split("\n"):
            starts.append(starts[-1] + 2 * len(line.encode("utf-16-le")) // 2 + 2)
        for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
            start = starts[edit.range.start.line] + 2 * edit.range.start.character
            end = starts[edit.range.end.line] + 2 * edit.range.end.character
            data = data[:start] + edit.new_text.encode("utf-16-le") + data[end:]
        return data.decode("utf-16-le")

    async def labels(self, place: lsp.Position) -> list[str]:
        """What is offered at a place."""
        found = await soon(self.client.text_document_completion_async(lsp.CompletionParams(self.document, place)))
        return [item.label for item in found.items]

    async def hover(self, place: lsp.Position) -> str:
        found = await soon(self.client.text_document_hover_async(lsp.HoverParams(self.document, place)))
        return "" if found is None else str(found.contents.value)

    async def definition(self, place: lsp.Position) -> Any:
        return await soon(self.client.text_document_definition_async(lsp.DefinitionParams(self.document, place)))

    async def actions(self, where: lsp.Range, only: list[str] | None = None) -> list[lsp.CodeAction]:
        context = lsp.CodeActionContext([], only=only, trigger_kind=lsp.CodeActionTriggerKind.Invoked)
        asked = lsp.CodeActionParams(self.document, where, context)
        return list(await soon(self.client.text_document_code_action_async(asked)) or [])


async def soon(answer: Awaitable[Any]) -> Any:
    """An answer, if it comes at all."""
    return await asyncio.wait_for(answer, PATIENCE)


@asynccontextmanager
async def editing(path: Path, encodings: list[str] | None = None) -> AsyncIterator[Editor]:
    """A server with one document; at the end it is shut down, which must work."""
    client = LanguageClient("an-editor", "1")
    editor = Editor(client, path)
    client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: editor.receive(params))
    client.feature(lsp.WINDOW_SHOW_MESSAGE)(lambda params: editor.messages.put_nowait(params))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    await client.start_io(sys.executable, "-m", "corpus_tools", "lsp", "--stdio", env=environment)
    capabilities = lsp.ClientCapabilities(general=lsp.GeneralClientCapabilities(position_encodings=encodings))
    await soon(client.initialize_async(lsp.InitializeParams(capabilities, process_id=None, root_uri=None)))
    client.initialized(lsp.InitializedParams())
    try:
        yield editor
    finally:
        await soon(client.shutdown_async(None))
        client.exit(None)
        await soon(client.stop())  # type: ignore[no-untyped-call]
    assert client._server is not None
    assert client._server.returncode == 0


def session(path: Path, story: Callable[[Editor], Awaitable[None]], encodings: list[str] | None = None) -> None:
    async def whole_story() -> None:
        async with editing(path, encodings) as editor:
            await story(editor)

    asyncio.run(whole_story())


def written(record: dict[str, Any] = RECORD) -> str:
    """A sound record as one may write it; a line may hold more than one part."""
    return source(record).decode()


def on_one_line(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False)


def codes(found: list[lsp.Diagnostic]) -> list[Any]:
    return [diagnostic.code for diagnostic in found]


def edits_of(action: lsp.CodeAction) -> Any:
    assert action.edit is not None
    assert action.edit.changes is not None
    [edits] = action.edit.changes.values()
    return edits


def test_a_label_is_mended_while_one_types(tmp_path: Path) -> None:
    async def story(editor: Editor) -> None:
        sound = on_one_line(written())
        editor.open(sound)
        assert await editor.diagnostics() == []
        editor.type(sound.replace('"PER"', '"PERS"', 1).replace('"start": 16', '"start": 17'))
        label, span = await editor.diagnostics()
        assert (label.code, label.source, label.severity) == ("TAG001", "corpus-tools", lsp.DiagnosticSeverity.Error)
        assert editor.words(label.range) == '"PERS"'
        assert editor.words(span.range) == '{"start": 17, "end": 23, "text": "Charles"}'
        assert label.code_description is not None
        assert label.code_description.href.endswith("/TAG001.md")
        assert label.data == {
            "pointer": "/layers/0/entities/0/type",
            "fix": {
                "class": "propose",
                "message": 'change the type to "PER"',
                "edits": [{"pointer": "/layers/0/entities/0/type", "value": "PER"}],
            },
        }
        [fix] = await editor.actions(label.range, ["quickfix"])
        assert (fix.kind, codes(list(fix.diagnostics or ()))) == ("quickfix", ["TAG001"])
        assert fix.title.endswith("(proposal)")
        editor.type(editor.apply(edits_of(fix)))
        assert codes(await editor.diagnostics()) == ["SPN003"]

    session(tmp_path / "a.json", story)


def test_all_safe_fixes_are_made_at_once_and_by_small_edits(tmp_path: Path) -> None:
    async def story(editor: Editor) -> None:
        sound = written()
        worn = sound.replace('"Ada"', '" Ada"').replace('"start": 3,', '"start": 2,')
        worn = worn.replace('"Charles"', '"Charles."').replace('"end": 23,', '"end": 24,')
        worn = worn.replace('"text": "Charles."', '"text": "Charles"')
        editor.open(worn)
        found = await editor.diagnostics()
        assert "SPN004" in codes(found)
        everywhere = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        assert await editor.actions(everywhere, ["source.organizeImports"]) == []
        [all_at_once] = await editor.actions(everywhere, ["source.fixAll"])
        assert all_at_once.kind == "source.fixAll.corpus-tools"
        assert all(len(edit.new_text) < 20 for edit in edits_of(all_at_once))
        editor.type(editor.apply(edits_of(all_at_once)))
        assert "SPN004" not in codes(await editor.diagnostics())

    session(tmp_path / "a.json", story)


def test_completion_hover_and_definition_in_broken_json(tmp_path: Path) -> None:
    async def story(editor: Editor) -> None:
        quotes = ', "quotes": [{"id": "q1", "type": "dir, "content": [], "source": ["t1"'
        editor.open(on_one_line(written()).replace('}], "text_length', quotes + '}], "text_length'))
        assert codes(await editor.diagnostics()) == ["FMT002"]
        assert await editor.labels(editor.at('"dir', 4)) == ["direct", "mixed", "indirect", "free_indirect"]
        editor.type(editor.text.replace('"dir,', '"direct",'))
        assert codes(await editor.diagnostics()) == ["FMT002"]
        assert await editor.labels(editor.at('["t1"', 3)) == ["t1", "t2"]
        assert "Ada" in await editor.hover(editor.at('["t1"', 3))
        assert await editor.definition(editor.at('["t1"', 3)) is None
        editor.type(editor.text.replace('["t1"', '["t1"]}]'))
        await editor.diagnostics()
        place = await editor.definition(editor.at('["t1"', 3))
        assert place is not None
        assert editor.words(place.range) == '"t1"'
        assert "word for word" in await editor.hover(editor.at('"direct"', 3))
        editor.type(written().replace('"start": 3,', '"start": 4,'))
        assert codes(await editor.diagnostics()) == ["SPN003"]
        assert "SPN003 span-text" in await editor.hover(editor.at('"start": 4', 2))

    session(tmp_path / "a.json", story)


def test_settings_and_tag_sets_are_read_anew_when_something_is_saved(tmp_path: Path) -> None:
    async def story(editor: Editor) -> None:
        editor.open(written().replace('"start": 3,', '"start": 4,'))
        assert codes(await editor.diagnostics()) == ["SPN003"]
        settings = tmp_path / "corpus.toml"
        settings.write_text('[validate]\nignore = ["SPN"]')
        editor.save()
        assert await editor.diagnostics() == []
        settings.write_text("[validate")
        editor.save()
        assert codes(await editor.diagnostics()) == ["SPN003"]
        assert "corpus.toml:1" in (await soon(editor.messages.get())).message

    session(tmp_path / "a.json", story)


HOSTILE = [
    "",
    "{",
    "[]",
    '"',
    "nosuch",
    '{"name": "package", "text": "a", "layers": []}',
    '{"format_version": "1.0", "text": "\ud83d", "layers": [{"entities": [{"type": ',
    '{"format_version": "1.0", "text": 1, "layers": {"a": [1, null]}, "sections": [[]]}',
    "[" * 20_000,
    '{"layers": [{"entities": ' + '{"a": ' * 3_000,
    "\x00\u2028\r\r\n\ufeff{}",
]


def test_no_text_stops_the_server(tmp_path: Path) -> None:
    async def story(editor: Editor) -> None:
        for text in HOSTILE:
            editor.open(text)
            assert bool(await editor.diagnostics()) == ("format_version" in text)
            for place in (lsp.Position(0, 0), lsp.Position(0, len(text)), lsp.Position(9, 9)):
                await editor.labels(place)
                await editor.hover(place)
                await editor.definition(place)
                await editor.actions(lsp.Range(place, place))
            editor.close()
        editor.open(written().replace('"start": 3,', '"start": 4,'))
        assert codes(await editor.diagnostics()) == ["SPN003"]

    session(tmp_path / "a.json", story)


def test_columns_count_in_the_unit_that_the_editor_prefers(tmp_path: Path) -> None:
    async def story(editor: Editor) -> None:
        editor.open('{"format_version": "1.0", "text": "🎉é", "nosuch": 1}')
        [unknown] = [one for one in await editor.diagnostics() if "nosuch" in one.message]
        assert unknown.range.start.character == editor.text.encode().index(b'"nosuch"')

    session(tmp_path / "a.json", story, ["utf-8", "utf-16"])


def test_without_pygls_a_plain_message_says_what_to_install() -> None:
    start = "from corpus_tools.__main__ import main\nmain()"
    code = f"import sys; sys.modules['pygls'] = None; sys.argv[1:] = ['lsp']\n{start}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'corpus-tools[lsp]'" in done.stderr
