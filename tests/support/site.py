"""A web site of a test's own, on loopback: what it answers can be changed while it runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


@dataclass
class Site:
    """`answers` by path, else not found; one with an etag is given in full only to who does not know it."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    """Path and status of each request."""

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        answer = self.answers.get(request.path, Answer(b"not here", 404))
        etag = answer.headers.get("ETag")
        known = etag is not None and request.headers.get("If-None-Match") == etag
        status = 304 if known else answer.status
        self.asked.append((request.path, status))
        return web.Response(body=b"" if known else answer.body, status=status, headers=answer.headers)


@asynccontextmanager
async def serving_site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site._answer)
    async with TestServer(app, host="127.0.0.1") as server:
        site.url = str(server.make_url("")).rstrip("/")
        yield site
