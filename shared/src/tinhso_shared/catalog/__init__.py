"""What tinhso knows before it reads: the indicators, the provinces of both frames, the units."""

from tinhso_shared.catalog.load import BrokenCatalog, load_catalog, load_catalog_from
from tinhso_shared.catalog.model import (
    Alias,
    AliasMatch,
    Catalog,
    District,
    Facet,
    Group,
    Indicator,
    Kind,
    Province,
    Reach,
    Reading,
    SourceCue,
    Unit,
)

__all__ = [
    "Alias",
    "AliasMatch",
    "BrokenCatalog",
    "Catalog",
    "District",
    "Facet",
    "Group",
    "Indicator",
    "Kind",
    "Province",
    "Reach",
    "Reading",
    "SourceCue",
    "Unit",
    "load_catalog",
    "load_catalog_from",
]
