"""The main job, shown from end to end on a fresh stack: pages in, totals with their sentences out."""

import contextlib
import functools
import http.server
import json
import threading
from collections.abc import Iterator
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
  [cyan]uv run tinhso-extractor extract --explain FILE[/cyan]   every number of a page, and what became of it
  [cyan]make up[/cyan]   a stack that stays; then README.md, "Use it", for the totals as an analyst
  [cyan]docker compose up -d[/cyan]   the whole, with Prometheus
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """The pages that are asked for are no news."""


@contextlib.contextmanager
def sample_site() -> Iterator[list[str]]:
    """Serves the sample articles on loopback; gives their URLs."""
    with as_file(files("tinhso_local") / "demo_site") as folder:
        handler = functools.partial(_Quiet, directory=str(folder))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            paths = (folder / "index.txt").read_text(encoding="utf-8").split()
            yield [f"http://127.0.0.1:{server.server_port}/{path}" for path in paths]
            server.shutdown()


def run_demo(folder: Path, articles: Path | None, json_file: Path | None, console: Console) -> None:
    """Raises PipelineFailed when a step did not end as it should."""
    with _progress(console) as progress:
        step = progress.add_task("Starting a real Kafka and Postgres", total=None)
        with Stack(folder, fresh=True) as stack:
            progress.update(step, description="Creating topics and tables")
            with Pipeline(stack.kafka_bootstrap, stack.database_url, folder / "logs") as pipeline:
                progress.update(step, description="Starting the services")
                pipeline.start()
                progress.update(step, description="Publishing the articles")
                published = _publish(pipeline, articles)
                pipeline.wait_until_drained(
                    timeout_seconds=600,
                    on_progress=lambda left: progress.update(step, description=f"Reading: {left} to go"),
                )
                progress.stop()
                console.print(published.strip())
                _show(pipeline, articles, json_file, console)


def _progress(console: Console) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _publish(pipeline: Pipeline, articles: Path | None) -> str:
    """What the fetcher said; a page that it refuses is shown, and does not end the demo."""
    if articles is not None:
        return pipeline.call("tinhso-fetcher", "publish", str(articles), check=False).stdout
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
        console.print(f"\n{len(rows)} totals written to {json_file}")
    console.print(NEXT_STEPS)


__all__ = ["PipelineFailed", "run_demo", "sample_site"]
