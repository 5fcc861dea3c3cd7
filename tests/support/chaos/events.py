"""What is sent in a run of chaos: pages that correct, contradict, copy and retract each other, and rubbish.

All of it follows from the seed. Each message is sent ten times: first at a moment of its own, so that there
is new work until the end, and then again and again, in no order.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from support.claims import SIGNATURES, Event, claim, retraction, snapshot
from tinhso_shared.codec import Message, encode
from tinhso_shared.events import Claim, DocumentStatus, Qualifier, Scope, Status

TIMES = 10
PLACES = [f"vn63/{name}" for name in ("an_giang", "bac_kan", "ben_tre", "binh_duong", "ca_mau", "ha_giang")]
DATES = ["2023-06-30", "2023-09-30", "2023-12-31", "2024-01-31", "2024-02-29", None]
PERIODS = [
    ("2023-01-01", "2023-12-31"),
    ("2023-01-01", "2023-06-30"),
    ("2023-07-01", "2023-12-31"),
    ("2021-01-01", "2023-12-31"),
    None,
]
QUOTES = [None, None, None, "«Đến nay toàn tỉnh đạt kết quả này»"]
TEXTS = [None, None, None, "cùng một bài viết được đăng lại nguyên văn ở nhiều nơi khác nhau"]
STATUSES = [DocumentStatus.ARTICLE] * 8 + [DocumentStatus.GONE, DocumentStatus.NOT_ARTICLE]
PUBLISHED = ["2024-01-15", "2024-02-01", "2024-02-20", None]


@dataclass(frozen=True)
class Sending:
    """A message, and when it is sent: 0 is the beginning of the run, 1 its end."""

    at: float
    message: Message


def messages_of(seed: int, number: int) -> list[Message]:
    """Each once. One in a hundred is a retraction, and one in two hundred can never be read."""
    dice = random.Random(f"events of {seed}")
    pages = max(number // 4, 1)
    identities = [
        (page, hour, generation) for page in range(pages) for hour in range(6) for generation in (1, 2)
    ]
    chosen = dice.sample(identities, min(number, len(identities)))
    events: list[Event] = [_page(dice, *identity) for identity in chosen]
    events += [retraction(f"page{page}", hour=3) for page in dice.sample(range(pages), 1 + number // 100)]
    return [*(encode(event) for event in events), *_rubbish(dice, 1 + number // 200)]


def _page(dice: random.Random, page: int, hour: int, generation: int) -> Event:
    status = dice.choice(STATUSES)
    said = [_claim(dice) for _ in range(dice.randrange(5))] if status is DocumentStatus.ARTICLE else []
    return snapshot(
        *said,
        document=f"page{page}",
        hour=hour,
        generation=generation,
        status=status,
        authority=dice.choice([1, 2, 3]),
        published=dice.choice(PUBLISHED),
        text=dice.choice(TEXTS),
    )


def _claim(dice: random.Random) -> Claim:
    indicator, numbers = dice.choice(
        [
            (SIGNATURES, ["1000", "1050", "1100", "2000"]),
            ("community_teams", ["500", "586", "600"]),
            ("bank_account_rate", ["81.5", "82", "82.4", "90"]),
            ("dx_budget", ["67766000000", "117000000000"]),
        ]
    )
    period = dice.choice(PERIODS) if indicator == "dx_budget" else None
    return claim(
        dice.choice(numbers),
        dice.choice(DATES),
        indicator,
        place=dice.choice(PLACES),
        period=period,
        qualifier=dice.choice([Qualifier.EXACT, Qualifier.EXACT, *Qualifier]),
        status=dice.choice([Status.ACTUAL, Status.ACTUAL, Status.ACTUAL, Status.TARGET]),
        scope=dice.choice([Scope.PROVINCE, Scope.PROVINCE, Scope.PROVINCE, Scope.DISTRICT]),
        quote=dice.choice(QUOTES),
    )


def _rubbish(dice: random.Random, number: int) -> list[Message]:
    good = encode(snapshot(claim(1), document="rubbish"))
    return [
        replace(good, key=f"rubbish {n}".encode(), value=dice.choice([b"{%d", b'{"n":%d}', b"\xff%d"]) % n)
        for n in range(number)
    ]


def sendings_of(seed: int, messages: Sequence[Message]) -> list[Sending]:
    """In the order in which they go out."""
    dice = random.Random(f"order of {seed}")
    found = []
    for message in messages:
        first = dice.random()
        found.append(Sending(first, message))
        found += [Sending(dice.uniform(first, 1), message) for _ in range(TIMES - 1)]
    return sorted(found, key=lambda sending: sending.at)
