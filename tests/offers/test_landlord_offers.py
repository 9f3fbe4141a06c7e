"""A landlord's offers from draft to withdrawal, by the pages that do it (R5.6)."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from accounts.models import Landlord, User
from alin.dates import PARIS, local_today
from alin.outbox.models import Message
from candidatures.models import State
from offers import editing, publishing
from offers.checking import problems, second_looks
from offers.errors import OfferError, StaleOffer
from offers.models import Offer, OfferEvent
from tests.factories.accounts import LandlordFactory, MembershipFactory, UserFactory
from tests.factories.candidatures import in_state
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db
Clients = Callable[[User], Client]
BASE = "/bailleur/offres/"

WHOLE = {
    "reference": "SH-1",
    "title": "Résidence du Canal",
    "kind": "apartment",
    "postal_code": "93200",
    "typology": "2",
    "surface": "45",
    "energy_class": "C",
    "climate_class": "B",
    "energy_cost_low": "640",
    "energy_cost_high": "890",
    "energy_cost_year": "2023",
    "financing": "PLUS",
    "rent": "452,50 €",
    "charges": "68",
}


def ready(landlord: Landlord, **fields: object) -> Offer:
    """A draft that nothing keeps from being published."""
    costs = {"energy_cost_low": 640, "energy_cost_high": 890, "energy_cost_year": 2023}
    offer: Offer = OfferFactory(landlord=landlord, draft=True, **{**costs, **fields})
    return offer


def posted(client: Client, path: str, **data: str) -> str:
    """Send a form; the text of the page that follows."""
    return client.post(path, data, follow=True).content.decode()


# --- Drafts -------------------------------------------------------------------------------------
def test_a_draft_is_saved_with_nothing_in_it(client_of: Clients, lise: User) -> None:
    posted(client_of(lise), f"{BASE}nouvelle/", title="Le Parc")
    offer = Offer.objects.get()
    assert (offer.status, offer.title, offer.rent, offer.landlord) == (
        Offer.Status.DRAFT,
        "Le Parc",
        None,
        lise.landlord,
    )
    assert offer.reference


def test_a_draft_takes_figures_as_french_people_type_them(client_of: Clients, lise: User) -> None:
    posted(client_of(lise), f"{BASE}nouvelle/", **WHOLE)
    offer = Offer.objects.get(reference="SH-1")
    assert (offer.rent, offer.commune.name, offer.missing) == (Decimal("452.50"), "Saint-Denis", [])


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("postal_code", "932", "5 chiffres"),
        ("postal_code", "00000", "Aucune commune connue"),
        ("surface", "grand", "Écrivez un nombre"),
        ("rent", "-5", "montant positif"),
        ("energy_class", "G", "classé G"),
        ("company", "NADA", "Aucune entreprise connue"),
        ("reference", "A/7", "lettres"),
        ("reference", "import", "lettres"),
        ("deadline", "demain", "22/11/2026"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_kept(
    client_of: Clients, lise: User, field: str, typed: str, sentence: str
) -> None:
    page = posted(client_of(lise), f"{BASE}nouvelle/", **{**WHOLE, field: typed})
    assert sentence in page
    assert "Résidence du Canal" in page
    assert not Offer.objects.exists()


def test_another_landlords_reference_is_taken(client_of: Clients, lise: User) -> None:
    OfferFactory(reference="SH-1", landlord=LandlordFactory())
    assert "déjà prise" in posted(client_of(lise), f"{BASE}nouvelle/", **WHOLE)


def test_a_postal_code_of_several_communes_asks_which(client_of: Clients, lise: User) -> None:
    from alin.places.models import Commune, PostalCode

    other = Commune.objects.exclude(pk="93066").filter(arrondissements=None).first()
    PostalCode.objects.create(code="93200", commune=other)
    assert "Choisissez parmi" in posted(client_of(lise), f"{BASE}nouvelle/", **WHOLE)
    posted(client_of(lise), f"{BASE}nouvelle/", **WHOLE, city="st denis")
    assert Offer.objects.get().commune.name == "Saint-Denis"


# --- Two people ---------------------------------------------------------------------------------
def test_the_second_of_two_people_is_told_and_keeps_what_they_typed(
    client_of: Clients, lise: User, landlord: Landlord
) -> None:
    offer = ready(landlord)
    colleague = UserFactory(first_name="Paul", birth_name="AMI")
    MembershipFactory(user=colleague, landlord=landlord)
    path = f"{BASE}{offer.reference}/modifier/"
    data = {**WHOLE, "reference": offer.reference, "version": "1"}
    posted(client_of(colleague), path, **{**data, "title": "Les Lilas"})
    page = posted(client_of(lise), path, **{**data, "title": "Les Roses"})
    assert "Paul" in page
    assert "Les Roses" in page
    offer.refresh_from_db()
    assert offer.title == "Les Lilas"
    posted(client_of(lise), path, **{**data, "title": "Les Roses", "version": "2"})
    offer.refresh_from_db()
    assert offer.title == "Les Roses"


def test_saving_the_same_again_writes_no_history(lise: User, landlord: Landlord) -> None:
    offer = ready(landlord)
    assert editing.save(Offer.objects.get(pk=offer.pk), lise, 1) is False
    assert not offer.events.exists()


def test_each_change_is_in_the_history(client_of: Clients, lise: User, landlord: Landlord) -> None:
    offer = ready(landlord)
    offer.rent = Decimal("400.00")
    editing.save(offer, lise, 1)
    event = offer.events.get()
    assert (event.act, event.actor, event.changes) == ("edit", lise, {"rent": ["430.00", "400.00"]})
    page = client_of(lise).get(f"{BASE}{offer.reference}/historique/").content.decode()
    assert "430.00" in page


# --- Who ----------------------------------------------------------------------------------------
PAGES = [
    "modifier",
    "apercu",
    "historique",
    "photos",
    "publier",
    "prolonger",
    "retirer",
    "dupliquer",
    "supprimer",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_strangers_offer_is_not_there(client_of: Clients, lise: User, page: str) -> None:
    offer = ready(LandlordFactory())
    client = client_of(lise)
    assert client.get(f"{BASE}{offer.reference}/{page}/").status_code == 404
    assert client.post(f"{BASE}{offer.reference}/{page}/").status_code in (404, 405)
    assert Offer.objects.get(pk=offer.pk).status == Offer.Status.DRAFT


def test_nobody_but_its_landlord_sees_a_draft(
    client_of: Clients, lise: User, anne: User, karim: User, landlord: Landlord
) -> None:
    offer = ready(landlord)
    path = f"/offres/{offer.reference}/"
    assert client_of(anne).get(path).status_code == 404
    assert client_of(karim).get(path).status_code == 200
    assert client_of(lise).get(path).status_code == 200


def test_the_page_of_an_incomplete_draft_is_not_there_for_anybody(
    client_of: Clients, lise: User, karim: User, landlord: Landlord
) -> None:
    offer = ready(landlord, surface=None)
    for person in (lise, karim):
        assert client_of(person).get(f"/offres/{offer.reference}/").status_code == 404
    page = client_of(lise).get(f"{BASE}{offer.reference}/apercu/").content.decode()
    assert "Surface" in page


def test_the_preview_is_the_applicants_page(client_of: Clients, lise: User, landlord: Landlord) -> None:
    offer = ready(landlord, description="Vue sur le canal.")
    page = client_of(lise).get(f"{BASE}{offer.reference}/apercu/").content.decode()
    assert "Vue sur le canal." in page
    assert "Aperçu" in page
    assert "Classe énergie" in page


# --- What the law asks ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"energy_class": ""}, "energy_class"),
        ({"climate_class": ""}, "climate_class"),
        ({"energy_class": "G"}, "energy_class"),
        ({"energy_cost_low": None}, "energy_cost_low"),
        ({"energy_cost_high": None}, "energy_cost_high"),
        ({"energy_cost_high": 100}, "energy_cost_high"),
        ({"energy_cost_year": None}, "energy_cost_year"),
        ({"rent": None}, "rent"),
        ({"commune": None}, "commune"),
        ({"published_on": datetime.date(2020, 1, 1), "deadline": datetime.date(2020, 1, 2)}, "deadline"),
    ],
)
def test_what_is_missing_prevents_publishing(
    lise: User, landlord: Landlord, fields: dict[str, object], field: str
) -> None:
    offer = ready(landlord, **fields)
    assert [problem.field for problem in problems(offer)] == [field]
    with pytest.raises(OfferError):
        publishing.publish(offer, lise, 1)
    assert Offer.objects.get(pk=offer.pk).status == Offer.Status.DRAFT


def test_a_whole_draft_has_no_problem_and_class_f_is_said(landlord: Landlord) -> None:
    assert problems(ready(landlord, energy_class="F")) == []
    assert "excessive" in second_looks(ready(landlord, energy_class="F"))[0]
    assert second_looks(ready(landlord)) == []


@pytest.mark.parametrize(
    ("rent", "surface", "odd"), [("135", 45, False), ("134", 45, True), ("720", 45, False), ("721", 45, True)]
)
def test_a_rent_per_metre_out_of_the_usual_is_looked_at_twice(
    landlord: Landlord, rent: str, surface: int, odd: bool
) -> None:
    offer = ready(landlord, rent=Decimal(rent), surface=surface, charges=0)
    assert bool(second_looks(offer)) is odd


# --- Publishing ---------------------------------------------------------------------------------
def test_publishing_opens_the_offer_and_announces_it_once(
    client_of: Clients, lise: User, landlord: Landlord
) -> None:
    offer = ready(landlord)
    page = client_of(lise).get(f"{BASE}{offer.reference}/publier/").content.decode()
    assert "Demandeurs concernés" in page
    for _again in range(2):
        posted(client_of(lise), f"{BASE}{offer.reference}/publier/", when="now", version="1")
    offer.refresh_from_db()
    assert (offer.state, offer.published_on) == (Offer.State.OPEN, local_today())
    assert offer.announced_at
    assert [event.act for event in offer.events.all()] == ["publish"]


def test_an_offer_scheduled_to_an_hour_opens_then_and_no_second_earlier(
    client_of: Clients, lise: User, anne: User, landlord: Landlord
) -> None:
    with time_machine.travel(datetime.datetime(2026, 6, 1, 10, tzinfo=PARIS), tick=False) as clock:
        offer = ready(landlord)
        data = {"when": "later", "day": "2026-06-03", "hour": "09:30", "version": "1"}
        posted(client_of(lise), f"{BASE}{offer.reference}/publier/", **data)
        offer.refresh_from_db()
        assert (offer.state, offer.announced_at) == (Offer.State.SCHEDULED, None)
        clock.move_to(datetime.datetime(2026, 6, 3, 9, 29, 59, tzinfo=PARIS))
        assert not offer.is_open()
        assert not Offer.objects.open_now().exists()
        assert client_of(anne).get(f"/offres/{offer.reference}/").status_code == 404
        assert list(Offer.objects.in_state("scheduled")) == [offer]
        clock.move_to(datetime.datetime(2026, 6, 3, 9, 30, tzinfo=PARIS))
        assert offer.is_open()
        assert list(Offer.objects.open_now()) == [offer]
        assert not Offer.objects.in_state("scheduled").exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"when": "later"}, "Choisissez le jour"),
        ({"when": "later", "day": "2020-01-01"}, "Ce moment est passé"),
        ({"when": "later", "day": "2999-01-01"}, "précède la publication"),
        ({"when": "later", "day": "2999-01-01", "hour": "25:00"}, "Écrivez une heure"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_beside_its_field(
    client_of: Clients, lise: User, landlord: Landlord, data: dict[str, str], sentence: str
) -> None:
    offer = ready(landlord)
    assert sentence in posted(client_of(lise), f"{BASE}{offer.reference}/publier/", **data, version="1")
    assert Offer.objects.get(pk=offer.pk).state == Offer.State.DRAFT


def test_a_schedule_can_be_undone(client_of: Clients, lise: User, landlord: Landlord) -> None:
    offer = ready(landlord)
    tomorrow = datetime.datetime.now(PARIS) + datetime.timedelta(days=1)
    publishing.publish(offer, lise, 1, tomorrow)
    posted(client_of(lise), f"{BASE}{offer.reference}/publier/", unschedule="1")
    offer.refresh_from_db()
    assert (offer.state, offer.opens_at) == (Offer.State.DRAFT, None)


def test_publishing_what_somebody_changed_meanwhile_is_refused(lise: User, landlord: Landlord) -> None:
    offer = ready(landlord)
    changed = Offer.objects.get(pk=offer.pk)
    changed.surface = 20
    editing.save(changed, lise, 1)
    with pytest.raises(StaleOffer):
        publishing.publish(offer, lise, 1)


def test_a_published_offer_stays_fit_for_publishing(
    client_of: Clients, lise: User, landlord: Landlord
) -> None:
    offer = ready(landlord)
    publishing.publish(offer, lise, 1)
    page = posted(
        client_of(lise), f"{BASE}{offer.reference}/modifier/", **{**WHOLE, "rent": "", "version": "2"}
    )
    assert "Indiquez le loyer" in page
    assert Offer.objects.get(pk=offer.pk).rent == Decimal("430.00")


# --- Extending, withdrawing, copying ------------------------------------------------------------
def test_extending_tells_each_candidate_once_with_the_reason(
    client_of: Clients, lise: User, anne: User, landlord: Landlord
) -> None:
    offer = OfferFactory(landlord=landlord)
    in_state(State.APPLIED, offer=offer)
    in_state(State.CANCELLED, offer=offer)
    Message.objects.all().delete()
    until = local_today() + datetime.timedelta(days=20)
    data = {"until": until.isoformat(), "reason": "Trop peu de dossiers.", "version": "1"}
    for _again in range(2):
        posted(client_of(lise), f"{BASE}{offer.reference}/prolonger/", **data)
    offer.refresh_from_db()
    assert offer.deadline == until
    told = Message.objects.get()
    assert "Trop peu de dossiers." in told.text
    assert [event.act for event in offer.events.all()] == ["extend"]


@pytest.mark.parametrize(("days", "works"), [(7, False), (8, True), (180, True), (181, False)])
def test_a_deadline_moves_only_later_and_not_for_ever(
    lise: User, landlord: Landlord, days: int, works: bool
) -> None:
    offer = OfferFactory(landlord=landlord)
    until = local_today() + datetime.timedelta(days=days)
    if works:
        assert publishing.extend(offer, lise, 1, until, "x").deadline == until
    else:
        with pytest.raises(OfferError):
            publishing.extend(offer, lise, 1, until, "x")


def test_withdrawing_gives_the_candidates_the_landlords_message(
    client_of: Clients, lise: User, landlord: Landlord
) -> None:
    offer = OfferFactory(landlord=landlord)
    candidature = in_state(State.APPLIED, offer=offer)
    Message.objects.all().delete()
    path = f"{BASE}{offer.reference}/retirer/"
    assert "obligatoire" in posted(client_of(lise), path, message="", version="1")
    posted(client_of(lise), path, message="Un dégât des eaux.", version="1")
    candidature.refresh_from_db()
    offer.refresh_from_db()
    assert (offer.state, candidature.state) == (Offer.State.WITHDRAWN, State.OFFER_WITHDRAWN)
    assert "Un dégât des eaux." in Message.objects.get().text
    assert offer.events.get().reason == "Un dégât des eaux."


def test_a_copy_is_a_draft_with_the_same_dwelling(client_of: Clients, lise: User, landlord: Landlord) -> None:
    offer = OfferFactory(landlord=landlord, withdrawn=True, surface=61)
    posted(client_of(lise), f"{BASE}{offer.reference}/dupliquer/")
    copy = Offer.objects.exclude(pk=offer.pk).get()
    assert (copy.status, copy.surface, copy.landlord) == (Offer.Status.DRAFT, 61, landlord)
    assert copy.reference != offer.reference


def test_buttons_pressed_twice_make_one_draft_and_one_copy(
    client_of: Clients, lise: User, landlord: Landlord
) -> None:
    client = client_of(lise)
    for _again in range(2):
        posted(client, f"{BASE}nouvelle/", reference="SH-7")
        posted(client, f"{BASE}SH-7/dupliquer/", reference="B1-261123-ABCDEF")
    assert set(Offer.objects.values_list("reference", flat=True)) == {"SH-7", "B1-261123-ABCDEF"}
    page = client.get(f"{BASE}nouvelle/").content.decode()
    assert f'value="B{landlord.pk}-' in page


def test_of_two_that_take_a_reference_at_once_the_second_is_told(lise: User, landlord: Landlord) -> None:
    editing.create(Offer(landlord=landlord, reference="SH-7"), lise)
    with pytest.raises(OfferError, match="déjà prise"):
        editing.create(Offer(landlord=landlord, reference="SH-7"), lise)


def test_only_a_draft_can_be_deleted(client_of: Clients, lise: User, landlord: Landlord) -> None:
    draft, published = ready(landlord), OfferFactory(landlord=landlord)
    for offer in (draft, published):
        posted(client_of(lise), f"{BASE}{offer.reference}/supprimer/")
    assert list(Offer.objects.all()) == [published]


# --- The list -----------------------------------------------------------------------------------
def test_the_list_shows_each_state_and_takes_as_many_queries_for_many(
    client_of: Clients, lise: User, landlord: Landlord
) -> None:
    made = {
        "draft": ready(landlord, surface=None, commune=None),
        "open": OfferFactory(landlord=landlord),
        "scheduled": OfferFactory(landlord=landlord, upcoming=True),
        "closed": OfferFactory(landlord=landlord, closed=True),
        "withdrawn": OfferFactory(landlord=landlord, withdrawn=True),
        "allocated": OfferFactory(landlord=landlord, status="allocated"),
    }
    client = client_of(lise)
    for state, offer in made.items():
        assert offer.state == state
        page = client.get(BASE, {"etat": state}).content.decode()
        assert [one.reference for one in made.values() if f'data-offer-ref="{one.reference}"' in page] == [
            offer.reference
        ]
    page = client.get(BASE, {"q": made["open"].reference}).content.decode()
    assert page.count("data-offer-ref") == 1
    assert "Aucune offre ne correspond" in client.get(BASE, {"q": "zzz"}).content.decode()
    assert OfferEvent.objects.count() == 0


def test_an_incomplete_draft_breaks_no_page_of_those_who_may_see_it(
    client_of: Clients, lise: User, administrator: User, landlord: Landlord
) -> None:
    draft = Offer.objects.create(landlord=landlord, reference="SH-0")
    for page in ("", "modifier/", "apercu/", "photos/", "publier/", "historique/"):
        assert client_of(lise).get(f"{BASE}SH-0/{page}").status_code == 200
    for page in ("", f"{draft.pk}/change/"):
        assert client_of(administrator).get(f"/admin/offers/offer/{page}").status_code == 200
    assert client_of(administrator).get("/offres/SH-0/").status_code == 404


def test_only_an_open_offer_leads_to_its_public_page(
    client_of: Clients, lise: User, landlord: Landlord
) -> None:
    for traits, leads in ({}, True), ({"upcoming": True}, False), ({"closed": True}, False):
        offer = OfferFactory(landlord=landlord, **traits)
        page = client_of(lise).get(f"{BASE}{offer.reference}/").content.decode()
        assert (f'href="{offer.get_absolute_url()}"' in page) is leads, traits


def test_a_draft_without_typology_has_a_name_above_each_of_its_pages(
    client_of: Clients, lise: User, landlord: Landlord
) -> None:
    offer = ready(landlord, typology=None, surface=45)
    page = client_of(lise).get(f"{BASE}{offer.reference}/publier/").content.decode()
    assert "Nouvelle offre · 45 m²" in page


def test_nobody_fills_in_an_act_that_the_offers_state_refuses(
    client_of: Clients, lise: User, landlord: Landlord
) -> None:
    scheduled = OfferFactory(landlord=landlord, upcoming=True)
    withdrawn = OfferFactory(landlord=landlord, withdrawn=True)
    client = client_of(lise)
    for path, status in (
        (f"{scheduled.reference}/prolonger/", 302),
        (f"{scheduled.reference}/retirer/", 200),
        (f"{withdrawn.reference}/prolonger/", 302),
        (f"{withdrawn.reference}/retirer/", 302),
    ):
        assert client.get(f"{BASE}{path}").status_code == status, path
    page = client.get(f"{BASE}{withdrawn.reference}/retirer/", follow=True).content.decode()
    assert "Seule une offre publiée peut être retirée." in page
