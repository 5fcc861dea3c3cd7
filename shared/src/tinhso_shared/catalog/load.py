"""Reads the catalogue's files; a broken one is refused with its file and line."""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tinhso_shared.catalog.model import (
    Alias,
    AliasMatch,
    Catalog,
    District,
    Indicator,
    Province,
    SourceCue,
    Unit,
)

M = TypeVar("M", bound=BaseModel)
Row = tuple[int, dict[str, Any]]


class BrokenCatalog(Exception):
    """A file of the catalogue is wrong; the message begins with `file:line`."""


@cache
def load_catalog() -> Catalog:
    """The catalogue that this version carries; read once."""
    with as_file(files("tinhso_shared.catalog") / "data") as folder:
        return load_catalog_from(folder)


def load_catalog_from(folder: Path) -> Catalog:
    """Raises BrokenCatalog."""
    units = dict(_models(Unit, folder / "units.yaml", _by_id))
    indicators: dict[str, Indicator] = {}
    for file in sorted((folder / "indicators").glob("*.yaml")):
        for line, indicator in _indicators(file):
            _check_indicator(f"{file.name}:{line}", indicator, units, indicators)
            indicators[indicator.id] = indicator
    _check_relations(indicators)
    places = folder / "places"
    provinces = _provinces(places)
    aliases = _aliases(places / "aliases.csv", provinces)
    return Catalog(
        digest=_digest_of(folder),
        units=units,
        indicators=indicators,
        provinces=provinces,
        aliases=aliases,
        not_provinces=tuple(row["phrase"] for _, row in _csv_rows(places / "not_provinces.csv")),
        districts=tuple(_row_models(District, places / "districts.csv")),
        source_cues=tuple(_row_models(SourceCue, places / "source_cues.csv")),
        synonyms=_synonyms(folder / "synonyms.yaml"),
        other_rankings=tuple(row["phrase"] for _, row in _yaml_rows(folder / "other_rankings.yaml")),
    )


def _digest_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def _by_id(unit: Any) -> str:
    return str(unit.id)


def _models(model: type[M], file: Path, key: Callable[[M], str]) -> Iterator[tuple[str, M]]:
    for line, row in _yaml_rows(file):
        made = _validated(model, row, f"{file.name}:{line}")
        yield key(made), made


def _indicators(file: Path) -> Iterator[tuple[int, Indicator]]:
    for line, row in _yaml_rows(file):
        yield line, _validated(Indicator, {"pillar": file.stem, **row}, f"{file.name}:{line}")


def _validated(model: type[M], row: dict[str, Any], where: str) -> M:
    try:
        return model.model_validate(row)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors()[:5]
        )
        raise BrokenCatalog(f"{where}: {row.get('id', '')} {problems}") from error


def _yaml_rows(file: Path) -> list[Row]:
    """The entries of a YAML list, each with the line that it begins on."""
    loader = yaml.SafeLoader(file.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode):
            raise BrokenCatalog(f"{file.name}:1: a list of entries is expected")
        return [(entry.start_mark.line + 1, loader.construct_document(entry)) for entry in node.value]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BrokenCatalog(f"{file.name}:{line}: {getattr(error, 'problem', error)}") from error
    finally:
        loader.dispose()


def _csv_rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise BrokenCatalog(
                    f"{file.name}:{reader.line_num}: {len(reader.fieldnames or ())} columns expected"
                )
            rows.append((reader.line_num, {name: value or None for name, value in row.items()}))
        return rows


def _row_models(model: type[M], file: Path) -> Iterable[M]:
    return [_validated(model, row, f"{file.name}:{line}") for line, row in _csv_rows(file)]


def _check_indicator(
    where: str, indicator: Indicator, units: dict[str, Unit], seen: dict[str, Indicator]
) -> None:
    if indicator.unit not in units:
        raise BrokenCatalog(f"{where}: {indicator.id} has the unknown unit {indicator.unit!r}")
    if indicator.id in seen:
        raise BrokenCatalog(f"{where}: {indicator.id} is there twice")


def _check_relations(indicators: dict[str, Indicator]) -> None:
    for indicator in indicators.values():
        followed = indicator.reading.share_of
        if followed is not None and followed not in indicators:
            raise BrokenCatalog(
                f"{indicator.pillar}.yaml:1: {indicator.id} is a share of the unknown {followed!r}"
            )


def _provinces(folder: Path) -> dict[str, Province]:
    provinces: dict[str, Province] = {}
    # The successors first, so that each predecessor can be checked against them.
    for frame in ("vn34", "vn63"):
        file = folder / f"{frame}.csv"
        for line, row in _csv_rows(file):
            province = _validated(Province, {"frame": frame, **row}, f"{file.name}:{line}")
            if province.key in provinces:
                raise BrokenCatalog(f"{file.name}:{line}: {province.key} is there twice")
            if frame == "vn63" and province.successor not in provinces:
                raise BrokenCatalog(f"{file.name}:{line}: {province.key} needs one successor in vn34")
            provinces[province.key] = province
    return provinces


def _aliases(file: Path, provinces: dict[str, Province]) -> tuple[Alias, ...]:
    known = {province.id for province in provinces.values()}
    owners: dict[str, str] = {}
    aliases = []
    for line, row in _csv_rows(file):
        alias = _validated(Alias, row, f"{file.name}:{line}")
        if alias.province_id not in known:
            raise BrokenCatalog(f"{file.name}:{line}: {alias.province_id!r} is no province")
        if alias.match is AliasMatch.BARE:
            # What counts wherever it stands may mean one province only.
            other = owners.setdefault(alias.text, alias.province_id)
            if other != alias.province_id:
                raise BrokenCatalog(
                    f"{file.name}:{line}: {alias.text!r} is {other} too: give it a match by rule"
                )
        aliases.append(alias)
    return tuple(aliases)


def _synonyms(file: Path) -> dict[str, tuple[str, ...]]:
    return {row["phrase"]: tuple(row["also"]) for _, row in _yaml_rows(file)}
