"""A real browser on the real site: Debian's Chromium, started by Playwright.

`open_page("/offres/")` opens an address of the live site. `plain_page` has JavaScript off. `axe(page)` fails
on anything axe-core finds. A failed test leaves its screenshot in test-results/.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's browser, quiet: it asks nobody anything but our own server."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-proxy-server",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A person in France at a desk."""
    return {
        **browser_context_args,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    """The live site's address; links in mails lead there."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def context(context: BrowserContext, site: str) -> BrowserContext:
    """Opened with the live site as the base of every address."""
    context.set_default_timeout(15_000)
    return context


@pytest.fixture
def new_person(new_context: Callable[..., BrowserContext], site: str) -> Callable[..., Page]:
    """A browser of their own for one more person: `new_person(java_script_enabled=False)`."""

    def opened(**options: Any) -> Page:
        context = new_context(base_url=site, **{"viewport": DESKTOP, **options})
        context.set_default_timeout(15_000)
        page = context.new_page()
        watch(page)
        return page

    return opened


@pytest.fixture
def page(new_person: Callable[..., Page]) -> Page:
    """A person's browser; addresses may be given without the host: `page.goto("/offres/")`."""
    return new_person()


@pytest.fixture
def plain_page(new_person: Callable[..., Page]) -> Page:
    """A browser with JavaScript off."""
    return new_person(java_script_enabled=False)


@pytest.fixture
def phone_page(new_person: Callable[..., Page]) -> Page:
    """A small phone."""
    return new_person(viewport=PHONE, is_mobile=True, has_touch=True)


problems: list[str] = []


@pytest.fixture(autouse=True)
def no_problem_in_the_browser() -> Iterator[None]:
    """A script's error, a breach of the CSP, a 5xx or a missing file fails the test that met it."""
    problems.clear()
    yield
    assert problems == []


def watch(page: Page) -> None:
    """Write down what goes wrong behind the page."""
    page.on("pageerror", lambda error: problems.append(f"script error on {page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            problems.append(f"console on {page.url}: {message.text}")
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    page.on("requestfinished", lambda request: check_answer(page, request))


def check_answer(page: Page, request: Request) -> None:
    """Missing files and server errors are problems; a page may answer 4xx where the test expects it."""
    response = request.response()
    if response is None:
        return
    missing = response.status == 404 and request.resource_type != "document"
    if response.status >= 500 or missing:
        problems.append(f"{response.status} {request.url} on {page.url}")


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fail on anything axe-core finds on the page as it is now (WCAG 2.2 AA and best practice)."""

    def check(page: Page) -> None:
        # preload: false, or axe writes inline styles to read imported stylesheets, which the CSP blocks.
        page.evaluate(AXE)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules, preload: false})", RULES)
        lines = [
            f"{violation['id']}: {violation['help']}\n    "
            + "\n    ".join(node["html"][:300] for node in violation["nodes"])
            for violation in found["violations"]
        ]
        assert lines == [], f"axe on {page.url}:\n" + "\n".join(lines)

    return check


@pytest.fixture
def no_sideways_scroll() -> Callable[[Page], None]:
    """Fail when the page is wider than the screen."""

    def check(page: Page) -> None:
        wide, screen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= screen, f"{page.url} is {wide} px wide on a screen of {screen} px"

    return check
