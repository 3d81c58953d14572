"""The server: answers editors from the text they sent, and sends them what was found. The only import of pygls.

A fault while answering costs that answer only, and leaves a trace on standard error.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from .. import __version__
from .checks import Checks
from .completion import completions
from .cursor import cursor
from .definition import definition
from .diagnostics import diagnostics
from .hover import hover
from .positions import Text
from .quick_fixes import FIX_ALL, code_actions

WAIT = 0.3
"""Seconds without a change after which a text is checked."""


class Server(LanguageServer):
    """A language server that remembers checks.

    Editors send whole texts: pygls ends lines at some characters that a string in JSON may hold, and would put partial
    changes in the wrong place.
    """

    def __init__(self) -> None:
        super().__init__("corpus-tools", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.checks = Checks(self._show)

    def text(self, uri: str) -> Text:
        """The text of a document as it stands in the editor."""
        unit = lsp.PositionEncodingKind(self.workspace.position_encoding or "utf-16")
        return Text(self.workspace.get_text_document(uri).source, unit.value)

    def file(self, uri: str) -> str:
        """The file that a document is in, or will be."""
        return str(self.workspace.get_text_document(uri).path)

    def revision(self, uri: str) -> int | None:
        """The version of a document, None where it is not open."""
        return self.workspace.get_text_document(uri).version

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Leave a trace of a fault on standard error."""
        logging.error("%s %s", error, getattr(error, "data", ""))

    def _show(self, message: str) -> None:
        self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, message))


server = Server()


async def publish(uri: str) -> None:
    """Check a document and send what was found, unless it was changed or closed meanwhile."""
    version, text = server.revision(uri), server.text(uri)
    findings = await asyncio.to_thread(server.checks.findings, server.file(uri), text)
    if version is not None and version == server.revision(uri):
        found = diagnostics(text, findings, uri)
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
    """Check a document that was opened."""
    await publish(params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
    """Check a document once nothing was changed for a while."""
    await asyncio.sleep(WAIT)
    if server.revision(params.text_document.uri) == params.text_document.version:
        await publish(params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
async def saved(_: lsp.DidSaveTextDocumentParams) -> None:
    """Check every document anew: what was saved may be a tag set or settings that others are held to."""
    await asyncio.to_thread(server.checks.forget)
    for document in list(server.workspace.text_documents.values()):
        await publish(document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
def closed(params: lsp.DidCloseTextDocumentParams) -> None:
    """Take back what was found in a document."""
    uri = params.text_document.uri
    server.checks.close(server.file(uri))
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
async def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
    """Tell what a key, label or id means, and what is wrong with it."""
    return await asyncio.to_thread(_hover, params)


def _hover(params: lsp.HoverParams) -> lsp.Hover | None:
    uri = params.text_document.uri
    text, file = server.text(uri), server.file(uri)
    offset = text.offset(params.position)
    at_hand = server.checks.tagsets(file)
    return hover(text, cursor(text.source, offset), offset, server.checks.findings(file, text), at_hand)


@server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=['"']))
def completed(params: lsp.CompletionParams) -> lsp.CompletionList:
    """Offer what may be written at a place."""
    uri = params.text_document.uri
    text = server.text(uri)
    at_hand = server.checks.tagsets(server.file(uri))
    items = completions(text, cursor(text.source, text.offset(params.position)), at_hand)
    return lsp.CompletionList(is_incomplete=False, items=items)


@server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
def defined(params: lsp.DefinitionParams) -> lsp.Location | None:
    """Lead from an id to the annotation it refers to."""
    text = server.text(params.text_document.uri)
    return definition(text, cursor(text.source, text.offset(params.position)), params.text_document.uri)


@server.feature(
    lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL])
)
async def acted(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Offer fixes."""
    return await asyncio.to_thread(_actions, params)


def _actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    uri = params.text_document.uri
    text, file = server.text(uri), server.file(uri)
    findings, check = server.checks.findings(file, text), server.checks.check_of(file)
    return list(code_actions(text, uri, findings, check, params.range, params.context))


def run() -> None:
    """Serve the editor at the other end of standard input and output until it hangs up."""
    logging.basicConfig(level=logging.WARNING)
    server.start_io()
