"""Firefox driven over WebDriver BiDi, which it speaks itself; Playwright needs a Firefox of its own making.

https://w3c.github.io/webdriver-bidi/ says what each command takes and gives. All of Firefox's connections go to a
door that lets none through, so that a request that no event tells of is still recorded.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox") or ""
PATIENCE = 60  # seconds, on a machine that does much else
HEARD = ("log.entryAdded", "network.beforeRequestSent", "network.fetchError")
ENTER, DOWN, ESCAPE = "\ue007", "\ue015", "\ue00c"  # WebDriver's names of keys
# Nothing of Firefox's own accord: what it would fetch for itself is switched off, and what is left has no address.
SETTINGS: dict[str, bool | int | str] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.topsites.contile.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "media.gmp-manager.url": "",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "network.proxy.type": 1,
    "network.proxy.allow_hijacking_localhost": True,
}
OWN_ERRANDS = (".mozilla.", ".firefox.")  # asked by Firefox for itself, whatever is switched off


class Tab:
    """A tab of a running Firefox, and what its pages asked for and complained of."""

    def __init__(self, wire: ClientConnection, door: Door) -> None:
        self._wire, self._door, self._turn = wire, door, 0
        self._events: list[dict[str, Any]] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=list(HEARD))
        self._tab = str(self.send("browsingContext.create", type="tab")["context"])

    def send(self, command: str, **parameters: object) -> dict[str, Any]:
        """The result of a command; what happens meanwhile is kept."""
        self._turn += 1
        self._wire.send(json.dumps({"id": self._turn, "method": command, "params": parameters}))
        while True:
            said = json.loads(self._wire.recv(PATIENCE))
            if said.get("id") == self._turn:
                assert said["type"] == "success", (command, parameters, said)
                return dict(said["result"])
            self._events.append(said)

    def open(self, address: str) -> None:
        self.send("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, function: str, *arguments: object) -> Any:
        """What a JavaScript function gives, called in the page with arguments that JSON can hold."""
        declared = f"async given => JSON.stringify(await ({function})(...JSON.parse(given)) ?? null)"
        made = self.send(
            "script.callFunction",
            functionDeclaration=declared,
            awaitPromise=True,
            target={"context": self._tab},
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
        )
        assert made["type"] == "success", (function, made)
        return json.loads(made["result"]["value"])

    def wait(self, function: str, *arguments: object) -> Any:
        """What the function gives as soon as that is true; a page that is being left gives nothing yet."""
        end, last = time.monotonic() + PATIENCE, None
        while time.monotonic() < end:
            try:
                if last := self.evaluate(function, *arguments):
                    return last
            except AssertionError as leaving:
                last = leaving
            time.sleep(0.05)
        raise AssertionError(f"{function}{arguments}: still {last!r} on {self.evaluate('() => location.href')}")

    def click(self, selector: str) -> None:
        """A press of the mouse on the first such element, awaited and brought into view as by a reader."""
        self.wait("s => document.readyState === 'complete' && document.querySelector(s)?.checkVisibility()", selector)
        self.evaluate("s => document.querySelector(s).scrollIntoView({block: 'center', behavior: 'instant'})", selector)
        locator = {"type": "css", "value": selector}
        (node,) = self.send("browsingContext.locateNodes", context=self._tab, locator=locator, maxNodeCount=1)["nodes"]
        here = {"type": "element", "element": {"sharedId": node["sharedId"]}}
        press = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": here},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": press})

    def type(self, keys: str) -> None:
        presses = [{"type": way, "value": key} for key in keys for way in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": presses})

    def _act(self, actions: dict[str, object]) -> None:
        self.send("input.performActions", context=self._tab, actions=[actions])

    def wrong(self) -> list[str]:
        """What a copy must never do: words on the console, files not found, requests to any host."""
        self.evaluate("() => 1")  # whatever happened before this has been told by now
        told = [line for event in self._events if (line := fault(event))]
        return told + [f"connection: {line}" for line in self._door.asked]

    def forget(self) -> None:
        """What was wrong until now is settled."""
        self._events.clear()
        self._door.asked.clear()


def fault(event: dict[str, Any]) -> str:
    """What is wrong with what happened; empty where nothing is."""
    said = event.get("params", {})
    if event["method"] == "log.entryAdded":
        return f"console: {said['level']}: {said['text']}"
    address = str(said["request"]["url"])
    if event["method"] == "network.fetchError" and said["errorText"] != "NS_BINDING_ABORTED":  # the reader went on
        return f"not found: {address}: {said['errorText']}"
    return "" if address.startswith(("file:", "data:", "about:")) else f"request: {address}"


class Door:
    """A proxy that lets nobody through and keeps what the pages asked for."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.asked: list[str] = []
        threading.Thread(target=self._refuse, daemon=True).start()

    def _refuse(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return  # closed
            with caller:
                line = caller.recv(4096).split(b"\r\n", 1)[0].decode("latin-1")
                if line and not any(host in line for host in OWN_ERRANDS):
                    self.asked.append(line)

    def close(self) -> None:
        self._socket.close()


@contextmanager
def firefox(profile: Path) -> Iterator[Tab]:
    """A headless Firefox with a profile of its own; ended with the block."""
    door = Door()
    addresses = {f"network.proxy.{scheme}": "127.0.0.1" for scheme in ("http", "ssl")}
    ports = {f"network.proxy.{scheme}_port": door.port for scheme in ("http", "ssl")}
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in (SETTINGS | addresses | ports).items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    command = [FIREFOX, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(profile)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with connect(f"ws://127.0.0.1:{port_of(profile)}/session", max_size=None, proxy=None) as wire:
            yield Tab(wire, door)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        door.close()


def port_of(profile: Path) -> int:
    """Where Firefox listens: it says so in its profile once it does."""
    end = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < end:
        try:
            return int(json.loads((profile / "WebDriverBiDiServer.json").read_text("utf-8"))["ws_port"])
        except (OSError, ValueError, KeyError):
            time.sleep(0.1)
    raise AssertionError("Firefox did not open its port")
