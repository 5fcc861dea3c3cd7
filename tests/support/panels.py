"""What happens in the run that Prometheus watches, and so what each panel of the dashboards has to show."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

from support.articles import PROVINCES

DAYS = 2
FILES = DAYS * len(PROVINCES)
PAGES = FILES + 2
"""With one that a site serves, and one that contradicts and speaks of a district too."""
CLAIMS = 2 * PAGES
DOUBTFUL = """Tỉnh Bắc Giang đẩy mạnh chuyển đổi số

Tính đến ngày 8/3/2023, toàn tỉnh Bắc Giang đã cấp 25.000 chữ ký số.

Đến ngày 8/3/2023, huyện Yên Thế đã thành lập 120 Tổ công nghệ số cộng đồng.
"""
HINT = {"doc": "doubtful", "published": "2023-03-10"}
MEBIBYTE = 1 << 20
SECONDS_OF_A_RUN = 400
Series = dict[str, float]


def exactly(known: Series) -> Callable[[Series], bool]:
    return lambda found: found == known


def between(lowest: float, highest: float, *names: str) -> Callable[[Series], bool]:
    """Each of these series, no other, above the one and at most the other."""
    return lambda found: (
        found.keys() == set(names) and all(lowest < value <= highest for value in found.values())
    )


def with_counts(known: Series) -> Callable[[Series], bool]:
    """These series as they are; others go on counting."""
    return lambda found: known.items() <= found.items()


SHOWS: dict[str, Callable[[Series], bool]] = {
    "Running": exactly({"aggregator": 1, "disks": 1, "extractor": 1, "fetcher": 1}),
    "Paused": exactly({"aggregator": 0, "disks": 0, "extractor": 0, "fetcher": 0}),
    "Messages a second": lambda found: all(
        0 < found.get(f"{name} done", 0) * 300 <= 2 * PAGES for name in ("extractor", "aggregator")
    ),
    "Messages since the start": exactly(
        {
            "aggregator done": PAGES,
            "aggregator unchanged": 0,
            "extractor dead_lettered": 1,
            "extractor done": PAGES,
        }
    ),
    "Records behind": exactly({"aggregator": 0, "extractor": 0}),
    "How long the oldest record has waited": exactly({"aggregator": 0, "extractor": 0}),
    "Time to catch up at this pace": exactly({"aggregator": 0, "extractor": 0}),
    "Slowest message or batch of twenty": between(0, 10, "aggregator", "extractor"),
    "Dead letters since the start": exactly({"extractor not_a_cloudevent": 1}),
    "Repeats after a fault of the world": exactly(
        {
            "aggregator broker": 0,
            "aggregator catalogue": 0,
            "aggregator produce": 0,
            "aggregator store": 0,
            "extractor attempts": 0,
            "extractor produce": 0,
            "extractor start": 0,
            "fetcher ledger": 0,
            "fetcher produce": 0,
        }
    ),
    "Connections to the database": lambda found: (
        found.keys()
        == {
            f"{name} {state}" for name in ("aggregator", "extractor", "fetcher") for state in ("busy", "idle")
        }
        and 0 < found["aggregator busy"] + found["aggregator idle"] <= 4
        and 0 < found["extractor busy"] + found["extractor idle"] <= 2
    ),
    "Memory": lambda found: (
        sorted(name.split()[0] for name in found) == ["aggregator", "disks", "extractor", "fetcher"]
        and all(10 * MEBIBYTE < value < 768 * MEBIBYTE for value in found.values())
    ),
    "Room on the disks": lambda found: (
        found.keys() == {"watched"} and abs(found["watched"] - _room_here()) < 0.05
    ),
    "Claims an article": exactly({"extractor": CLAIMS / PAGES}),
    "Documents by status": exactly({"article": PAGES}),
    "Share of claims that can count": exactly({"eligible": 1}),
    "Claims by indicator": exactly({"community_teams": PAGES, "digital_signatures_issued": PAGES}),
    "Figures that became no claim": exactly({"not_a_quantity": 2 * PAGES}),
    "Claims stored since the start": exactly({"aggregator": CLAIMS}),
    "Observations in conflict": exactly({"conflicts": 1}),
    "Totals that readers see flagged": exactly({"flagged": 1}),
    "Documents that a generation has read": exactly({"generation 1": PAGES}),
    "Rows that the audit finds different": exactly({"differences": 0}),
    "Current revisions not read": exactly({"unread": 0}),
    "Records seen again": exactly({"tinhso.indicators.extracted.v1": 0}),
    "Pages looked at since the start": with_counts({"pages published": FILES + 1, "urls.txt published": 1}),
    "Time since the last new page": between(0, SECONDS_OF_A_RUN, "pages", "urls.txt"),
    "Slowest page of twenty": between(0, 10, "page"),
    "Pages of the web since the start": between(1, SECONDS_OF_A_RUN, "pages"),
}
"""What each panel shows, of what is known to have happened."""
ROWS: dict[str, Callable[[list[tuple[object, ...]]], bool]] = {
    "Provinces with a total": lambda rows: rows == [(len(PROVINCES),)],
    "Totals": lambda rows: rows == [(2 * len(PROVINCES), 2 * len(PROVINCES), 1)],
    "Totals by indicator": lambda rows: (
        [row[:2] for row in rows]
        == [("community_teams", len(PROVINCES)), ("digital_signatures_issued", len(PROVINCES))]
    ),
    "Totals by province": lambda rows: (
        {row[:2] for row in rows} == {(name, 2) for name in PROVINCES.values()}
    ),
    "The newest totals": lambda rows: (
        len(rows) == 2 * len(PROVINCES)
        and ("Bắc Giang", "digital_signatures_issued", 25_000) in [(row[0], row[1], row[3]) for row in rows]
    ),
    "What each source has said": lambda rows: (
        [row[:5] for row in rows]
        == [("file", 0, PAGES - 1, CLAIMS - 2, CLAIMS - 3), ("127.0.0.1", 1, 1, 2, 2)]
    ),
    "Documents by month of publication": lambda rows: rows == [(dt.date(2023, 3, 1), 1)],
    "Why claims do not count": lambda rows: rows == [("not_province", 1)],
    "Conflicts": lambda rows: [row[:2] for row in rows] == [("Bắc Giang", "digital_signatures_issued")],
}


def _room_here() -> float:
    found = os.statvfs(Path(__file__))
    return found.f_bavail / found.f_blocks
