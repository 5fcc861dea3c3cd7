"""The catalogue's invariants, and that a broken file names its line."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from tinhso_shared.catalog import BrokenCatalog, load_catalog, load_catalog_from

CATALOG = load_catalog()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with as_file(files("tinhso_shared.catalog") / "data") as data:
        return Path(shutil.copytree(data, tmp_path / "data"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_both_frames_are_whole_and_every_old_province_has_its_successor() -> None:
    frames = [province.frame for province in CATALOG.provinces.values()]
    assert (frames.count("vn63"), frames.count("vn34")) == (63, 34)
    merged = [p for key in CATALOG.provinces if key.startswith("vn34") for p in CATALOG.predecessors_of(key)]
    assert len(merged) == len({province.key for province in merged}) == 63


def test_a_code_means_different_provinces_in_the_two_frames() -> None:
    assert {p.key for p in CATALOG.provinces.values() if p.code == "82"} == {
        "vn63/tien_giang",
        "vn34/dong_thap",
    }


def test_every_indicator_has_a_kind_a_known_unit_and_a_range() -> None:
    assert len(CATALOG.indicators) == 71
    for indicator in CATALOG.indicators.values():
        assert indicator.unit in CATALOG.units
        assert indicator.plausible_min is not None
        assert indicator.plausible_max is not None


def test_a_default_facet_is_told_apart_from_one_that_must_be_said() -> None:
    assert CATALOG.indicators["eid_accounts_activated"].facet_defaults == {"level": "any"}
    assert CATALOG.indicators["cashless_facility_rate"].facet_defaults == {}


def test_no_word_that_excludes_has_another_inside() -> None:
    for indicator in CATALOG.indicators.values():
        excludes = [f" {phrase} " for phrase in indicator.reading.excludes]
        assert not [(a, b) for a in excludes for b in excludes if a != b and a in b], indicator.id


def test_the_digest_follows_every_file(folder: Path) -> None:
    before = load_catalog_from(folder).digest
    assert before == CATALOG.digest
    change(folder / "units.yaml", "tài khoản", "số tài khoản")
    assert load_catalog_from(folder).digest != before


BREAKS = [
    (
        "indicators/dti.yaml",
        "unit: point",
        "unit: points",
        r"dti.yaml:3: dti_score has the unknown unit 'points'",
    ),
    ("indicators/dti.yaml", "kind: score", "kind: skore", r"dti.yaml:3: dti_score kind"),
    ("indicators/dti.yaml", "default: official", "default: offical", r"dti.yaml:3: dti_score facets.basis"),
    ("indicators/dti.yaml", "- id: dti_rank", "- id: [dti_rank", r"dti.yaml:\d+: "),
    (
        "places/vn63.csv",
        "vn34/tuyen_quang",
        "vn34/tuyen_qang",
        r"vn63.csv:3: vn63/ha_giang needs one successor",
    ),
    (
        "places/vn34.csv",
        "cao_bang,04,Cao Bằng,tỉnh",
        "cao_bang,04,Cao Bằng",
        r"vn34.csv:3: 4 columns expected",
    ),
    (
        "places/aliases.csv",
        "Hà Nội,ha_noi,official,bare",
        "Huế,ha_noi,official,bear",
        r"aliases.csv:2: .*match",
    ),
    (
        "places/aliases.csv",
        "TP Hà Nội,ha_noi",
        "Cao Bằng,ha_noi",
        r"aliases.csv:\d+: 'Cao Bằng' is ha_noi too",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), BREAKS, ids=[b[3] for b in BREAKS])
def test_a_broken_file_names_its_line(folder: Path, file: str, old: str, new: str, message: str) -> None:
    change(folder / file, old, new)
    with pytest.raises(BrokenCatalog, match=message):
        load_catalog_from(folder)
