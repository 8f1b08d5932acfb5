"""What an editor with completion shows: yaml-language-server, driven as an editor drives it (LSP, on its pipes)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conftest import ROOT

FOLDER = ROOT / "tests/npm/node_modules/yaml-language-server"
Json = dict[str, Any]


def command() -> list[str]:
    """How to start the server, or nothing where it is not installed (.ci/run installs it)."""
    found = shutil.which("yaml-language-server")
    script = FOLDER / "bin/yaml-language-server"
    node = shutil.which("node")
    if script.is_file() and node:
        return [node, str(script), "--stdio"]
    return [found, "--stdio"] if found else []


class Editor:
    """An editor with one server; it waits for each answer."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process, self.count = process, 0

    def send(self, **message: object) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> Json:
        """The next message; what the server asks of an editor is answered with nothing."""
        stream = self.process.stdout
        assert stream
        length = 0
        while (raw := stream.readline()).strip() or not length:
            assert raw, "the server has ended"
            line = raw.strip()
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: Json = json.loads(stream.read(length))
        if "id" in message and "method" in message:
            wanted = message.get("params", {}).get("items", [])
            self.send(id=message["id"], result=[SETTINGS.get(item.get("section")) for item in wanted] or None)
        return message

    def ask(self, method: str, params: Json) -> Any:
        self.count += 1
        self.send(id=self.count, method=method, params=params)
        while True:
            message = self.receive()
            if message.get("id") == self.count and "method" not in message:
                return message["result"]

    def open(self, path: Path, text: str) -> list[Json]:
        """Open a file with these words in it, and wait for what is underlined."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == path.as_uri():
                return list(message["params"]["diagnostics"])

    def complete(self, path: Path, line: int, column: int) -> dict[str, str]:
        """What may stand at a place (from 0), with what is said of it."""
        place = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
        answer = self.ask("textDocument/completion", place)
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: _words(item.get("documentation", "")) for item in items}

    def hover(self, path: Path, line: int, column: int) -> str:
        place = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
        answer = self.ask("textDocument/hover", place)
        return _words(answer["contents"]) if answer else ""


def _words(documentation: str | Json) -> str:
    return documentation if isinstance(documentation, str) else str(documentation.get("value", ""))


SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "http": {}, "[yaml]": {}, "editor": {}, "files": {},
}  # fmt: skip


@contextmanager
def editor(root: Path) -> Iterator[Editor]:
    """An editor opened on a folder."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(root)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command(), cwd=root, env=environment, **pipes) as process:  # type: ignore[call-overload]
        here = Editor(process)
        folders = [{"uri": root.as_uri(), "name": "base"}]
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"completion": {}, "hover": {}}}
        here.ask(
            "initialize",
            {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": folders, "capabilities": capabilities},
        )
        here.send(method="initialized", params={})
        here.send(method="workspace/didChangeConfiguration", params={"settings": SETTINGS})
        yield here
        here.ask("shutdown", {})
        here.send(method="exit")
