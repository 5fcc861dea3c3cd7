"""Sets up `.venv` exactly as `uv.lock` says, with the uv of the PATH or one brought into `.tools`.

Arguments are dependency groups to have besides: `infra/bootstrap bench`.

Only the standard library, for it runs before there is anything else.
An index that is configured for pip or uv, such as a company's mirror, is used for all of it; the hashes of
the lock file hold there too.
"""

import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile
from html.parser import HTMLParser
from pathlib import Path

UV = "0.13.9"
OLDEST_UV = (0, 13)
TOOLS = Path(".tools")
VENV = Path(".venv")
PYPI = "https://pypi.org/simple"


def main() -> None:
    environment = make_environment()
    uv = find_uv() or bring_uv()
    if environment.get("UV_DEFAULT_INDEX", PYPI).rstrip("/") == PYPI:
        run([uv, "sync", "--frozen", "--quiet", *groups()], environment)
    else:
        sync_from_elsewhere(uv, environment)


def groups() -> list[str]:
    return [argument for name in sys.argv[1:] for argument in ("--group", name)]


def make_environment() -> dict[str, str]:
    """What uv is told: this Python, no other; and what pip is told about indexes and certificates."""
    found = {"UV_PYTHON_DOWNLOADS": "never"}
    if not (VENV / "bin" / "python").exists():  # else uv keeps the one that it has, or replaces it
        found["UV_PYTHON"] = sys.executable
    if index := configured_index():
        found["UV_DEFAULT_INDEX"] = index
    if certificates := os.environ.get("PIP_CERT"):
        found["SSL_CERT_FILE"] = certificates
    return {**found, **os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV)}


@functools.cache
def configured_index() -> str | None:
    for variable in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(variable):
            return os.environ[variable]
    ask = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip() or None


def find_uv() -> str | None:
    for candidate in (shutil.which("uv"), str(TOOLS / "uv")):
        if candidate and Path(candidate).exists() and version_of(candidate) >= OLDEST_UV:
            return candidate
    return None


def version_of(uv: str) -> tuple[int, ...]:
    said = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


def bring_uv() -> str:
    """The wheel by pip where this Python has pip, else by hand: Debian's has neither pip nor venv."""
    say(f"Bringing uv {UV} into {TOOLS}")
    TOOLS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheel = wheel_by_pip(Path(folder)) or wheel_by_hand(Path(folder))
        with zipfile.ZipFile(wheel) as archive:
            member = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
            (TOOLS / "uv").write_bytes(archive.read(member))
    (TOOLS / "uv").chmod(0o755)
    return str(TOOLS / "uv")


def wheel_by_pip(folder: Path) -> Path | None:
    ask = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*ask, "--dest", str(folder), f"uv=={UV}"], capture_output=True, check=False)
    return next(folder.glob("uv-*.whl"), None)


class Links(HTMLParser):
    """The files of an index page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def wheel_by_hand(folder: Path) -> Path:
    page = f"{(configured_index() or PYPI).rstrip('/')}/uv/"
    links = Links()
    links.feed(read(page).decode())
    link = next((link for link in links.found if is_wanted(link)), None)
    if link is None:
        sys.exit(f"{page} has no uv {UV} for this machine; install uv {UV} yourself and try again.")
    wheel = folder / "uv.whl"
    wheel.write_bytes(read(urllib.parse.urljoin(page, link.partition("#")[0])))
    return wheel


def is_wanted(link: str) -> bool:
    """The wheel of this version, machine and C library: `uv-0.13.9-py3-none-manylinux_2_17_x86_64.….whl`."""
    name = urllib.parse.unquote(link.partition("#")[0].rpartition("/")[2])
    machine = os.uname().machine
    if sys.platform == "darwin":
        return name.startswith(f"uv-{UV}-") and "macosx" in name and machine in name
    library = "musllinux" if Path("/etc/alpine-release").exists() else "manylinux"
    return name.startswith(f"uv-{UV}-") and library in name and machine in name


def read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=120) as answer:
        return bytes(answer.read())


def sync_from_elsewhere(uv: str, environment: dict[str, str]) -> None:
    """As `uv sync --frozen`, which would take every file from the address in the lock file."""
    requirements = TOOLS / "requirements.txt"
    TOOLS.mkdir(exist_ok=True)
    export = [uv, "export", "--frozen", "--quiet", "--no-header", *groups()]
    run([*export, "--output-file", str(requirements)], environment)
    if not VENV.exists():
        run([uv, "venv", "--quiet", str(VENV)], environment)
    run([uv, "pip", "sync", "--quiet", "--python", str(VENV), str(requirements)], environment)


def run(command: list[str], environment: dict[str, str]) -> None:
    if code := subprocess.run(command, env=environment, check=False).returncode:
        sys.exit(code)


def say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()
