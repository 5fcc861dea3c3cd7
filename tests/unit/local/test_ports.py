"""Free ports."""

import socket

from tinhso_local.ports import LOOPBACK, RANGE, _is_free, free_port


def test_a_port_in_use_is_not_free() -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        assert not _is_free(taken.getsockname()[1])


def test_a_free_port_is_below_those_of_outgoing_connections() -> None:
    assert free_port() in RANGE
