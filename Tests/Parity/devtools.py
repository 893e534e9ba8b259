"""A headless Chromium driven over the DevTools protocol, with the standard library only."""

import base64
import json
import os
import pathlib
import socket
import struct
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

MODIFIERS = {"Alt": 1, "Ctrl": 2, "Meta": 4, "Shift": 8}
CODES = {"Enter": 13, "Tab": 9, "Escape": 27, "Delete": 46, "Backspace": 8, "ArrowLeft": 37,
         "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Home": 36, "End": 35, " ": 32}


class WebSocket:
    """The client's side of RFC 6455, as far as DevTools needs it."""

    def __init__(self, url, timeout=30):
        address = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((address.hostname, address.port), timeout)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((
            f"GET {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.buffer += self._receive()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode(errors="replace"))

    def _receive(self):
        data = self.socket.recv(1 << 20)
        if not data:
            raise ConnectionError("the browser closed the connection")
        return data

    def _take(self, count):
        while len(self.buffer) < count:
            self.buffer += self._receive()
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def _send(self, opcode, data):
        mask = os.urandom(4)
        size = len(data)
        if size < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
        repeated = (mask * (size // 4 + 1))[:size]
        masked = int.from_bytes(data, "big") ^ int.from_bytes(repeated, "big")
        self.socket.sendall(head + mask + masked.to_bytes(size, "big"))

    def send(self, text):
        self._send(1, text.encode())

    def receive(self):
        message = b""
        while True:
            first, second = self._take(2)
            size = second & 0x7F
            if size == 126:
                size, = struct.unpack("!H", self._take(2))
            elif size == 127:
                size, = struct.unpack("!Q", self._take(8))
            data = self._take(size)
            opcode = first & 0x0F
            if opcode == 8:
                raise ConnectionError("the browser closed the connection")
            if opcode == 9:
                self._send(10, data)
            elif opcode < 8:
                message += data
                if first & 0x80:
                    return message.decode()


class Browser:
    """One tab."""

    def __init__(self, width=1280, height=800, program="chromium", arguments=()):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
             "--font-render-hinting=none", "--remote-debugging-port=0", "--lang=en-GB",
             f"--user-data-dir={self.folder.name}", f"--window-size={width},{height}", *arguments,
             "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = self._port()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
            tab = next(one for one in json.load(answer) if one["type"] == "page")
        self.connection = WebSocket(tab["webSocketDebuggerUrl"])
        self.number = 0
        self.events = []
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility", "DOM"):
            self.call(f"{domain}.enable")
        self.resize(width, height)

    def _port(self):
        file = pathlib.Path(self.folder.name) / "DevToolsActivePort"
        for _ in range(300):
            if file.exists() and file.read_text().count("\n"):
                return int(file.read_text().split("\n")[0])
            time.sleep(0.1)
        raise TimeoutError("Chromium does not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()

    def call(self, method, **parameters):
        self.number += 1
        self.connection.send(json.dumps(
            {"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.connection.receive())
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            if "method" in message:
                self.events.append(message)

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True,
                           returnByValue=True, userGesture=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def wait(self, expression, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                value = self.evaluate(expression)
            except RuntimeError:
                value = None
            if value:
                return value
            time.sleep(0.02)
        raise TimeoutError(f"never true: {expression}")

    def open(self, url, ready="document.documentElement.dataset.ready"):
        self.call("Page.navigate", url=url)
        self.wait(f"document.readyState === 'complete' && {ready}", 30)

    def press(self, name):
        """A key as `Shift+ArrowLeft` or `a`."""
        *held, key = name.split("+") if name != "+" else ["+"]
        bits = sum(MODIFIERS[one] for one in held)
        letter = len(key) == 1
        code = CODES.get(key, ord(key.upper()) if letter and key.isalnum() else 0)
        event = {"modifiers": bits, "key": key.upper() if letter and bits & 8 else key,
                 "windowsVirtualKeyCode": code}
        if letter and not bits & 7:
            event["text"] = event["key"]
        elif key == "Enter":
            event["text"] = "\r"
        self.call("Input.dispatchKeyEvent", type="keyDown" if "text" in event else "rawKeyDown", **event)
        event.pop("text", None)
        self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def mouse(self, kind, x, y, **more):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def click(self, x, y, modifiers=0):
        self.drag([(x, y)], modifiers)

    def drag(self, points, modifiers=0):
        first, last = points[0], points[-1]
        self.mouse("mouseMoved", *first, modifiers=modifiers)
        held = {"button": "left", "buttons": 1, "clickCount": 1, "modifiers": modifiers}
        self.mouse("mousePressed", *first, **held)
        for point in points[1:]:
            self.mouse("mouseMoved", *point, **held)
        self.mouse("mouseReleased", *last, **{**held, "buttons": 0})

    def settle(self):
        """Until what was asked for is drawn."""
        self.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame("
                      "() => setTimeout(done, 60))))")

    def picture(self, scale=1, box=None):
        x, y, width, height = box or [0, 0, *self.evaluate("[innerWidth, innerHeight]")]
        answer = self.call("Page.captureScreenshot", format="png", clip={
            "x": x, "y": y, "width": width, "height": height, "scale": scale})
        return base64.b64decode(answer["data"])

    def complaints(self):
        """Errors that the page or the browser logged."""
        self.evaluate("0")
        return [json.dumps(event["params"])[:300] for event in self.events
                if event["method"] == "Runtime.exceptionThrown"
                or (event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] == "error")
                or (event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] == "error")]
