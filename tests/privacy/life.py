"""A whole life of a file, by way of the pages, planted with strings that stand nowhere else.

Two people live it in the same company, with the same landlord and the same offers: what is one's must never
show as the other's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Employer, Invitation, Landlord, User
from alin.dates import local_today
from alin.outbox.delivery import sweep_due
from alin.pages.models import HelpRequest
from applications.documents import required_documents
from applications.models import HousingApplication, SecurityCode
from applications.updating import update_application
from candidatures.models import Act, Candidature
from candidatures.workflow import perform
from offers.models import Offer
from tests.accounts.walking import PASSWORD, choose, last_mail, link_in, log_in, press, sign_up
from tests.factories.applications import at_registry
from tests.factories.candidatures import reason
from tests.factories.files import adult, child, partner
from tests.factories.offers import SAINT_DENIS, OfferFactory
from tests.factories.offers import commune as saint_denis

SIRET = "73282932000074"


@dataclass(frozen=True)
class Plant:
    """Somebody's own strings; none is a part of another word of the portal."""

    word: str  # put into every name and text: « Zephyrine » for the first
    phone: str
    number: str
    born: str
    partner_born: str
    child_born: str

    @property
    def email(self) -> str:
        return f"{self.word.lower()}@boite-rare.example"

    @property
    def registry_email(self) -> str:
        return f"{self.word.lower()}.sne@boite-rare.example"

    def strings(self) -> dict[str, str]:
        """Each string and where it was planted; lower case."""
        word = self.word.lower()
        found = {
            "names, mails, addresses, texts": word,
            "phone": self.phone[1:].lower(),
            "phone as typed": self.phone.removeprefix("+33").lower(),
            "unique number": self.number.lower(),
            "birth date": self.born,
            "birth date of the co-applicant": self.partner_born,
            "birth date of the child": self.child_born,
        }
        for name in ("born", "partner_born", "child_born"):
            year, month, day = getattr(self, name).split("-")
            found[f"{name} in words"] = f"{day}/{month}/{year}"
        return found


FIRST = Plant("Zephyrquix", "+33698761234", "0930719998877XZ9Q7", "1961-07-29", "1959-11-13", "2013-02-17")
OTHER = Plant("Ombelwrasch", "+33697651098", "0930819997766KW8J5", "1967-08-23", "1966-10-19", "2011-03-09")


def demande_of(plant: Plant, **changes: Any) -> dict[str, Any]:
    """A household of three with their own words in every text the registry keeps."""
    word = plant.word
    work = {
        "employer_name": "Ateliers du Canal",
        "siret": SIRET,
        "workplace_postal_code": "75010",
        "workplace_commune": f"Lieu-{word}",
    }
    return {
        "email": plant.registry_email,
        "applicant": adult(
            last_name=word,
            first_name=f"{word}a",
            birth_name=f"{word}n",
            birth_date=plant.born,
            email=f"{word.lower()}.perso@boite-rare.example",
            mobile_phone=plant.phone,
            occupation=f"Souffleuse {word}",
            employment=work,
        ),
        "co_applicant": partner(
            last_name=f"{word}p",
            first_name=f"{word}q",
            birth_date=plant.partner_born,
            email=f"{word.lower()}.co@boite-rare.example",
        ),
        "co_applicant_link": "C",
        "dependants": [child(f"{word}e", plant.child_born, last_name=word)],
        "current_housing": {
            "kind": "LP",
            "commune": "Pantin",
            "postal_code": "93500",
            "address": f"7 allée {word}",
            "landlord_name": f"Proprio {word}",
        },
        "wishes": {"communes": [SAINT_DENIS]},
        **changes,
    }


@dataclass
class Life:
    """What has been lived, and the browser in which."""

    plant: Plant
    client: Client
    user: User
    application: HousingApplication


def open_account(plant: Plant, client: Client) -> User:
    """Sign-up, mailed link, password, a log-in that failed, one that works."""
    sign_up(
        client,
        email=plant.email,
        birth_name=plant.word,
        first_name=f"{plant.word}a",
        mobile_phone=plant.phone.replace("+33", "0"),
    )
    choose(client, press(client, link_in(last_mail())))
    log_in(client, plant.email, "wrong")
    log_in(client, plant.email)
    client.post("/ma-demande/etapes/")
    return User.objects.get(email=plant.email)


