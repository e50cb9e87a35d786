"""A mail server that takes everything, on a port of its own."""

import socketserver
import threading
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(frozen=True)
class Taken:
    """A message as the server got it."""

    receiver: str
    text: str


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs to hand over a message."""

    def handle(self) -> None:
        """Talks until QUIT."""
        receiver = ""
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "RCPT":
                receiver = line.partition("<")[2].rstrip(">")
            if verb == "DATA":
                self._say("354 go on")
                self.server.taken.append(Taken(receiver, self._text()))  # type: ignore[attr-defined]
            self._say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def _text(self) -> str:
        lines: list[str] = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        return "\n".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@dataclass
class MailServer:
    """Started and stopped by `with`; `taken` are the messages."""

    taken: list[Taken] = field(default_factory=list)

    def __enter__(self) -> "MailServer":
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        self._server.daemon_threads = True
        self._server.taken = self.taken  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """From now on nobody answers."""
        self._server.shutdown()
        self._server.server_close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
