"""What « Mettre à jour » does to the employment, the consent and the ticks (R4.2)."""

from typing import Any

import pytest

from accounts.models import User
from alin.dates import local_today
from applications.documents import unticked
from applications.models import Employment, HousingApplication, SimulatedDemande
from applications.sharing import current_choice, employees_visible_to
from applications.updating import update_application
from tests.factories.files import OTHER_SIRET, adult, demande, partner, submitted

pytestmark = pytest.mark.usefixtures("employer")


def at_the_registry(application: HousingApplication, **fields: Any) -> None:
    """The registry has this demande now."""
    changed = demande(unique_number=application.unique_number, **fields)
    SimulatedDemande.objects.update_or_create(
        unique_number=application.unique_number, defaults={"data": changed.model_dump(mode="json")}
    )


def updated(application: HousingApplication, **fields: Any) -> HousingApplication:
    """The file as a new request finds it, after an update."""
    at_the_registry(application, **fields)
    update_application(application)
    return HousingApplication.objects.get(pk=application.pk)


def missing(application: HousingApplication) -> set[str]:
    return {line.key for line in unticked(application, local_today())}


def test_a_new_job_closes_the_file_to_the_former_company_at_once(anne: User, emma: User) -> None:
    application = submitted(anne, "full")
    assert employees_visible_to(emma).exists()
    work = {"employer_name": "Fonderie du Nord", "siret": OTHER_SIRET}
    after = updated(application, applicant=adult(employment=work))
    assert not Employment.objects.exists()
    assert current_choice(after) is None
    assert not employees_visible_to(emma).exists()


def test_the_same_job_keeps_everything(anne: User, emma: User) -> None:
    after = updated(submitted(anne, "full"))
    assert current_choice(after) == "full"
    assert employees_visible_to(emma).exists()
    assert missing(after) == set()


def test_another_co_applicant_has_other_papers(anne: User) -> None:
    couple = {"co_applicant": partner(), "co_applicant_link": "C"}
    application = submitted(anne, **couple)
    other = partner(first_name="Paul", last_name="AUTRE", birth_date="1991-06-07")
    after = updated(application, co_applicant=other, co_applicant_link="C")
    assert "co_applicant:identite" in missing(after)
    assert "applicant:identite" not in missing(after)


def test_a_co_applicant_who_changes_name_keeps_the_ticks(anne: User) -> None:
    couple = {"co_applicant": partner(), "co_applicant_link": "C"}
    application = submitted(anne, **couple)
    after = updated(application, co_applicant=partner(last_name="PORTE"), co_applicant_link="C")
    assert missing(after) == set()


def test_a_newly_required_document_is_the_only_one_missing(anne: User) -> None:
    after = updated(submitted(anne), reasons=["04"])
    assert missing(after) == {"household:conge"}
