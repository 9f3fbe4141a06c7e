"""What the demo puts into an empty portal."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings
from stdnum.fr import siret

from accounts.models import Agency, Employer, Landlord, Membership, User
from accounts.second_factor import has_factor
from alin.dates import local_today
from alin.demo.cast import APPLICANTS, GROUPS, PASSWORD, printed
from alin.demo.homes import homes
from alin.demo.lives import Step, row_for
from alin.demo.organisations import COMPANIES
from alin.demo.waiting import waiting_numbers
from alin.outbox.models import Message
from applications.models import HousingApplication, SimulatedDemande
from applications.registry.editing import find, save_part
from applications.registry.schema import Demande
from applications.snapshots import apply_demande
from candidatures.models import Act, Candidature, HistoryEntry, State
from candidatures.workflow import TRANSITIONS
from offers.matching import in_bordering_communes, in_wished_communes, offers_for
from offers.models import Offer, OfferPhoto

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(db: None) -> None:
    """The demo without its pictures; the small set of communes of the tests."""
    call_command("load_demo", without_photos=True, verbosity=0)


def test_the_whole_demo_holds_together(demo: None) -> None:
    """One loading, many looks: it takes seconds."""
    _everyone_is_there()
    _candidatures_are_in_every_state()
    _every_story_is_one_the_workflow_allows()
    _no_message_was_sent_for_what_is_only_told()
    _the_waiting_numbers_show_what_they_say()
    _offers_can_be_applied_to()
    _loading_again_changes_nothing()
    _worn_out_offers_are_renewed()


def _everyone_is_there() -> None:
    assert Landlord.objects.count() == 4
    assert Employer.objects.count() == 5
    assert Agency.objects.count() == 3
    policies = Employer.objects.values_list(
        "sector", "choices_offered", "staff_number_required", "hired_on_required", "points"
    )
    assert len({str(policy) for policy in policies}) == 5
    for _label, people in GROUPS:
        for person in people:
            user = User.objects.get(email=person.email)
            assert user.check_password(PASSWORD)
            assert user.emailaddress_set.filter(verified=True).exists()
            assert has_factor(user) is not user.is_applicant
    kinds = Counter(
        "landlord" if row.landlord_id else "employer" if row.employer_id else "agency"
        for row in Membership.objects.all()
    )
    assert kinds["landlord"] >= 4 and kinds["employer"] >= 2 and kinds["agency"] >= 3
    assert User.objects.filter(is_superuser=True).count() == 1


def _candidatures_are_in_every_state() -> None:
    told = set(Candidature.objects.values_list("state", flat=True))
    assert told == set(State.values)
    cast = {person.email for person in APPLICANTS}
    shown = Candidature.objects.filter(application__owner__email__in=cast)
    assert set(shown.values_list("state", flat=True)) == set(State.values)


def _every_story_is_one_the_workflow_allows() -> None:
    allowed = {
        (row.act, source, row.target or source) for row in TRANSITIONS for source in (row.sources or ("",))
    }
    last: dict[int, HistoryEntry] = {}
    for entry in HistoryEntry.objects.order_by("candidature_id", "at", "pk"):
        assert (entry.act, entry.from_state, entry.to_state) in allowed
        before = last.get(entry.candidature_id)
        assert entry.from_state == (before.to_state if before else "")
        last[entry.candidature_id] = entry
    for candidature in Candidature.objects.all():
        assert last[candidature.pk].to_state == candidature.state


def _no_message_was_sent_for_what_is_only_told() -> None:
    assert not Message.objects.exists()


def _the_waiting_numbers_show_what_they_say() -> None:
    found = {one.number: one for one in waiting_numbers()}
    assert len(found) >= 12
    assert set(found) <= set(SimulatedDemande.objects.values_list("pk", flat=True))
    anne = Demande.model_validate(found["1110520020171G1175"].data)
    assert (anne.applicant.first_name, anne.applicant.last_name) == ("Anne", "PORTE")
    assert anne.applicant.birth_date.isoformat() == "1989-05-19"
    assert anne.co_applicant and anne.co_applicant.last_name == "GIGI"
    assert anne.email == "anne.porte@example.org"


def _offers_can_be_applied_to() -> None:
    application = _imported("1110520020171G1175")
    fitting = offers_for(application)
    assert in_wished_communes(fitting, application).count() >= 5
    assert in_bordering_communes(fitting, application).count() >= 3
    application.delete()
    application = _imported("1110326090417G7515")
    assert not offers_for(application).exists()
    application.delete()


def _imported(number: str) -> HousingApplication:
    owner = User.objects.get(email="marc.stock@example.org")
    data = SimulatedDemande.objects.get(pk=number).data
    return apply_demande(HousingApplication(owner=owner), Demande.model_validate(data))


def _loading_again_changes_nothing() -> None:
    counted = _counts()
    User.objects.filter(email="claire.vasseur@example.org").update(first_name="Clara")
    call_command("load_demo", without_photos=True, verbosity=0)
    assert _counts() == counted
    assert User.objects.get(email="claire.vasseur@example.org").first_name == "Clara"


def _counts() -> list[int]:
    models = (User, Offer, OfferPhoto, HousingApplication, Candidature, HistoryEntry, SimulatedDemande)
    return [model.objects.count() for model in models]  # type: ignore[attr-defined]


def _worn_out_offers_are_renewed() -> None:
    told = dict(Offer.objects.filter(candidatures__isnull=False).values_list("pk", "deadline"))
    touched, untouched = [one.number for one in waiting_numbers()][:2]
    save_part(touched, {"email": "visitor@example.org"})
    filed_on = find(untouched).filed_on
    with time_machine.travel(local_today() + timedelta(days=60)):
        assert not Offer.objects.open_now().exists()
        call_command("load_demo", without_photos=True, verbosity=0)
        assert Offer.objects.open_now().count() > Offer.objects.count() / 2
    assert dict(Offer.objects.filter(pk__in=told).values_list("pk", "deadline")) == told
    assert find(touched).email == "visitor@example.org"
    assert find(untouched).filed_on > filed_on


def test_a_portal_in_service_refuses_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_demo", without_photos=True)
    assert not Offer.objects.exists()


def test_a_story_the_workflow_refuses_cannot_be_told() -> None:
    with pytest.raises(LookupError):
        row_for(Step(3, Act.SIGN_LEASE), State.APPLIED)


def test_sirets_are_right_by_their_digits() -> None:
    assert all(siret.is_valid(company.siret) for company in COMPANIES.values())


def test_three_hundred_homes_in_twelve_departments_dense_in_ile_de_france() -> None:
    found = list(homes())
    assert len(found) >= 300
    assert len({home.place.department for home in found}) >= 12
    around = {"75", "77", "78", "91", "92", "93", "94", "95"}
    assert sum(home.place.department in around for home in found) > len(found) * 2 / 3
    assert len({home.reference for home in found}) == len(found)


def test_make_run_prints_the_password_and_one_person_of_each_kind() -> None:
    lines = printed()
    assert PASSWORD in lines
    assert lines.count("@example.org") == 5
