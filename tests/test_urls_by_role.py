"""Every address of the site and what each kind of person gets there: tests/urls_by_role.txt.

An address that is not in the table fails: whoever adds one says there who may read it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from accounts.models import Consent, Employer, Invitation, Landlord, User
from applications.models import FileLook, SharingDecision
from candidatures.keeping import keep
from candidatures.models import Candidature, State
from offers.models import Alert
from offers.stop_links import alert_token
from tests.factories.alerts import AlertFactory
from tests.factories.applications import at_registry
from tests.factories.candidatures import in_state
from tests.factories.offers import OfferFactory, household
from tests.factories.outbox import MessageFactory
from tests.factories.pages import HelpRequestFactory

pytestmark = pytest.mark.django_db

ROLES = ["visitor", "anne", "marc", "karim", "lise", "emma", "admin"]
ADMIN_PAGES = ["changelist", "add", "change", "delete", "history"]
ALIASES = {
    "account_login": "login",
    "account_change_password": "change",
    "account_reauthenticate": "confirm",
    "admin:candidatures_candidature_change": "file",
    "admin:index": "admin",
    "admin:accounts_invitation_changelist": "invitations",
    "admin:login": "office",
    "after_login": "entry",
    "employer:home": "employer",
    "landlord:home": "landlord",
}


def table() -> dict[str, list[str]]:
    """Each line of the table: its first word, and the others."""
    lines = (Path(__file__).parent / "urls_by_role.txt").read_text().splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines if line and not line.startswith("#")}


TABLE = table()


@dataclass
class World:
    """One of each thing, so that every address has something to show."""

    people: dict[str, User | None]
    candidature: Candidature
    alert: Alert

    def arguments(self, name: str, pattern: URLPattern) -> dict[str, Any]:
        """What an address with parameters is about."""
        application = self.candidature.application_id
        known = {
            "reference": self.candidature.offer.reference,
            "pk": self._pk(name, application),
            "token": alert_token(self.alert.pk),
            "act": "not_retain" if name.startswith("landlord:") else "approve",
            "uidb36": "1",
            "key": "00000000-0000-4000-8000-000000000000" if name == "data_archive" else "x-y",
            "name": "nothing",
            "member": 1,
            "invitation": 1,
            "file_format": "csv",
            "number": "1110520020171G1175",
            "path": "nothing.jpg",
            "app_label": "accounts",
            "content_type_id": "0",
            "object_id": "1",
        }
        return {key: known[key] for key in pattern.pattern.converters or pattern.pattern.regex.groupindex}

    def _pk(self, name: str, application: int) -> int:
        if name.startswith("offers:"):
            return self.alert.pk
        return application if name.startswith("employer:") else self.candidature.pk

    def client(self, role: str) -> Client:
        """A browser of that person."""
        client = Client()
        person = self.people[role]
        if person:
            client.force_login(person)
        return client


@pytest.fixture
def world(
    anne: User,
    marc: User,
    karim: User,
    lise: User,
    emma: User,
    administrator: User,
    landlord: Landlord,
    employer: Employer,
) -> World:
    """Anne's file, visible to Emma, and her candidature, sent to Lise's landlord."""
    for person in (anne, marc):
        person.tutorial_done_at = timezone.now()
        person.save()
    employer.validation_needed = True
    employer.save()
    application = household(owner=anne, employer=employer, submitted_at="2026-06-01T10:00:00Z")
    SharingDecision.objects.create(
        application=application, choice="full", employer=employer, text_version="test"
    )
    offer = OfferFactory(landlord=landlord)
    candidature = in_state(State.SENT, application=application, offer=offer)
    people = {
        "visitor": None,
        "anne": anne,
        "marc": marc,
        "karim": karim,
        "lise": lise,
        "emma": emma,
        "admin": administrator,
    }
    return World(people, candidature, AlertFactory(user=anne))


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every named address outside the admin's model pages."""
    yield from walk(get_resolver(), ())


def walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    """Go down the tree of addresses."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name)), pattern


def is_model_page(name: str) -> bool:
    """One of the pages that Django makes for each model of the admin."""
    return name.startswith("admin:") and name.count("_") > 1 and name.rpartition("_")[2] in ADMIN_PAGES


def answer(response: HttpResponse) -> str:
    """As the tables write it."""
    if response.status_code != 302:
        return str(response.status_code)
    target = resolve(urlsplit(response["Location"]).path).view_name
    return ">" + ALIASES.get(target, target.rpartition(":")[2])


PATTERNS = dict(addresses())
MODELS = sorted({name.rpartition("_")[0] for name in PATTERNS if is_model_page(name)})
NAMES = [name for name in PATTERNS if not is_model_page(name)]


def test_the_table_names_every_address_and_no_other() -> None:
    assert set(TABLE) == set(NAMES) | {model.removeprefix("admin:") for model in MODELS}


@pytest.mark.parametrize("name", NAMES)
def test_each_kind_of_person_gets_what_the_table_says(name: str, world: World) -> None:
    path = reverse(name, kwargs=world.arguments(name, PATTERNS[name]))
    found = [answer(world.client(role).get(path)) for role in ROLES]
    assert dict(zip(ROLES, found, strict=True)) == dict(zip(ROLES, TABLE[name], strict=True))


def object_of(label: str, world: World) -> Model:
    """One object of the model, made where the world has none."""
    model = apps.get_model(*label.removeprefix("admin:").split("_", 1))
    makers: dict[str, Callable[[], Model]] = {
        "message": MessageFactory,
        "simulateddemande": at_registry,
        "consent": lambda: Consent.objects.create(user=User.objects.first(), subject="personal_data"),
        "filelook": lambda: FileLook.objects.create(
            application=world.candidature.application, reader="employer"
        ),
        "helprequest": HelpRequestFactory,
        "invitation": lambda: Invitation.objects.create(
            landlord=Landlord.objects.get(), email="x@example.org"
        ),
        "keptdecision": lambda: keep(world.candidature),
        "group": lambda: Group.objects.create(name="Groupe"),
    }
    found: Model = model._default_manager.first() or makers[model._meta.model_name or ""]()
    return found


@pytest.mark.parametrize("label", MODELS)
def test_the_admin_shows_its_pages_to_those_the_table_names(label: str, world: World) -> None:
    thing = object_of(label, world)
    found = []
    for role in ("admin", "karim"):
        for page in ADMIN_PAGES:
            arguments = [thing.pk] if page in {"change", "delete", "history"} else []
            found.append(answer(world.client(role).get(reverse(f"{label}_{page}", args=arguments))))
    expected = [cell for cell in TABLE[label.removeprefix("admin:")] if cell != "|"]
    assert found == expected


@pytest.mark.parametrize("label", MODELS)
def test_the_admin_sends_everybody_else_away(label: str, world: World) -> None:
    path = reverse(f"{label}_changelist")
    found = {
        role: answer(world.client(role).get(path)) for role in ("visitor", "anne", "marc", "lise", "emma")
    }
    assert set(found.values()) <= {">login", ">office"}, found


# --- What every page keeps to, whoever reads it --------------------------------------------------
# Reading may renew a session; looking at an employee's file is written down for the employee (R6.12).
WRITTEN_BY_READING = {"django_session", "usersessions_usersession", "applications_filelook"}
# Blocks of data: browsers execute none of them but the import map, which carries the page's nonce.
DATA_BLOCKS = {"application/json", "application/ld+json", "importmap"}
INLINE = re.compile(r"\b(style|on[a-z]+|hx-on\S*)\b")
CHANGES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@pytest.fixture
def pages(world: World) -> Callable[[], Iterator[tuple[str, str, HttpResponse, list[str]]]]:
    """Every page that answers 200, with its reader and the queries it took."""

    def read() -> Iterator[tuple[str, str, HttpResponse, list[str]]]:
        for role in ROLES:
            client = world.client(role)
            for name in NAMES:
                if TABLE[name][ROLES.index(role)] != "200":
                    continue
                path = reverse(name, kwargs=world.arguments(name, PATTERNS[name]))
                with CaptureQueriesContext(connection) as queries:
                    response = client.get(path)
                yield role, name, response, [query["sql"] for query in queries]

    return read


Pages = Callable[[], Iterator[tuple[str, str, HttpResponse, list[str]]]]


def test_reading_a_page_changes_nothing(pages: Pages) -> None:
    changes = {
        (role, name, found[1])
        for role, name, _response, queries in pages()
        for sql in queries
        if (found := CHANGES.match(sql)) and found[1] not in WRITTEN_BY_READING
    }
    assert changes == set()


def test_an_applicants_page_takes_at_most_twelve_queries(pages: Pages) -> None:
    counts = {name: len(queries) for role, name, _response, queries in pages() if role == "anne"}
    assert {name: count for name, count in counts.items() if count > 12} == {}


def test_every_page_has_one_title_a_language_and_nothing_inline(pages: Pages) -> None:
    problems = []
    for role, name, response, _queries in pages():
        if not response["Content-Type"].startswith("text/html"):
            continue
        soup = BeautifulSoup(response.content, "html.parser")
        if soup.find("html") is None:
            continue  # a fragment
        scripts = [tag for tag in soup.select("script:not([src])") if tag.get("type") not in DATA_BLOCKS]
        inline = [
            tag.name for tag in soup.find_all(True) if {"style", "onclick", "onchange"} & set(tag.attrs)
        ]
        facts = (len(soup.find_all("h1")), soup.html.get("lang"), len(scripts), inline)
        if facts != (1, "fr", 0, []):
            problems.append((role, name, *facts))
    assert problems == []


def test_pages_of_signed_in_people_stay_out_of_caches(pages: Pages) -> None:
    kept = [
        (role, name)
        for role, name, response, _queries in pages()
        if role != "visitor" and "private" not in response.get("Cache-Control", "")
    ]
    assert kept == []
