"""A mail server for tests: speaks enough SMTP, keeps what it accepted, and can stall at a chosen moment."""

import socketserver
import threading
from contextlib import suppress
from email.message import Message
from email.parser import BytesParser

# The moments of a delivery at which a worker may die.
MOMENTS = ("greeting", "before the text", "after the acceptance")


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine until `shutdown`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.accepted: list[Message] = []
        self.stall_at = ""
        self.stalled = threading.Event()
        self.release = threading.Event()
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def stall_once(self, moment: str) -> None:
        """The next delivery waits at this moment until `release` is set."""
        self.accepted.clear()
        self.stalled.clear()
        self.release.clear()
        self.stall_at = moment

    def reach(self, moment: str) -> None:
        with self.lock:
            stalls = self.stall_at == moment
            if stalls:
                self.stall_at = ""
        if stalls:
            self.stalled.set()
            self.release.wait(60)


class Conversation(socketserver.StreamRequestHandler):
    """One client's connection."""

    server: MailServer

    def handle(self) -> None:
        with suppress(OSError):  # the worker was killed
            self.converse()

    def converse(self) -> None:
        self.server.reach("greeting")
        self.answer("220 tests")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.take_text()
            elif verb == b"QUIT":
                self.answer("221 bye")
                return
            else:
                self.answer("250 ok")

    def take_text(self) -> None:
        self.server.reach("before the text")
        self.answer("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if not line:
            return  # cut off in the middle: nothing is accepted
        self.server.accepted.append(BytesParser().parsebytes(b"".join(lines)))
        self.server.reach("after the acceptance")
        self.answer("250 accepted")

    def answer(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
