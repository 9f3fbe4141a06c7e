"""The rooms of a domain app: what decides and does takes models and an actor, never a request.

import-linter holds the floors and the best known acts (pyproject.toml); this looks at every module, so that a
new one is held to it from its first day.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["accounts", "applications", "offers", "candidatures"]
# Rooms that serve the web, by folder or by the end of a module's name.
WEB_FOLDERS = {"views", "templatetags", "migrations", "management"}
WEB_NAMES = ("forms", "admin", "urls", "filters", "apps", "adapter", "requests")
WEB_NAMES += ("middleware", "session_receivers")
# Form fields and forms that check rows of a file: they know no request.
MAY_USE_FORMS = {
    "accounts/phones.py",
    "accounts/person_names.py",
    "offers/offer_rows.py",
    "offers/searching.py",
}
WEB = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages", "django.contrib.admin")


def acts() -> Iterator[Path]:
    """Every module that is not the web's."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            inside = path.relative_to(ROOT / app)
            if not WEB_FOLDERS & set(inside.parts) and not path.stem.endswith(WEB_NAMES):
                yield path


def imports_of(path: Path) -> Iterator[str]:
    """Every dotted name a module imports, those for type checking included."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_forbidden(name: str, module: str) -> bool:
    """May an act not import this?"""
    parts = name.split(".")
    of_our_web = parts[0] in APPS and any(
        part == "views" or part.endswith(WEB_NAMES[:3]) for part in parts[1:3]
    )
    of_forms = name.startswith("django.forms") and module not in MAY_USE_FORMS
    of_requests = name.startswith(WEB) and name != "django.http.QueryDict"  # a way to write addresses
    return of_requests or of_our_web or of_forms


@pytest.mark.parametrize("path", list(acts()), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_decides_and_does_never_sees_a_request(path: Path) -> None:
    module = str(path.relative_to(ROOT))
    assert [name for name in imports_of(path) if is_forbidden(name, module)] == []


def test_there_is_no_drawer_for_everything() -> None:
    drawers = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [
        path for app in [*APPS, "alin"] for path in (ROOT / app).rglob("*.py") if path.name in drawers
    ] == []


@pytest.mark.parametrize(("folder", "ending", "most"), [("", "py", 300), ("templates", "html", 120)])
def test_files_are_short_enough_to_be_read(folder: str, ending: str, most: int) -> None:
    folders = [folder] if folder else [*APPS, "alin"]
    too_long = [
        f"{path.relative_to(ROOT)}: {count}"
        for name in folders
        for path in (ROOT / name).rglob(f"*.{ending}")
        if "migrations" not in path.parts
        and path.name != "settings.py"  # a list, looked up rather than read
        and (count := len(path.read_text().splitlines())) > most
    ]
    assert too_long == []
