"""Make .venv and install hashed pins into it: what `make run` and `make test` do first.

Run by the system's Python before anything is installed, so: standard library alone, and no import from
the project. Whatever goes wrong becomes one sentence that says what to do.
"""

import hashlib
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST, TOO_NEW = (3, 11), (3, 14)


class Refusal(Exception):
    """Why the installation cannot go on, and what to do about it."""


def main() -> None:
    """Install the requirement file named on the command line, unless it is installed already."""
    try:
        install(ROOT / sys.argv[1])
    except Refusal as refusal:
        sys.exit(f"\n{refusal}\n")


def install(requirements: Path) -> None:
    """Make the environment where it is missing or broken, then install what changed."""
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        raise Refusal(
            f"AL'in needs Python 3.11 to 3.13 and this is {sys.version.split()[0]}: "
            "name another one with « make run PYTHON=python3.11 »."
        )
    if not usable():
        create()
    stamp = VENV / f".{requirements.stem}.sha256"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    print(f"Installing {requirements.name} into .venv (a minute or two, the first time only)…", flush=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    if subprocess.run([*pip, "--require-hashes", "--requirement", str(requirements)]).returncode:
        raise Refusal(
            f"Installing {requirements.name} failed; pip says why just above. "
            "The package index must be reachable: check the network or the proxy, then try again."
        )
    stamp.write_text(digest)


def usable() -> bool:
    """Is there an environment whose interpreter still starts and has pip?"""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0


def create() -> None:
    """Make .venv afresh."""
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        raise Refusal(
            "Python's venv package is missing: install it with « sudo apt install python3-venv » "
            "and type the command again."
        )
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
    except OSError as error:
        raise Refusal(
            f"The folder {ROOT} cannot be written in ({error.strerror}): "
            "clone the project into a folder of yours, or give yourself the right to write there."
        ) from error
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        lines = (made.stdout + made.stderr).strip().splitlines() or ["no reason given"]
        raise Refusal(
            f"Python could not make the environment .venv: {lines[-1]} "
            "On Debian, « sudo apt install python3-venv » provides what it needs."
        )


if __name__ == "__main__":
    main()
