"""One veraPDF for all processes of a run: it takes seconds to start, and longer to warm up.

Where several processes share the tests (pytest-xdist), the one that leads them listens on a port of
this machine and passes questions on; where one runs all, it asks by itself. A question is a line of
JSON, and so is its answer: `verapdf` says which.
"""

import hashlib
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from typing import Any, Self

from tests.support import verapdf
from tests.support.verapdf import READERS, RECORDS, Failure, Flavour, ForRecords, Verdict

ROOT = Path(__file__).parents[2]
HERE = "127.0.0.1"
SOON = 0.05  # seconds until a server that shall end does
COMMAND = (sys.executable, "-m", verapdf.__name__, verapdf.SERVE)


class Judge:
    """A process that answers lines by lines, started by the first question; a Java machine inside
    this one could bring it down.

    It ends when its standard input does, so it outlives nobody, however this process ends.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self.command, self.lock = command, Lock()
        self.child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.child:
            self.child.communicate()

    def __call__(self, question: bytes) -> bytes:
        with self.lock:
            self.child = self.child or subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
            )
            assert self.child.stdin
            assert self.child.stdout
            self.child.stdin.write(question)
            self.child.stdin.flush()
            return self.child.stdout.readline()


@contextmanager
def shared(judge: Judge) -> Iterator[int]:
    """The port where a judge may be asked by the processes of this machine."""

    class Handing(StreamRequestHandler):
        def handle(self) -> None:
            for question in self.rfile:
                self.wfile.write(judge(question))

    with judge, ThreadingTCPServer((HERE, 0), Handing) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(SOON,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@contextmanager
def asked(port: int) -> Iterator[Callable[[bytes], bytes]]:
    """The judge that is shared at a port."""

    def ask(question: bytes) -> bytes:
        line.write(question)
        line.flush()
        return line.readline()

    with socket.create_connection((HERE, port)) as connection, connection.makefile("rwb") as line:
        yield ask


class Validator:
    """What tests ask veraPDF with; of each file once."""

    def __init__(self, ask: Callable[[bytes], bytes]) -> None:
        self.ask = ask
        self.known: dict[tuple[bytes, str], dict[str, Any]] = {}

    def validate(self, path: Path, flavour: Flavour | ForRecords) -> Verdict:
        """Judge a file by every rule of the flavour, whatever the file itself claims to be.

        Raises FileNotFoundError, or ValueError if veraPDF cannot read the file as a PDF at all.
        """
        if not path.is_file():
            raise FileNotFoundError(f"{path}: no such file")
        digest = hashlib.sha256(path.read_bytes()).digest()
        if (digest, flavour) not in self.known:
            both = READERS if flavour in READERS else RECORDS
            answers = zip(both, self._answers(path, both), strict=True)
            self.known.update(((digest, one), answer) for one, answer in answers)
        answer = self.known[digest, flavour]
        if "error" in answer:
            raise ValueError(answer["error"])
        failures = tuple(Failure(**failure) for failure in answer["failures"])
        return Verdict(answer["passed"], answer["checks"], failures)

    def _answers(self, path: Path, flavours: Sequence[str]) -> list[dict[str, Any]]:
        """The answers about a file: most are asked for two flavours, and read once for both."""
        question = json.dumps([str(path.resolve()), flavours]).encode() + b"\n"
        answers: list[dict[str, Any]] = json.loads(self.ask(question))
        return answers
