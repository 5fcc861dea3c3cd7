"""The province that a text is about, and whether it speaks for a part of it."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Final

import regex

from tinhso_extractor.core.anchored import Before
from tinhso_extractor.core.frames import REORGANISED, is_former
from tinhso_extractor.core.mentioned import PlaceKind, PlaceMention
from tinhso_extractor.core.segments import Segments
from tinhso_extractor.core.view import View
from tinhso_shared.catalog import Catalog
from tinhso_shared.events import Hints

FROM_SOURCE: Final = 6
"""A host, or a dateline such as `(Báo Gia Lai)`, says it outright."""
OF_AN_OFFICE: Final = 4
"""Named once, and no other beside it, by an office that tells the figures, is enough."""
OPENING: Final = 200
LEAST_PROSE: Final = 120
LEAST_SCORE: Final = 4
"""More than one bare mention in the lead, which may be where a conference was held."""


# Where such a meeting is held says nothing of whose figures are told.
_NATIONAL_EVENT: Final = regex.compile(
    r"\b(?:thủ tướng|bộ trưởng|(?:hội nghị|hội thảo|diễn đàn) (?:trực tuyến )?(?:toàn quốc|quốc gia|vùng))\b"
)
# `Theo lãnh đạo Sở Lao động - Thương binh và Xã hội Trà Vinh, …`
_OFFICE: Final = Before(
    r"\b(?:sở|công an|bhxh|bảo hiểm xã hội|ubnd|hđnd|tỉnh ủy|ban chỉ đạo)\b[^.,;()]{0,60}$"
)
_AT: Final = regex.compile(r"\btại (?:tp\.?|thành phố|tỉnh)?\s*$")


def home_of(
    view: View,
    segments: Segments,
    places: Sequence[PlaceMention],
    hints: Hints,
    written_on: dt.date | None,
    catalog: Catalog,
) -> tuple[str | None, bool]:
    """The province's id, None without a clear winner; and whether the host is a portal of a part of it."""
    from_host, below = _province_of_host(hints.host, catalog)
    scores = _named(view, segments, places, catalog)
    if from_host:
        scores[from_host] += FROM_SOURCE
    return _clear_winner(_in_todays(scores, written_on, catalog)), below


def _named(view: View, segments: Segments, places: Sequence[PlaceMention], catalog: Catalog) -> Counter[str]:
    """How often, and how prominently: `tỉnh X` counts more than a bare name, title and lead more than the rest."""
    scores: Counter[str] = Counter()
    lead = next((p for p in segments.paragraphs if not p.furniture and p.end - p.start > LEAST_PROSE), None)
    head_end = lead.end if lead else 0
    national = lead is not None and _NATIONAL_EVENT.search(view.lower, 0, lead.end) is not None
    for mention in places:
        named = mention.province_id if mention.kind is PlaceKind.PROVINCE else None
        if named and national and _AT.search(view.lower, max(0, mention.start - 16), mention.start):
            continue
        if named and not _in_furniture(mention, segments):
            if _OFFICE.search(view.lower, max(0, mention.start - 70), mention.start):
                scores[named] += OF_AN_OFFICE
            else:
                scores[named] += 3 if mention.cued else 1
            scores[named] += 2 if mention.start < head_end else 0
    opening = view.text[: (lead.start if lead else 0) + OPENING]
    for cue in catalog.source_cues:
        if cue.kind == "dateline" and cue.token in opening:
            scores[cue.province_id] += FROM_SOURCE
    return scores


def _in_todays(scores: Counter[str], written_on: dt.date | None, catalog: Catalog) -> Counter[str]:
    """What was said of a province that is no more is said of the one that it became a part of."""
    if written_on is None or written_on < REORGANISED:
        return scores
    todays: Counter[str] = Counter()
    for province_id, score in scores.items():
        old = catalog.provinces.get(f"vn63/{province_id}")
        is_gone = old is not None and is_former(province_id, written_on, catalog)
        todays[old.successor.partition("/")[2] if is_gone and old and old.successor else province_id] += score
    return todays


def _in_furniture(mention: PlaceMention, segments: Segments) -> bool:
    paragraph = segments.paragraph_at(mention.start)
    return paragraph is not None and paragraph.furniture


def _clear_winner(scores: Counter[str]) -> str | None:
    ranking = scores.most_common(2)
    if not ranking or ranking[0][1] < LEAST_SCORE:
        return None
    rival = ranking[1][1] if len(ranking) > 1 else 0
    return ranking[0][0] if ranking[0][1] >= 2 * rival else None


# A department's portal is the province's own: `sotttt.haugiang.gov.vn`, `congan.laocai.gov.vn`.
_OF_THE_PROVINCE: Final = regex.compile(
    r"""(?:so-?|s)(?:tttt|khcn|yt|yte|gd|gddt|nv|noivu|tp|tuphap|ct|congthuong|nnptnt|nnmt|nn|xd|xaydung|gtvt|ldtbxh
      |vhttdl|tc|taichinh|khdt|tnmt|ngv|ngoaivu|dulich)
      | m | amp | en | portal | bao | dai | truyenhinh | congan | bhxh | cchc | chuyendoiso | cds | dichvucong | dvc | vpubnd | tinhdoan
      | mttq | qppl | hdnd | dbnd | tinhuy | thanhuy | tuyengiao | pbgdpl | congbao | ioc | dx | cds | egov | (?:tt(?:pv)?)?hcc""",
    regex.VERBOSE,
)


def _province_of_host(host: str | None, catalog: Catalog) -> tuple[str | None, bool]:
    """`baobinhduong.vn`, `travinh.gov.vn`; a portal below the province says so by one more label."""
    if not host:
        return None, False
    host = host.lower().removeprefix("www.")
    labels = host.split(".")
    for cue in catalog.source_cues:
        if cue.kind == "domain" and f".{host}".endswith(f".{cue.token}"):
            return cue.province_id, _is_below(labels, labels[: -cue.token.count(".") - 1])
    for alias in catalog.aliases:
        if alias.kind != "slug_joined":
            continue
        for number, label in enumerate(labels):
            if label.removesuffix("24h").removesuffix("tv") == alias.text or _is_body_of(label, alias.text):
                return alias.province_id, _is_below(labels, labels[:number])
    return None, False


def _is_below(labels: Sequence[str], before: Sequence[str]) -> bool:
    """By what stands before the province: `phuvang.hue.gov.vn` is a district's, `sotttt.hue.gov.vn` is not."""
    official = labels[-2:] in (["gov", "vn"], ["dcs", "vn"])
    return official and any(
        not _OF_THE_PROVINCE.fullmatch(part) for label in before for part in label.split("-")
    )


def _is_body_of(label: str, slug: str) -> bool:
    """`baobinhduong`, `conganthanhhoa`"""
    return label.endswith(slug) and _OF_THE_PROVINCE.fullmatch(label.removesuffix(slug)) is not None
