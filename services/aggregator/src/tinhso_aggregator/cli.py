"""`tinhso`: what readers ask, and the commands of those who run it. Its addresses are in the environment."""

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tinhso_aggregator import generating, operating, sheets, show
from tinhso_aggregator.answers import (
    COVERAGE_FIELDS,
    FIELDS,
    FRAME_FIELDS,
    Explanation,
    Moment,
    Row,
    explain,
    read_coverage,
    read_projected,
    read_totals,
)
from tinhso_aggregator.asking import (
    FAILED,
    Anchor,
    AsCsv,
    AsJson,
    IndicatorId,
    KnownAt,
    Province,
    ask,
    known,
    parse_date,
    parse_facets,
    parse_time,
)
from tinhso_aggregator.core.names import indicator_of, places_of
from tinhso_shared.catalog import load_catalog

if TYPE_CHECKING:
    from rich.console import Console


class Frame(StrEnum):
    """The boundaries until 2025-06-30, and since."""

    VN63 = "vn63"
    VN34 = "vn34"


NOTHING_YET: Final = (
    "nothing is known yet: publish articles with tinhso-fetcher, and see that the services run"
)
NOTHING_OF_THAT: Final = (
    "nothing is known of that; ask for less: another date, or «tinhso coverage», which says what there is"
)

cli = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
    help="What the public record says about the digital transformation of the provinces, and which sentence.",
)


@cli.command()
def totals(
    province: Province = None,
    indicator: IndicatorId = None,
    anchor: Anchor = None,
    known_at: KnownAt = None,
    frame: Annotated[
        Frame | None, typer.Option(help="boundaries: vn34 adds what the provinces of before come to in them")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """The value of every series at a date, each with the sentence behind it."""
    moment = moment_of(anchor, known_at)
    places, wanted = meant(province, indicator)
    nothing = NOTHING_OF_THAT if province or indicator or anchor or known_at or frame else NOTHING_YET
    if frame is Frame.VN34:
        successors = None if places is None else [successor_of(place) for place in places]
        rows = ask(lambda connection: read_projected(connection, moment, successors, wanted))
        _show(rows, FRAME_FIELDS, show.print_projected, as_json, as_csv, nothing)
        return
    rows = ask(lambda connection: read_totals(connection, moment, places, wanted))
    if frame is Frame.VN63:
        rows = [row for row in rows if row["place"].startswith("vn63/")]
    _show(rows, FIELDS, show.print_totals, as_json, as_csv, nothing)


@cli.command()
def coverage(
    province: Province = None,
    indicator: IndicatorId = None,
    anchor: Anchor = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What is present, stale, conflicting or missing, by province and indicator."""
    moment = moment_of(anchor, known_at)
    places, wanted = meant(province, indicator)
    rows = ask(lambda connection: read_coverage(connection, moment, places, wanted))
    _show(rows, COVERAGE_FIELDS, show.print_coverage, as_json, as_csv, NOTHING_YET)


def moment_of(anchor: str | None, known_at: str | None) -> Moment:
    return Moment(parse_date(anchor), parse_time(known_at) if known_at else None)


def meant(province: str | None, indicator: str | None) -> tuple[list[str] | None, str | None]:
    """What was typed, as places and an indicator of the catalogue; None: all."""
    places = None if province is None else known(lambda: places_of(province, load_catalog()))
    wanted = None if indicator is None else known(lambda: indicator_of(indicator, load_catalog())).id
    return places, wanted


def successor_of(place: str) -> str:
    """The province of today that a place belongs to."""
    return load_catalog().provinces[place].successor or place


def _show(
    rows: list[Row],
    fields: Sequence[str],
    print_rows: "Callable[[Sequence[Row], Console], None]",
    as_json: bool,
    as_csv: bool,
    nothing: str,
) -> None:
    if as_json:
        sys.stdout.write(show.as_json(rows))
    elif as_csv:
        show.write_csv(rows, fields, sys.stdout)
    elif rows:
        print_rows(rows, show.make_console())
    else:
        sys.stdout.write(f"{nothing}\n")


@cli.command("explain")
def explain_command(
    province: Annotated[str, typer.Argument(help="vn63/binh_duong, binh_duong or «Bình Dương»")],
    indicator: Annotated[str, typer.Argument(help="an id of the catalogue")],
    facet: Annotated[
        list[str] | None, typer.Option(metavar="K=V", help="which part of the indicator; repeat for several")
    ] = None,
    anchor: Anchor = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """The sentence behind a total, the claims that lost, and the rule that decided."""
    places = known(lambda: places_of(province, load_catalog()))
    wanted = known(lambda: indicator_of(indicator, load_catalog()))
    facets, day = parse_facets(facet or []), parse_date(anchor)
    found = ask(lambda connection: explain(connection, places, wanted, facets, day))
    _show_explanations(found, as_json, as_csv)
    if not found:
        sys.stderr.write(f"tinhso: nothing is known about {indicator} of {province} at that date\n")
        raise typer.Exit(FAILED)


def _show_explanations(found: list[Explanation], as_json: bool, as_csv: bool) -> None:
    if as_csv:
        show.write_csv(sheets.claims_of(found), sheets.CLAIM_FIELDS, sys.stdout)
        return
    if as_json:
        sys.stdout.write(show.as_json([show.explanation_json(one) for one in found]))
        return
    console = show.make_console()
    for one in found:
        show.print_explanation(one, console)
        console.print()


cli.add_typer(operating.commands)
cli.add_typer(generating.commands, name="generations")


def main() -> None:
    cli()


if __name__ == "__main__":
    main()
