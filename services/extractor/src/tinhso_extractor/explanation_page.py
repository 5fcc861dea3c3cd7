"""The explanation as one HTML file by itself: the text, its figures marked and what they became."""

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template

from tinhso_extractor.core.article import Extraction
from tinhso_extractor.explanation import (
    Became,
    Outcome,
    counts_of,
    indicator_of,
    outcomes_of,
    period_of,
    place_of,
    status_of,
    value_of,
)

SIGNS = {Became.CLAIM: "✓", Became.SUSPECT: "?", Became.DROPPED: "–"}
"""Told by more than colour."""


def explanation_page(documents: Sequence[tuple[str, Extraction]]) -> str:
    template = Template((files("tinhso_extractor") / "explanation.html").read_text(encoding="utf-8"))
    sections = "\n".join(
        _section(f"d{n}", name, extraction) for n, (name, extraction) in enumerate(documents)
    )
    return template.substitute(sections=sections)


def _section(key: str, name: str, extraction: Extraction) -> str:
    event, outcomes = extraction.event, outcomes_of(extraction)
    published = (
        f"published {event.published_at} ({event.published_basis})" if event.published_at else "no date"
    )
    facts = " · ".join(map(escape, (name, str(event.document_status), published)))
    cards = "".join(_card(key, number, outcome) for number, outcome in enumerate(outcomes))
    return (
        f'<section class="document"><header><h2>{escape(event.title or name)}</h2>'
        f"<p>{facts}</p>{_counts(outcomes)}</header>"
        f'<div class="sides"><div class="text" lang="vi">{_text(key, event.text, outcomes)}</div>'
        f'<ol class="outcomes">{cards}</ol></div></section>'
    )


def _counts(outcomes: list[Outcome]) -> str:
    counts = counts_of(outcomes)
    parts = [
        f'<span class="badge {kind}">{SIGNS[kind]} {counts.get(kind, 0)} {word}</span>'
        for kind, word in (
            (Became.CLAIM, "claims"),
            (Became.SUSPECT, "in doubt"),
            (Became.DROPPED, "dropped"),
        )
    ]
    return f'<p class="counts">{" ".join(parts)}</p>'


def _text(key: str, text: str, outcomes: list[Outcome]) -> str:
    return "".join(_pieces(key, text, outcomes))


def _pieces(key: str, text: str, outcomes: list[Outcome]) -> Iterator[str]:
    at = 0
    for number, outcome in enumerate(outcomes):
        if outcome.start < at:  # a second outcome of the same figure: its card leads to the same place
            yield f'<a id="{key}f{number}"></a>'
            continue
        yield escape(text[at : outcome.start])
        links = f'id="{key}f{number}" href="#{key}o{number}" data-pair="{key}{number}"'
        yield f'<a class="figure {outcome.became}" {links}>{escape(outcome.figure)}</a>'
        at = outcome.end
    yield escape(text[at:])


def _card(key: str, number: int, outcome: Outcome) -> str:
    became = outcome.became
    badge = f'<span class="badge {became}">{SIGNS[became]} {_label(outcome)}</span>'
    figure = f'<a class="figure {became}" href="#{key}f{number}">{escape(outcome.figure)}</a>'
    links = f'id="{key}o{number}" data-pair="{key}{number}"'
    return f'<li class="outcome {became}" {links}>{figure}{badge}{_facts(outcome)}</li>'


def _label(outcome: Outcome) -> str:
    return {Became.CLAIM: "claim", Became.SUSPECT: "in doubt"}.get(
        outcome.became, outcome.reason or "dropped"
    )


def _facts(outcome: Outcome) -> str:
    claim = outcome.claim
    if claim is None:
        return f"<p>{escape(outcome.why)}</p>"
    facts = (
        ("counts", indicator_of(claim)),
        ("value", value_of(claim)),
        ("place", place_of(claim)),
        ("as of", period_of(claim)),
        ("status", status_of(claim)),
    )
    rows = "".join(f"<dt>{name}</dt><dd>{escape(said)}</dd>" for name, said in facts)
    return f'<dl>{rows}</dl><blockquote lang="vi">{escape(claim.evidence.quote)}</blockquote>'
