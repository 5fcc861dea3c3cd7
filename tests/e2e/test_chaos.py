"""Two aggregators while everything goes wrong: nothing lost, nothing double, the tables of a clean run.

Two short runs; `make chaos` has twenty long ones. `TINHSO_TEST_SEED` repeats a run.
"""

import os
import random
from collections.abc import Iterator

import pytest

from support.chaos.run import run_seed
from support.chaos.world import World, make_world

pytestmark = [pytest.mark.slow, pytest.mark.integration, pytest.mark.timeout(600)]
SECONDS = 18
TRIES = 4
SEED = int(os.environ.get("TINHSO_TEST_SEED") or random.randrange(10**5))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with make_world(tmp_path_factory.mktemp("chaos") / "stack") as made:
        yield made


@pytest.mark.parametrize("zombie", [0, 1], ids=["kills", "a zombie too"])
def test_a_run_in_which_everything_goes_wrong_ends_with_the_tables_of_a_clean_one(
    world: World, tmp_path_factory: pytest.TempPathFactory, zombie: int
) -> None:
    outcomes = []
    for n in range(TRIES):
        folder = tmp_path_factory.mktemp("run")
        outcomes.append(run_seed(world, 2 * (SEED + n) + zombie, SECONDS, folder))
        assert outcomes[-1].is_right, f"{outcomes[-1].line}\n{outcomes[-1].found}\nsee {folder}"
        if outcomes[-1].counts:
            return
    pytest.fail(f"no run counted: {[one.line for one in outcomes]}")
