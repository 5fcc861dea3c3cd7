"""Every numeral is shown with what became of it: on a terminal, as JSON, and as a page."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import regex
from typer.testing import CliRunner

from support.article_pages import make_sample
from support.reading import read
from tinhso_extractor.__main__ import cli
from tinhso_extractor.explanation import REASONS
from tinhso_extractor.files import show_files

GOLD = Path(__file__).parents[2] / "eval" / "gold"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = (
    "Tỉnh Gia Lai <script>alert(1)</script> & «chữ ký số»\n\n"
    "Ngày 5/3/2024, UBND tỉnh Gia Lai cho biết toàn tỉnh đã cấp 43.120 chữ ký số cho người dân "
    '"><img src=x onerror=alert(2)>, và trong năm 2024 sẽ còn mở thêm nhiều điểm hỗ trợ ở vùng sâu.\n'
)
MARKED = (
    "Tỉnh Gia Lai [/b] chữ ký số\n\n"
    "Ngày 5/3/2024, UBND tỉnh Gia Lai cho biết toàn tỉnh đã cấp 43.120 chữ ký số [old] cho người dân, "
    "và trong năm 2024 sẽ còn mở thêm nhiều điểm hỗ trợ ở vùng sâu, vùng xa của tỉnh.\n"
)
UNDATED = (
    "Tỉnh Gia Lai cấp chữ ký số\n\n"
    "UBND tỉnh Gia Lai cho biết toàn tỉnh đã cấp 43.120 chữ ký số cho người dân, "
    "và sẽ còn mở thêm nhiều điểm hỗ trợ ở vùng sâu, vùng xa của tỉnh.\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(make_sample("press_singular").html, encoding="utf-8")
    return file


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(cli, ["extract", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def test_each_digit_of_the_text_is_in_exactly_one_outcome(page: Path) -> None:
    explained = json.loads(run("--explain", "--json", page))
    spans = [(one["start"], one["end"]) for one in explained["outcomes"]]
    for digit in regex.finditer("[0-9]", explained["text"]):
        assert sum(start <= digit.start() < end for start, end in spans) == 1


def test_an_outcome_is_a_claim_or_has_its_reason(page: Path) -> None:
    for one in json.loads(run("--explain", "--json", page))["outcomes"]:
        assert (one["claim"] is None) == (one["reason"] is not None)
        assert (one["became"] == "dropped") == (one["reason"] is not None)


def test_the_terminal_shows_the_figure_what_it_counts_and_why_others_are_dropped(page: Path) -> None:
    shown = run("--explain", page)
    for said in ("512.430", "eid_accounts_activated", "20/12/2023", "not_a_quantity"):
        assert said in shown


@pytest.mark.parametrize("explain", [[], ["--explain"]], ids=["claims", "explanation"])
def test_the_terminal_shows_what_looks_like_markup_to_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, explain: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a[old]:100:.txt").write_text(MARKED, encoding="utf-8")
    title, _, table = " ".join(run(*explain, "a[old]:100:.txt").split()).partition("┏")
    assert title.strip() == "a[old]:100:.txt: Tỉnh Gia Lai [/b] chữ ký số"
    assert "[old]" in table


def test_every_reason_that_articles_give_rise_to_is_put_in_words() -> None:
    texts = (file.read_text(encoding="utf-8") for file in GOLD.glob("*/*.txt"))
    assert {drop.reason for text in texts for drop in read(text).dropped} <= set(REASONS)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_shown(page: Path, tmp_path: Path) -> None:
    written = tmp_path / "out.html"
    assert show_files([tmp_path / "none.txt", page], as_json=False, explain=False, html=written) == 1
    assert "512.430" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("doc", ["a", "a.txt"])
@pytest.mark.parametrize("day", ["2023-11-06", "06/11/2023", {"value": "2023-11-06"}], ids=str)
def test_a_file_is_read_with_the_hints_that_the_fetcher_takes(tmp_path: Path, doc: str, day: object) -> None:
    (tmp_path / "docs.jsonl").write_text(json.dumps({"doc": doc, "published": day}), encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(UNDATED, encoding="utf-8")
    of_a, of_b = run("--json", tmp_path / "a.txt", tmp_path / "b.txt").splitlines()
    assert json.loads(of_a)["published_at"] == "2023-11-06"
    assert json.loads(of_b)["published_at"] is None


def test_a_hint_that_cannot_be_meant_is_told_of_each_file_beside_it_and_the_others_are_shown(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "docs.jsonl").write_text('{"doc": "a", "published": "hôm qua"}', encoding="utf-8")
    beside = [tmp_path / "broken" / name for name in ("a.txt", "b.txt")]
    for file in beside:
        file.write_text(UNDATED, encoding="utf-8")
    written = tmp_path / "out.html"
    assert show_files([*beside, page], as_json=False, explain=False, html=written) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.startswith(f"{file}: ") for line, file in zip(told, beside, strict=True)] == [True, True]
    assert all("docs.jsonl:1: " in line for line in told)
    assert "512.430" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["html", "HTM", "txt", "text"])
def test_what_does_not_begin_as_a_page_is_one_by_its_ending(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_text(f"<section><h1>Gia Lai cấp chữ ký số</h1><p>{UNDATED}</p></section>", encoding="utf-8")
    assert ("<section>" in json.loads(run("--json", file))["text"]) is (ending in ("txt", "text"))


@pytest.fixture
def explained(tmp_path: Path) -> Path:
    file = tmp_path / "hostile & co.txt"
    file.write_text(HOSTILE, encoding="utf-8")
    run("--html", tmp_path / "out.html", file)
    return tmp_path / "out.html"


def test_the_page_shows_the_text_whole_with_each_figure_linked_to_its_outcome(explained: Path) -> None:
    html = explained.read_text(encoding="utf-8")
    figures = regex.findall(r'id="(d0f\d+)" href="#(d0o\d+)"', html)
    assert len(figures) >= 3
    for figure, outcome in figures:
        assert f'id="{outcome}"' in html
        assert f'href="#{figure}"' in html


def test_the_page_carries_nothing_of_the_text_as_markup_and_loads_nothing(explained: Path) -> None:
    html = explained.read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "hostile &amp; co.txt" in html
    assert not regex.search(r"""(?:src|href)=["'](?!#)""", html)


PROBE = """<script>
const figure = document.querySelector(".text .figure.claim");
figure.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
const lit = document.querySelectorAll(".here").length;
document.querySelector('input[data-kind="dropped"]').click();
const gone = one => getComputedStyle(one).display === "none";
const hidden = [...document.querySelectorAll(".outcome.dropped")].every(gone);
const shown = !gone(document.querySelector(".outcome.claim"));
document.title = JSON.stringify({lit, hidden, shown, text: document.querySelector(".text").textContent});
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian's package chromium has it)")
def test_in_a_browser_figure_and_claim_light_up_together_and_kinds_can_be_hidden(explained: Path) -> None:
    html = explained.read_text(encoding="utf-8").replace("</body>", f"{PROBE}</body>")
    explained.write_text(html, encoding="utf-8")
    browser = [
        str(CHROMIUM),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={explained.parent}/u",
    ]
    dumped = subprocess.run(
        [*browser, "--dump-dom", explained.as_uri()], capture_output=True, text=True, timeout=120, check=True
    ).stdout
    title = regex.search(r"<title>(.*?)</title>", dumped)
    assert title is not None
    seen = json.loads(title[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert seen == {"lit": 2, "hidden": True, "shown": True, "text": HOSTILE}
