"""`tinhso-local`: a stack that stays, and the demo."""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from tinhso_local.jars import JarUnavailable
from tinhso_local.processes import ServerFailed
from tinhso_local.stack import AlreadyRunning, Stack, known_addresses, stop_stack
from tinhso_local.state import running

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console()

Folder = Annotated[Path, typer.Option(help="where the servers keep what they store")]
AsJson = Annotated[bool, typer.Option("--json", help="for programs")]
STACK = Path(".local/stack")
DEMO = Path(".local/demo")
CHECK = Path(".local/check")
SEEDS = Path("../shared/seeds")


@app.command()
def up(folder: Folder = STACK, fresh: Annotated[bool, typer.Option(help="empty it first")] = False) -> None:
    """Start a Kafka and a Postgres that stay until `down`; where they run already, say so."""
    if running(folder):
        console.print(f"Already up in {folder}.", markup=False)
    else:
        with console.status("Starting") as status:
            Stack(folder, fresh=fresh, on_progress=status.update, leashed=False).start()
    env(folder)


@app.command()
def down(folder: Folder = STACK) -> None:
    """Stop what `up` started; what is stored stays."""
    stopped = stop_stack(folder)
    console.print("\n".join(f"Stopped {server.name}." for server in stopped) or "Nothing ran.")


@app.command()
def status(folder: Folder = STACK, as_json: AsJson = False) -> None:
    """What runs, and where; the exit status is 1 when nothing does."""
    servers = {
        server.name: {"address": server.address, "pid": server.identity.pid} for server in running(folder)
    }
    if as_json:
        sys.stdout.write(json.dumps(servers) + "\n")
    else:
        lines = [f"{name}: {facts['address']} (process {facts['pid']})" for name, facts in servers.items()]
        console.print("\n".join(lines) or "Nothing runs.", highlight=False)
    raise typer.Exit(0 if servers else 1)


@app.command()
def env(folder: Folder = STACK) -> None:
    """The addresses for a shell: `eval "$(tinhso-local env)"`."""
    for name, address in known_addresses(folder).items():
        sys.stdout.write(f"export {name}={address}\n")


@app.command()
def demo(
    articles: Annotated[Path | None, typer.Option(help="a folder of pages or texts of your own")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the totals there too")] = None,
    folder: Folder = DEMO,
) -> None:
    """Show the whole on a fresh log and database: articles in, totals with their sentences out."""
    # Here, for the Kafka client behind it takes a second to import, which `status` need not wait for.
    from tinhso_local.demo import PipelineFailed, run_demo

    if articles is not None and not articles.exists():
        _fail(f"There is no {articles}.")
    try:
        run_demo(folder.absolute(), articles, json_file, console)
    except PipelineFailed as error:
        _fail(str(error))


@app.command(name="check-seeds")
def check_seeds(
    seeds: Annotated[Path, typer.Argument(help="a folder of labelled articles")] = SEEDS,
    as_json: AsJson = False,
    folder: Folder = CHECK,
) -> None:
    """Feed labelled articles to the whole, and compare its totals with the expected ones.

    The exit status is 1 when a published total is wrong; a missing one is only counted.
    """
    from tinhso_local.check_seeds import run_check
    from tinhso_local.demo import PipelineFailed

    if not (seeds / "expected_latest.csv").is_file():
        _fail(f"There is no {seeds / 'expected_latest.csv'}: name the folder of the labelled articles.")
    try:
        comparison = run_check(folder.absolute(), seeds, Console(stderr=True))
    except PipelineFailed as error:
        _fail(str(error))
    if as_json:
        sys.stdout.write(json.dumps(comparison.as_object(), ensure_ascii=False) + "\n")
    else:
        console.print("\n".join(comparison.lines()), markup=False, highlight=False, soft_wrap=True)
    raise SystemExit(1 if comparison.wrong else 0)


def _fail(message: str) -> NoReturn:
    Console(stderr=True).print(message, style="red", markup=False, highlight=False)
    raise SystemExit(1)


def main() -> None:
    try:
        app()
    except (AlreadyRunning, JarUnavailable, ServerFailed) as error:
        _fail(str(error))


if __name__ == "__main__":
    main()