def import_file(plant: Plant, client: Client, user: User) -> HousingApplication:
    """Number, code, the three tabs, an update that changes something."""
    row = at_registry(plant.number, **demande_of(plant))
    client.post("/ma-demande/numero/", {"number": plant.number})
    client.post("/ma-demande/code/", {"code": SecurityCode.objects.get(user=user).digits})
    client.post("/ma-demande/informations/")
    typed = {
        "holder": "applicant",
        "employer_name": "Ateliers du Canal",
        "company_code": "",
        "staff_number": f"M-{plant.word}",
        "hired_on": "2015-03-02",
        "is_agency_contract": "no",
    }
    client.post("/ma-demande/entreprise/", typed)
    client.post("/ma-demande/donnees-personnelles/", {"choice": "essential"})
    client.post("/ma-demande/donnees-personnelles/", {"choice": "full"})
    row.data["current_housing"]["address"] = f"9 impasse {plant.word}"
    row.save()
    application = HousingApplication.objects.get(owner=user)
    update_application(application)
    lines = required_documents(application.demande, local_today())
    client.post("/ma-demande/pieces/", {"document": [line.key for line in lines]})
    return HousingApplication.objects.get(owner=user)


def ask_for_help(plant: Plant, client: Client) -> None:
    """A question, and an invented one without the account."""
    client.post(
        "/contact/", {"subject": "other", "about": "", "message": f"Que devient le dossier {plant.word} ?"}
    )
    HelpRequest.objects.create(
        subject="other", name=plant.word, email=plant.email, message=f"Sans compte, {plant.word}."
    )


def refused_by_landlord(life: Life, offer: Offer, karim: User, lise: User) -> Candidature:
    """Applied, approved, sent, and not retained with a word of the landlord's."""
    life.client.post(reverse("candidatures:apply", args=[offer.reference]))
    candidature = Candidature.objects.get(application=life.application, offer=offer)
    perform(candidature, Act.CLAIM, karim)
    perform(candidature, Act.APPROVE, karim)
    perform(candidature, Act.SEND_TO_LANDLORD, karim)
    note = f"Mme {life.plant.word} a renoncé."
    return perform(candidature, Act.NOT_RETAIN, lise, refusal_reason=reason("landlord"), note=note)


def live(plant: Plant, offers: list[Offer], karim: User, lise: User, emma: User) -> Life:
    """All of it; the last candidature still waits for a consultant."""
    client = Client(headers={"user-agent": f"Browser of {plant.word}"})
    user = open_account(plant, client)
    life = Life(plant, client, user, import_file(plant, client, user))
    ask_for_help(plant, client)
    refused = refused_by_landlord(life, offers[0], karim, lise)
    client.post(reverse("candidatures:apply", args=[offers[1].reference]))
    client.post(
        "/offres/alertes/creer/?pieces=T3", {"name": f"Alerte de {plant.word}", "frequency": "at_once"}
    )
    client.post(reverse("offers:mark_favourite", args=[offers[1].reference]), {"wanted": "1"})
    for reader, path in (
        (karim, reverse("admin:candidatures_candidature_change", args=[refused.pk])),
        (lise, reverse("landlord:candidature", args=[refused.pk])),
        (emma, reverse("employer:employee", args=[life.application.pk])),
    ):
        staff = Client()
        staff.force_login(reader)
        assert staff.get(path).status_code == 200, path
    LogEntry.objects.create(
        user=karim,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=str(user),
        action_flag=CHANGE,
        change_message=f"Téléphone de {plant.word}",
    )
    Invitation.objects.create(
        email=plant.email, first_name=plant.word, landlord=offers[0].landlord, withdrawn_at=timezone.now()
    )
    for page in ("/ma-situation/", "/offres/", "/mes-candidatures/", "/compte/profil/", "/compte/donnees/"):
        assert client.get(page).status_code == 200, page
    sweep_due()
    return life


def shared_offers(landlord: Landlord, employer: Employer) -> list[Offer]:
    """Two homes that fit both households."""
    saint_denis()
    assert employer.siren == SIRET[:9]
    return [OfferFactory(landlord=landlord, typology=3, surface=60) for _number in range(2)]


# --- Reading everything back ---------------------------------------------------------------------
def cells(without: set[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Every value of every table, as lower-case text, with « table.column »."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in without:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if value is not None:
                        yield f"{table}.{column}", str(value).lower()


def found_in(texts: Iterator[tuple[str, str]], plant: Plant) -> set[tuple[str, str]]:
    """Which of the person's strings stand where."""
    strings = plant.strings()
    return {(where, what) for where, text in texts for what, string in strings.items() if string in text}


@contextmanager
def confirmed(client: Client) -> Iterator[None]:
    """The person has just typed the password again."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    yield
