"""A TCP proxy in front of a server of the tests, for what goes wrong on the way to it."""

import asyncio
import contextlib
import threading
from concurrent.futures import Future
from urllib.parse import urlsplit

from tinhso_local.ports import LOOPBACK, free_port

CHUNK_BYTES = 1 << 16


class Proxy:
    """A door to `target`, as a context: its connections can be cut, held up, or robbed of their answers."""

    def __init__(self) -> None:
        self.port = free_port()
        self.target = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._writers: set[asyncio.StreamWriter] = set()
        self._gates: set[asyncio.Event] = set()
        self._stranded: set[asyncio.Event] = set()
        self._holds = False
        self._is_deaf = False
        self._server: asyncio.Server | None = None

    def __enter__(self) -> "Proxy":
        self._thread.start()
        self._do(self._start()).result()
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._stop()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def lead_to(self, database_url: str) -> str:
        """The same database, through this door."""
        address = urlsplit(database_url)
        self.target = address.port or 0
        return address._replace(netloc=f"{address.username}@{address.hostname}:{self.port}").geturl()

    def cut(self) -> None:
        """Every connection ends at once, in the middle of whatever it was."""
        self._loop.call_soon_threadsafe(self._abort)

    def hold(self) -> None:
        """What is sent waits, until `let_go`."""
        self._loop.call_soon_threadsafe(self._close_gates)

    def let_go(self) -> None:
        self._loop.call_soon_threadsafe(self._open_gates)

    def strand(self) -> None:
        """What is connected stays so, and nothing passes any more, as if an end had vanished; until `cut`."""
        self._loop.call_soon_threadsafe(self._strand)

    def lose_answers(self) -> None:
        """What clients send arrives, and is acted upon; what they are told is lost, until `cut`."""
        self._loop.call_soon_threadsafe(self._deafen)

    def _do(self, what: "asyncio.Future[None] | object") -> "Future[None]":
        return asyncio.run_coroutine_threadsafe(what, self._loop)  # type: ignore[arg-type]

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._carry, LOOPBACK, self.port)

    async def _stop(self) -> None:
        if self._server:
            self._server.close()
        self._abort()
        self._open_gates()
        # What still pumps ends by itself, for both its ends are gone.
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await asyncio.gather(*others, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(LOOPBACK, self.target)
        except OSError:
            writer.transport.abort()
            return
        ends, gate = {writer, far_writer}, asyncio.Event()
        if not self._holds:
            gate.set()
        self._writers |= ends
        self._gates.add(gate)
        await asyncio.gather(
            self._pump(reader, far_writer, ends, gate, is_answer=False),
            self._pump(far_reader, writer, ends, gate, is_answer=True),
        )
        self._writers -= ends
        self._gates.discard(gate)

    async def _pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        ends: set[asyncio.StreamWriter],
        gate: asyncio.Event,
        *,
        is_answer: bool,
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                await gate.wait()
                if not (is_answer and self._is_deaf):
                    writer.write(data)
                    await writer.drain()
        for end in ends:
            end.close()

    def _close_gates(self) -> None:
        self._holds = True
        for gate in self._gates:
            gate.clear()

    def _open_gates(self) -> None:
        self._holds = False
        for gate in self._gates:
            gate.set()

    def _strand(self) -> None:
        for gate in self._gates:
            gate.clear()
        self._stranded |= self._gates
        self._gates.clear()

    def _abort(self) -> None:
        self._is_deaf = False
        for writer in self._writers:
            writer.transport.abort()
        # What waited at them finds its connection gone.
        for gate in self._stranded:
            gate.set()
        self._stranded.clear()

    def _deafen(self) -> None:
        self._is_deaf = True
