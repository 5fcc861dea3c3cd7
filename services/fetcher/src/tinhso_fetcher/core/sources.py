"""Who speaks: a source's name, and how much its word weighs (3 government, 2 press, 1 other, 0 unknown)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

GOVERNMENT: Final = 3
PRESS: Final = 2
OTHER: Final = 1
UNKNOWN: Final = 0

PROVINCE: Final = "{province}"
FILES: Final = "file"
"""The source of a file of which no hint says the host."""


@dataclass(frozen=True)
class Source:
    id: str
    authority: int


@dataclass(frozen=True)
class Press:
    """The hosts of the press; a subdomain belongs to its outlet."""

    hosts: frozenset[str]

    @classmethod
    def read(cls, lines: Iterable[str], province_ids: Iterable[str]) -> "Press":
        """`bao{province}.vn` stands for one host a province: `baobinhduong.vn` and so on."""
        names = sorted({identifier.replace("_", "") for identifier in province_ids})
        written = [line.partition("#")[0].strip() for line in lines]
        return cls(frozenset(host for line in written if line for host in _expand(line, names)))

    def __contains__(self, host: str) -> bool:
        labels = host.split(".")
        return any(".".join(labels[start:]) in self.hosts for start in range(len(labels)))


def _expand(pattern: str, names: list[str]) -> list[str]:
    return [pattern.replace(PROVINCE, name) for name in names] if PROVINCE in pattern else [pattern]


def source_of(host: str | None, press: Press) -> Source:
    if not host:
        return Source(FILES, UNKNOWN)
    host = host.lower().rstrip(".")
    return Source(host, _authority_of(host, press))


def _authority_of(host: str, press: Press) -> int:
    # «.gov.vn» with its dot: anyone can register mygov.vn.
    if host == "gov.vn" or host.endswith(".gov.vn"):
        return GOVERNMENT
    return PRESS if host in press else OTHER
