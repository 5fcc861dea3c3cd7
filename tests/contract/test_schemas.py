"""The published contract is what the models say, and every released example still decodes."""

import json
from pathlib import Path

import pytest

from tinhso_shared import schemas
from tinhso_shared.codec import NAMES, decode

FOLDER = Path(__file__).parents[2] / "schemas"
EXAMPLES = sorted((FOLDER / "examples").glob("*.json"))


@pytest.mark.parametrize("name", schemas.documents())
def test_what_is_published_is_what_the_models_say(name: str) -> None:
    published = (FOLDER / name).read_text(encoding="utf-8")
    assert published == schemas.documents()[name], "run `make schemas`, and mind what readers rely on"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_released_example_decodes_for_ever(example: Path) -> None:
    message = json.loads(example.read_text(encoding="utf-8"))
    headers = [(name, value.encode()) for name, value in message["headers"].items()]
    event = decode(json.dumps(message["value"]).encode(), headers, tuple(NAMES))
    assert event.model_dump(mode="json") == message["value"]


def test_every_event_has_an_example() -> None:
    types = {json.loads(path.read_text(encoding="utf-8"))["headers"]["ce_type"] for path in EXAMPLES}
    assert types == {f"{name}.v1" for name in NAMES.values()}
