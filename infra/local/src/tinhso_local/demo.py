"""The main job, shown from end to end on a fresh stack: pages in, totals with their sentences out."""

import contextlib
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tinhso_local.pipeline import Pipeline, PipelineFailed
from tinhso_local.stack import Stack

EXPLAINED = ("vn63/binh_duong", "eid_accounts_activated")
"""The question whose answer the demo traces back to its sentence."""

NEXT_STEPS = """
[bold]Where to look next[/bold]
  [cyan]make demo ARTICLES=folder JSON=totals.json[/cyan]   your own pages or texts
  [cyan].venv/bin/tinhso-extractor extract --explain FILE[/cyan]   every number of a page and its fate
  [cyan]make up[/cyan]   a stack that stays; then README.md, "Use it", for the totals as an analyst
  [cyan]docker compose up -d[/cyan]   the whole, with Prometheus
"""

Describe = Callable[[str], None]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """The pages that are asked for are no news."""


@contextlib.contextmanager
def sample_site() -> Iterator[list[str]]:
    """Serves the sample articles on loopback; gives their URLs."""
    with as_file(files("tinhso_local") / "demo_site") as folder:
        handler = partial(_Quiet, directory=str(folder))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            paths = (folder / "index.txt").read_text(encoding="utf-8").split()
            try:
                yield [f"http://127.0.0.1:{server.server_port}/{path}" for path in paths]
            finally:
                server.shutdown()


def run_demo(folder: Path, articles: Path | None, json_file: Path | None, console: Console) -> None:
    """Raises PipelineFailed when a step did not end as it should."""
    with finished_run(folder, articles, console) as (pipeline, published):
        console.print(published.strip(), markup=False, highlight=False)
        _show(pipeline, articles, json_file, console)


@contextlib.contextmanager
def finished_run(folder: Path, articles: Path | None, console: Console) -> Iterator[tuple[Pipeline, str]]:
    """On an empty log and database, when every article is in the totals; with what the fetcher said."""
    with contextlib.ExitStack() as steps:
        describe = steps.enter_context(_described(console))
        stack = steps.enter_context(Stack(folder, fresh=True, on_progress=describe))
        describe("Creating topics and tables")
        pipeline = steps.enter_context(Pipeline(stack.kafka_bootstrap, stack.database_url, folder / "logs"))
        published = _run_through(pipeline, articles, describe)
        describe("")
        yield pipeline, published


def _run_through(pipeline: Pipeline, articles: Path | None, describe: Describe) -> str:
    """Until every article is in the totals; gives what the fetcher said."""
    describe("Starting the services")
    pipeline.start()
    describe("Publishing the articles")
    published = _publish(pipeline, articles)
    pipeline.wait_until_drained(600, on_progress=lambda left: describe(f"Reading: {left} to go"))
    return published


@contextlib.contextmanager
def _described(console: Console) -> Iterator[Describe]:
    """Says what is being done: on a terminal in one line that changes, else a line a step."""
    if not console.is_terminal:
        yield _step_by_step(console)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("")
        yield lambda text: progress.update(task, description=text) if text else progress.stop()


def _step_by_step(console: Console) -> Describe:
    last = ""

    def describe(text: str) -> None:
        nonlocal last
        step = text.partition(":")[0]
        if step and step != last:
            console.print(step)
        last = step

    return describe


def _publish(pipeline: Pipeline, articles: Path | None) -> str:
    """What the fetcher said; a page that it refuses is shown, and does not end the demo."""
    if articles is not None:
        done = pipeline.call("tinhso-fetcher", "publish", str(articles), check=False)
        return done.stdout + done.stderr if done.returncode else done.stdout
    with sample_site() as urls:
        urls_file = pipeline.folder / "urls.txt"
        urls_file.write_text("\n".join(urls) + "\n", encoding="utf-8")
        return pipeline.call("tinhso-fetcher", "publish", "--urls", str(urls_file)).stdout


def _show(pipeline: Pipeline, articles: Path | None, json_file: Path | None, console: Console) -> None:
    if json_file is not None:
        rows = json.loads(pipeline.call("tinhso", "totals", "--json").stdout)
        json_file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    pipeline.call("tinhso", "totals", stdout=None)
    if articles is None:
        console.print("\n[bold]One of them, traced back to its sentence[/bold]")
        pipeline.call("tinhso", "explain", *EXPLAINED, stdout=None)
    if json_file is not None:
        console.print(f"\n{len(rows)} totals written to {json_file}", markup=False)
    console.print(NEXT_STEPS)


__all__ = ["PipelineFailed", "finished_run", "run_demo", "sample_site"]
