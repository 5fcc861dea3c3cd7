"""One project for all tests of the containers, in the order of the files."""

from collections.abc import Iterator

import pytest

from support.compose import Project, running_project
from support.engines import engine_trouble


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    if trouble := engine_trouble():
        pytest.skip(f"the containers: {trouble}")
    data = tmp_path_factory.mktemp("data")
    data.chmod(0o755)
    with running_project(data) as project:
        yield project
