"""The suite's ground: strict rendering, facts in the tables, an empty cache, and the fixed cast.

The cast is the same in every test: Anne the applicant, Karim the consultant, Lise of the landlord, Marc the
stranger who has an account and no business with the others, Emma of an employer, and the administrator.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from accounts.models import Agency, Employer, Landlord, User
from alin import circuits
from alin.places import directory
from alin.places.models import Commune, Department, PostalCode
from tests import strict_templates
from tests.factories.accounts import (
    AgencyFactory,
    EmployerFactory,
    LandlordFactory,
    MembershipFactory,
    UserFactory,
)

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}

strict_templates.install()

# Communes a test made: the directory in memory takes them in, and lets them go before the next test.
changed_places: list[str] = []


@receiver(post_save, sender=Commune)
@receiver(post_save, sender=PostalCode)
def forget_places(**kwargs: object) -> None:
    """`load_facts` makes communes in bulk; only tests make one by one."""
    changed_places.append("changed")
    directory.forget()


def load_facts() -> None:
    """Departments, some 190 communes (Paris and around, big cities), ceilings, refusal reasons."""
    call_command("load_facts", small=True, verbosity=0)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database has the facts from the start, as every real one has."""
    with django_db_blocker.unblock():
        load_facts()
    yield
    with django_db_blocker.unblock():
        end_other_sessions()


def end_other_sessions() -> None:
    """Let PostgreSQL drop the test database, though a thread of some test may still hold a connection."""
    if connection.vendor == "postgresql":
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608


@pytest.fixture(autouse=True)
def facts(request: pytest.FixtureRequest, _django_db_marker: None) -> None:
    """Put the facts back after a transactional test emptied the tables."""
    wants_database = request.node.get_closest_marker("django_db") or (
        DATABASE_FIXTURES & set(request.fixturenames)
    )
    if not wants_database:
        return
    request.getfixturevalue("_django_db_helper")
    if not Department.objects.exists():
        load_facts()


@pytest.fixture(autouse=True)
def clean_slate(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """No rate limit, no mail file and no language left over from another test."""
    cache.clear()
    circuits.cache.close()
    circuits.broker.close()
    circuits.carrier.close()
    circuits.registry.close()
    if changed_places:
        forget_places()
        changed_places.clear()
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.SMS_FOLDER = tmp_path / "sms"
    settings.EMAIL_FILE_PATH = str(settings.MAIL_FOLDER)
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ARCHIVES_FOLDER = tmp_path / "archives"
    with translation.override(settings.LANGUAGE_CODE):
        yield


# --- The cast -----------------------------------------------------------------------------------
@pytest.fixture
def anne(db: None) -> User:
    """Anne PORTE, applicant."""
    return UserFactory(first_name="Anne", birth_name="PORTE", email="anne.porte@example.org")


@pytest.fixture
def marc(db: None) -> User:
    """Marc STOCK, another applicant: what is Anne's is not his."""
    return UserFactory(
        civility=User.Civility.MONSIEUR, first_name="Marc", birth_name="STOCK", email="marc.stock@example.org"
    )


@pytest.fixture
def agency(db: None) -> Agency:
    """The agency of Paris and its inner suburbs."""
    return AgencyFactory(name="Agence de Paris", departments=["75", "92", "93", "94"])


@pytest.fixture
def karim(agency: Agency) -> User:
    """Karim BENALI, consultant of the agency."""
    user = UserFactory(
        civility=User.Civility.MONSIEUR,
        first_name="Karim",
        birth_name="BENALI",
        email="karim.benali@example.org",
        is_staff=True,
    )
    MembershipFactory(user=user, agency=agency)
    return user


@pytest.fixture
def landlord(db: None) -> Landlord:
    """The landlord Lise works for."""
    return LandlordFactory(name="Seine Habitat")


@pytest.fixture
def lise(landlord: Landlord) -> User:
    """Lise MOREL, of Seine Habitat."""
    user = UserFactory(first_name="Lise", birth_name="MOREL", email="lise.morel@example.org")
    MembershipFactory(user=user, landlord=landlord)
    return user


@pytest.fixture
def employer(db: None) -> Employer:
    """The company Emma works for."""
    return EmployerFactory(name="Ateliers du Canal", siren="732829320", code="CANAL")


@pytest.fixture
def emma(employer: Employer) -> User:
    """Emma LEROY, human resources of Ateliers du Canal."""
    user = UserFactory(first_name="Emma", birth_name="LEROY", email="emma.leroy@example.org")
    MembershipFactory(user=user, employer=employer)
    return user


@pytest.fixture
def administrator(db: None) -> User:
    """The administrator."""
    return UserFactory(administrator=True, first_name="Alix", birth_name="ADMIN", email="admin@example.org")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which a person is logged in: `client_of(anne).get(…)`."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in


# --- Browser tests ------------------------------------------------------------------------------
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests carry their mark; without Chromium they are skipped in view of everybody.

    BROWSER_TESTS=required (CI) lets them fail instead.
    """
    missing = not Path(CHROMIUM).exists() and os.environ.get("BROWSER_TESTS") != "required"
    for item in items:
        if item.path.is_relative_to(config.rootpath / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (apt install chromium)"))
