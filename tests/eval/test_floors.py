"""Quality floors on labelled articles: they never drop by themselves.

The gold articles are the project's own; others are other people's work and lie beside the project: without
them those tests skip.
"""

import json
import os
from pathlib import Path

import pytest

from support.evaluation import Score, articles_in, evaluate
from support.reading import reader

LABELLED = Path(os.environ.get("TINHSO_LABELLED", Path(__file__).parents[3] / "shared"))
OWN = Path(__file__).parent
FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))


def scored(name: str) -> Score:
    folder = OWN / name if name.startswith("gold/") else LABELLED / name
    if not folder.is_dir():
        pytest.skip(f"no labelled articles in {folder}: set TINHSO_LABELLED")
    total = Score()
    for article in articles_in(folder):
        total.add(evaluate(article, reader())[0])
    return total


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_reader_keeps_its_floors(name: str) -> None:
    score = scored(name)
    floor = FLOORS[name]
    assert len(score.wrong) <= floor["wrong_at_most"], "\n".join(score.wrong)
    assert len(score.right) >= floor["right_at_least"], "\n".join(score.missed)
