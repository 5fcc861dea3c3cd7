"""Free loopback ports."""

import random
import socket
from typing import Final

LOOPBACK: Final = "127.0.0.1"
# Below those that the kernel hands to outgoing connections: so a server that is stopped and started again
# finds its port still free.
RANGE: Final = range(15_000, 32_000)


def free_port() -> int:
    while True:
        port = random.choice(RANGE)
        if _is_free(port):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
