"""Every button of the account pages, the teams and the contact form has a limit."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.limit_middleware import ACCOUNT_PAGES, TEAM_PAGES
from accounts.models import Landlord, User
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.test_urls_by_role import NAMES, PATTERNS

pytestmark = pytest.mark.django_db

ROUTES = (*ACCOUNT_PAGES, *TEAM_PAGES)
ARGUMENTS = {"uidb36": "1", "member": 1, "invitation": 1, "pk": 1, "act": "x"}
# What is narrower than the limit behind all of them: address, who posts, what, the limit's action.
NARROWER = {
    "account_login": ("visitor", {"login": "a@example.org", "password": "Faux-2026"}, "login"),
    "account_signup": ("visitor", {"email": "a@example.org"}, "signup"),
    "account_resend": ("visitor", {"email": "a@example.org"}, "resend_access"),
    "account_reset_password": ("visitor", {"email": "a@example.org"}, "reset_password"),
    "account_reset_password_from_key": ("visitor", {}, "reset_password_from_key"),
    "account_confirm_email": ("visitor", {}, "activation"),
    "account_change_password": ("anne", {"oldpassword": "x"}, "change_password"),
    "account_reauthenticate": ("anne", {"password": "x"}, "reauthenticate"),
    "account_email": ("anne", {"email": "x"}, "manage_email"),
    "invitation": ("visitor", {}, "invitation"),
    "landlord:team_invite": ("manager", {"email": "x"}, "invite"),
    "landlord:team_leave": ("manager", {}, "manage_team"),
    "contact": ("visitor", {}, "contact"),
}


def path_of(name: str) -> str:
    pattern = PATTERNS[name].pattern
    names = pattern.converters or pattern.regex.groupindex
    keys = {"key": "3f0c1a52-0000-4000-8000-000000000000" if "archive" in name else "x-y"}
    return reverse(name, kwargs={one: {**ARGUMENTS, **keys}[one] for one in names})


@pytest.fixture
def browsers(anne: User, landlord: Landlord, client_of: Callable[[User], Client]) -> dict[str, Client]:
    manager = MembershipFactory(user=UserFactory(), landlord=landlord, role="manager").user
    return {"visitor": Client(), "anne": client_of(anne), "manager": client_of(manager)}


def log_in_first() -> str:
    return f"{reverse('account_login')}?next="


def lower(settings, action: str, times: int = 2) -> None:
    """The limits as they are, but this one to few times."""
    limits = dict(settings.ACCOUNT_RATE_LIMITS)
    limits[action] = re.sub(r"\d+(?=/)", str(times), limits[action], count=1)
    settings.ACCOUNT_RATE_LIMITS = limits


@pytest.mark.parametrize("who", ["visitor", "anne"])
def test_every_button_of_these_pages_is_limited_whoever_wrote_it(
    who: str, browsers: dict[str, Client], settings
) -> None:
    lower(settings, "account_visitor", 0)
    lower(settings, "account_member", 0)
    pages = {name for name in NAMES if not name.startswith(("admin", "demo", "offer_photo"))}
    ours = {name for name in pages if path_of_or_none(name).startswith(tuple(f"/{one}" for one in ROUTES))}
    assert len(ours) > 40
    answers = {name: browsers[who].post(path_of(name)) for name in ours}
    asked_to_log_in = {
        name
        for name, answer in answers.items()
        if answer.headers.get("Location", "").startswith(log_in_first())
    }
    assert not asked_to_log_in or who == "visitor"
    others = {name: answer.status_code for name, answer in answers.items() if name not in asked_to_log_in}
    assert set(others.values()) == {429}, others


def path_of_or_none(name: str) -> str:
    try:
        return path_of(name)
    except KeyError:
        return ""


@pytest.mark.parametrize("name", NARROWER)
def test_each_entry_point_has_its_own_limit_and_a_way_on(
    name: str, browsers: dict[str, Client], settings
) -> None:
    who, data, action = NARROWER[name]
    lower(settings, action)
    answers = [browsers[who].post(path_of(name), data) for _try in range(3)]
    assert [answer.status_code == 429 for answer in answers] == [False, False, True]
    page = answers[-1].content.decode()
    assert "Trop de tentatives" in page
    main = page.split("<main")[1].split("</main")[0]
    assert re.search(r'<a class="button" href="/[^"]+"', main)


def test_reading_is_never_limited(browsers: dict[str, Client], settings) -> None:
    lower(settings, "account_visitor", 0)
    lower(settings, "login", 0)
    assert browsers["visitor"].get(reverse("account_login")).status_code == 200


def test_one_person_s_limit_is_not_another_s(
    anne: User, marc: User, settings, client_of: Callable[[User], Client]
) -> None:
    lower(settings, "account_member", 1)
    codes = [client_of(person).post(reverse("profile")).status_code for person in (anne, anne, marc)]
    assert codes == [200, 429, 200]
