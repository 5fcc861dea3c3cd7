"""What is told of the volumes: how big their disk is, and what can still be written."""

import shutil
from pathlib import Path

import pytest

from tinhso_shared.disks import look
from tinhso_shared.metrics import Meter


def test_a_volume_is_told_by_its_name_as_the_system_counts_it(tmp_path: Path) -> None:
    volume = tmp_path / "log"
    volume.mkdir()
    meter = Meter()
    look([volume], meter)
    told = meter.registry.get_sample_value
    assert told("tinhso_disk_size_bytes", {"volume": "log"}) == shutil.disk_usage(volume).total
    free = told("tinhso_disk_free_bytes", {"volume": "log"})
    assert free is not None
    assert 0 < free < shutil.disk_usage(volume).total


def test_a_volume_that_is_not_there_is_an_error_and_no_empty_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        look([tmp_path / "gone"], Meter())
