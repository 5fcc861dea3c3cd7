"""What people type for a province or an indicator, to what the catalogue calls it."""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping

from tinhso_shared.catalog import Catalog, Indicator


class UnknownName(Exception):
    """The message says what was not found, and what is nearest to it."""


def places_of(written: str, catalog: Catalog) -> list[str]:
    """`vn63/binh_duong`, `binh_duong` or `Bình Dương`; a name of both frames means both.

    Raises UnknownName.
    """
    wanted = _folded(written)
    found = [
        key
        for key, province in catalog.provinces.items()
        if wanted in (_folded(key), _folded(province.id), _folded(province.name))
    ]
    if not found:
        names = {_folded(province.name): province.name for province in catalog.provinces.values()}
        raise UnknownName(_complaint("province", written, _nearest(wanted, names)))
    return sorted(found)


def indicator_of(written: str, catalog: Catalog) -> Indicator:
    """Raises UnknownName."""
    if (found := catalog.indicators.get(written.strip())) is None:
        ids = {_folded(indicator_id): indicator_id for indicator_id in catalog.indicators}
        raise UnknownName(_complaint("indicator", written, _nearest(_folded(written), ids)))
    return found


def _nearest(wanted: str, names: Mapping[str, str]) -> list[str]:
    containing = [name for folded, name in names.items() if wanted and wanted in folded]
    close = [names[folded] for folded in difflib.get_close_matches(wanted, names, n=5, cutoff=0.5)]
    return list(dict.fromkeys(close + containing))[:5]


def _complaint(what: str, written: str, nearest: Iterable[str]) -> str:
    hint = ", ".join(nearest)
    return f"no {what} {written!r} in the catalogue" + (f"; did you mean: {hint}?" if hint else "")


def _folded(text: str) -> str:
    """Without diacritics, case and separators: `Bình Dương`, `binh_duong` and `BINH DUONG` are one."""
    decomposed = unicodedata.normalize("NFD", text.strip().lower().replace("đ", "d"))
    kept = (letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join("".join(kept).replace("_", " ").replace("-", " ").split())
