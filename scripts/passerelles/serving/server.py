"""The local server: the files of the live site, and a line to the browser that says when to ask again."""

from __future__ import annotations

import http.server
import json
import sys
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from passerelles.faults import explained
from passerelles.serving.live import Live
from passerelles.serving.snapshot import HTML, Answer

OWN = "_serve/"  # the server's own addresses, which no site has
SCRIPT = Path(__file__).with_name("reload.js")
PATIENCE = 15.0  # seconds between signs of life


class Server(http.server.ThreadingHTTPServer):
    """Serves a live site on an address of this machine."""

    daemon_threads = True

    def __init__(self, host: str, port: int, live: Live) -> None:
        self.live = live
        super().__init__((host, port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is nothing to tell; any other error is."""
        del request, client_address
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, ConnectionError):
            print(explained(error), file=sys.stderr, flush=True)


class Handler(http.server.BaseHTTPRequestHandler):
    """One request."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        address = unquote(parts.path).lstrip("/")
        if address == f"{OWN}events":
            self._events(int(parts.query) if parts.query.isdecimal() else 0)
        elif address == f"{OWN}reload.js":
            self._send(Answer(HTTPStatus.OK, "text/javascript; charset=utf-8", SCRIPT.read_bytes()))
        else:
            self._site(address.removesuffix("index.html") if address.endswith("index.html") else address)

    do_HEAD = do_GET  # noqa: N815 - idem

    def _site(self, address: str) -> None:
        state = self.server.live.news.state
        answer = self.server.live.answer(address)
        if answer.status == HTTPStatus.NOT_FOUND and self._leads_to_folder(address):
            return
        if answer.type == HTML:
            line = f'<script src="/{OWN}reload.js?{state}" defer></script></head>'.encode()
            answer = Answer(answer.status, HTML, answer.body.replace(b"</head>", line, 1))
        self._send(answer)

    def _leads_to_folder(self, address: str) -> bool:
        """Send the browser to the page whose address lacks its last slash, if that is what is the matter."""
        if address.endswith("/") or self.server.live.answer(f"{address}/").status != HTTPStatus.OK:
            return False
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", f"/{address}/")
        self.send_header("Content-Length", "0")
        self.end_headers()
        return True

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _events(self, state: int) -> None:
        """News as server-sent events, from the state on that the page shows."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while True:
            news = self.server.live.after(state, PATIENCE)
            state = news.state if news else state
            said = json.dumps({"state": news.state, "problems": news.problems}) if news else ""
            self.wfile.write(f"data: {said}\n\n".encode() if said else b": here\n\n")
            self.wfile.flush()

    def log_message(self, *words: object) -> None:
        """The terminal is for problems."""
