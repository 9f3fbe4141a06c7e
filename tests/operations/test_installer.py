"""The first thing `make run` does: each thing it needs and lacks is said in one sentence."""

import re
import subprocess
from pathlib import Path
from unittest.mock import Mock

import pytest

from alin import installer
from tests.service import ROOT


@pytest.fixture(autouse=True)
def clone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder in the clone's place."""
    monkeypatch.setattr(installer, "ROOT", tmp_path)
    monkeypatch.setattr(installer, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(installer, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "requirements.txt").write_text("django==5.2 --hash=sha256:abc\n")
    return tmp_path


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, clone: Path) -> Mock:
    """What would be run; it succeeds, and makes the environment when asked to."""

    def run(command: list[object], **kwargs: object) -> subprocess.CompletedProcess[str]:
        if "venv" in command:
            (clone / ".venv" / "bin").mkdir(parents=True)
            (clone / ".venv" / "bin" / "python").touch()
        return subprocess.CompletedProcess(command, 0, "", "")  # type: ignore[arg-type]

    mock = Mock(side_effect=run)
    monkeypatch.setattr("subprocess.run", mock)
    return mock


def pip_calls(ran: Mock) -> list[list[object]]:
    return [call.args[0] for call in ran.call_args_list if "--require-hashes" in call.args[0]]


def test_pins_are_installed_with_their_hashes_once(clone: Path, ran: Mock) -> None:
    installer.install(clone / "requirements.txt")
    installer.install(clone / "requirements.txt")
    assert len(pip_calls(ran)) == 1


def test_changed_pins_are_installed_again(clone: Path, ran: Mock) -> None:
    installer.install(clone / "requirements.txt")
    (clone / "requirements.txt").write_text("django==5.3 --hash=sha256:def\n")
    installer.install(clone / "requirements.txt")
    assert len(pip_calls(ran)) == 2


def test_a_failed_installation_is_tried_again(
    clone: Path, ran: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    working = ran.side_effect

    def offline(command: list[object], **kwargs: object) -> object:
        done = working(command, **kwargs)
        done.returncode = 1 if "--require-hashes" in command else 0
        return done

    ran.side_effect = offline
    with pytest.raises(installer.Refusal, match="check the network"):
        installer.install(clone / "requirements.txt")
    ran.side_effect = working
    installer.install(clone / "requirements.txt")
    assert len(pip_calls(ran)) == 2


def test_the_missing_venv_package_is_named(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installer, "find_spec", lambda name: None)
    with pytest.raises(installer.Refusal, match="sudo apt install python3-venv"):
        installer.install(clone / "requirements.txt")
    assert not (clone / ".venv").exists()


def test_another_python_is_refused(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version_info", (3, 10, 0))
    with pytest.raises(installer.Refusal, match=r"Python 3\.11 to 3\.13"):
        installer.install(clone / "requirements.txt")


def test_a_folder_without_write_access_is_named(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", Mock(side_effect=PermissionError(13, "Permission denied")))
    with pytest.raises(installer.Refusal, match=re.escape(f"The folder {clone} cannot be written in")):
        installer.install(clone / "requirements.txt")


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text()
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ \\;]+)", text, re.MULTILINE))


def test_both_files_pin_the_same_versions() -> None:
    run, develop = pins("requirements.txt"), pins("requirements-dev.txt")
    assert len(run) > 30
    assert run == {name: develop.get(name) for name in run}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash_and_no_file_names_an_index(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    for block in re.split(r"\n(?=\S)", text.strip()):
        if "==" in block:
            assert "--hash=sha256:" in block, block
