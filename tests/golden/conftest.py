"""`--update-golden` takes the present output; `make golden` gives it."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="take the present output as golden")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    # Without `tests/golden` on the command line, pytest has not asked this file for options.
    return bool(request.config.getoption("--update-golden", default=False))
