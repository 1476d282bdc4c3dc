"""Who webhooks are sent to: a process of its own that writes down every arrival.

`python -m bench._receiver FILE` prints its port. Paths: `/<name>` answers 204,
`/dead/<name>` never answers. One line for each arrival: time, name, webhook-id, whether
the signature verifies, and the body. On stdin: `secret NAME SECRET`, and `hold`, after
which the next arrival is announced on stdout and answered half a second later.
"""

import asyncio
import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from standardwebhooks import Webhook, WebhookVerificationError

ANSWER = b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n"
HELD_SECONDS = 0.5


class Receiver:
    """All connections write into one file, a line for each message."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.secrets: dict[str, Webhook] = {}
        self.is_holding = False

    async def serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, backlog=1000)
        print(server.sockets[0].getsockname()[1], flush=True)
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            self._obey(line.split())
            print("ok", flush=True)

    def _obey(self, words: list[str]) -> None:
        if words[0] == "secret":
            self.secrets[words[1]] = Webhook(words[2])
        self.is_holding = words[0] == "hold"

    async def _talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            while await self._hear(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass  # whoever was killed hangs up in the middle of a sentence
        finally:
            writer.close()

    async def _hear(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _colon, value in pairs}
        body = await reader.readexactly(int(headers["content-length"]))
        path = first.split(" ")[1]
        self._note(path.rsplit("/", 1)[-1], headers, body.decode())
        if path.startswith("/dead/"):
            await asyncio.sleep(60)
        if self.is_holding:
            self.is_holding = False
            print("held", flush=True)
            await asyncio.sleep(HELD_SECONDS)
        writer.write(ANSWER)
        await writer.drain()
        return headers.get("connection", "").lower() != "close"

    def _note(self, name: str, headers: dict[str, str], body: str) -> None:
        line = {
            "at": time.time(),
            "name": name,
            "id": headers["webhook-id"],
            "is_signed": self._verifies(name, headers, body),
            "body": json.loads(body),
        }
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()

    def _verifies(self, name: str, headers: dict[str, str], body: str) -> bool:
        try:
            self.secrets[name].verify(body, headers)
        except (KeyError, WebhookVerificationError):
            return False
        return True


class Door:
    """The receiver, as the bench sees it."""

    def __init__(self, process: "subprocess.Popen[str]", file: Path) -> None:
        self.process, self.file = process, file
        self._said: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._said.get(timeout=30)}"

    def trust(self, name: str, secret: str) -> None:
        self._say(f"secret {name} {secret}")

    def hold(self) -> None:
        """Keep the next one waiting; `has_held` says when it is there."""
        self._say("hold")

    def has_held(self, *, seconds: float) -> bool:
        with contextlib.suppress(queue.Empty):
            return self._said.get(timeout=seconds) == "held"
        return False

    def arrivals(self) -> Iterator[dict[str, Any]]:
        with self.file.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.endswith("\n"))

    def _say(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        while self._said.get(timeout=30) != "ok":
            pass

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._said.put(line.strip())


@contextmanager
def receiver(folder: Path) -> Iterator[Door]:
    file = folder / "arrivals.jsonl"
    file.touch()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench._receiver", str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Door(process, file)
    finally:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    with Path(sys.argv[1]).open("a", encoding="utf-8") as arrivals:
        asyncio.run(Receiver(arrivals).serve())
