"""How pages are put together into batches, and what is said of the ones that the broker refuses."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from support.pages import make_page
from tinhso_fetcher.core.page import Failure, Found, Page, Refusal
from tinhso_fetcher.core.plan import Revision
from tinhso_fetcher.core.result import Outcome
from tinhso_fetcher.ledger import Ledger
from tinhso_fetcher.publisher import MOST_BATCH_BYTES, MOST_BATCH_PAGES, Publisher, in_batches
from tinhso_shared.clock import SystemClock
from tinhso_shared.codec import Message
from tinhso_shared.kafka import Refused
from tinhso_shared.topics import Topic


@dataclass
class Book:
    """A ledger that has seen nothing, and remembers what it is told."""

    published: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    async def intend(self, pages: Sequence[Page], now: Any) -> list[Revision | Outcome]:
        return [Revision(page, page.looked_at) for page in pages]

    async def mark_published(self, revisions: Sequence[Revision], now: Any) -> None:
        self.published += [revision.page.url for revision in revisions]

    async def refuse(self, refusal: Refusal, now: Any) -> Outcome:
        self.refused.append(refusal.url)
        return Outcome.REFUSED


class Picky:
    """A broker that never takes what has «bad» for a key."""

    def __init__(self, bad: str) -> None:
        self._bad = bad.encode()

    async def publish(self, topic: Topic, messages: Sequence[Message]) -> None:
        if any(message.key == self._bad for message in messages):
            raise Refused("too large for the topic")


async def stream(*found: Found) -> AsyncIterator[Found]:
    for one in found:
        yield one


def numbered(number: int, size: int = 1) -> Page:
    return make_page(url=f"http://x.vn/{number}", body=b"x" * size)


async def sizes_of(*found: Found) -> list[int]:
    return [len(batch) async for batch in in_batches(stream(*found))]


async def test_a_batch_is_full_by_number() -> None:
    assert await sizes_of(*(numbered(number) for number in range(MOST_BATCH_PAGES + 1))) == [
        MOST_BATCH_PAGES,
        1,
    ]


async def test_a_batch_is_full_by_bytes() -> None:
    half = MOST_BATCH_BYTES // 2
    assert await sizes_of(numbered(1, half), numbered(2, half), numbered(3), numbered(4)) == [2, 2]


async def test_a_page_of_any_size_is_in_some_batch() -> None:
    assert await sizes_of(numbered(1, MOST_BATCH_BYTES + 1), numbered(2)) == [1, 1]


async def test_no_document_stands_twice_in_a_batch() -> None:
    assert await sizes_of(numbered(1), numbered(2), numbered(1)) == [2, 1]


async def test_nothing_found_is_no_batch() -> None:
    assert await sizes_of() == []


async def test_the_one_page_that_the_broker_refuses_holds_up_no_other() -> None:
    pages = [numbered(number) for number in range(5)]
    book = Book()
    publisher = Publisher(cast(Ledger, book), Picky(pages[3].document_id), SystemClock())
    results = [
        result async for result in publisher.publish_all(stream(*pages, Failure("nowhere", "no file")))
    ]
    assert {result.url: result.outcome for result in results} == {
        **{page.url: Outcome.PUBLISHED for page in pages},
        pages[3].url: Outcome.REFUSED,
        "nowhere": Outcome.FAILED,
    }
    assert book.refused == [pages[3].url]
    assert sorted(book.published) == [page.url for page in pages if page is not pages[3]]
