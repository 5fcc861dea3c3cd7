"""What is not looked at, since nothing of it stands in the figure's clause, would not have been linked."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from support.reading import SOURCE, reader
from tinhso_extractor.core.candidates import Candidates, Groups
from tinhso_extractor.core.figures import Shape
from tinhso_extractor.core.mentions import Mention
from tinhso_shared.catalog import Indicator

TEXTS = [file.read_text("utf-8") for file in sorted(Path("tests/eval/gold").glob("*/*.txt"))]
ALL: Groups = (1 << 10_000) - 1


def test_what_stands_in_no_clause_is_linked_to_none(monkeypatch: pytest.MonkeyPatch) -> None:
    near = Candidates.near

    def wherever(
        self: Candidates, shape: Shape, said: Groups, close: Groups, topic: Mention | None
    ) -> Sequence[Indicator]:
        return near(self, shape, said, ALL, topic)

    read = [reader().read(text, SOURCE) for text in TEXTS]
    monkeypatch.setattr(Candidates, "near", wherever)
    assert [reader().read(text, SOURCE) for text in TEXTS] == read
