"""A mail server that takes everything and keeps nothing: a yardstick, run in a process of its own."""

from __future__ import annotations

import asyncio
import sys


class Sink(asyncio.Protocol):
    """Just enough of RFC 5321 for one sender after another."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.buffer, self.content = transport, b"", False
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while True:
            end = b"\r\n.\r\n" if self.content else b"\r\n"
            head, found, rest = self.buffer.partition(end)
            if not found:
                return
            self.buffer = rest
            if self.content:
                self.content = False
                self.transport.write(b"250 2.0.0 taken\r\n")
                continue
            word = head[:4].upper()
            if word == b"EHLO":
                self.transport.write(b"250-sink\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n")
            elif word == b"DATA":
                self.content = True
                self.transport.write(b"354 go on\r\n")
            elif word == b"QUIT":
                self.transport.write(b"221 bye\r\n")
                self.transport.close()
            else:
                self.transport.write(b"250 ok\r\n")


async def serve() -> None:
    """Listen on a free port of loopback, print it, and serve until stdin closes."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
