"""Accounts and organisations in the admin site."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import Employer, Membership, User
from alin.outbox.models import Message
from tests.accounts.walking import choose, last_mail, link_in, log_in, press
from tests.factories.accounts import EmployerFactory, LandlordFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = {
    "email": "New.Consultant@example.org",
    "civility": "monsieur",
    "birth_name": "BENALI",
    "first_name": "Karim",
    "mobile_phone": "",
    "language": "fr",
    "is_active": "on",
    "is_staff": "on",
    "membership-TOTAL_FORMS": "0",
    "membership-INITIAL_FORMS": "0",
    "consents-TOTAL_FORMS": "0",
    "consents-INITIAL_FORMS": "0",
}


@pytest.fixture
def office(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def send_link(office: Client, *people: User):
    data = {"action": "send_access_link", "_selected_action": [user.pk for user in people]}
    return office.post(reverse("admin:accounts_user_changelist"), data, follow=True)


def test_an_administrator_opens_a_staff_account_whose_owner_chooses_the_password(office: Client) -> None:
    response = office.post(reverse("admin:accounts_user_add"), NEW)
    assert response.status_code == 302, response.content.decode()
    user = User.objects.get(email="new.consultant@example.org")
    assert user.is_staff
    assert not user.has_usable_password()
    send_link(office, user)
    browser = Client()
    choose(browser, press(browser, link_in(last_mail())))
    assert log_in(browser, user.email)["Location"] == "/compte/entree/"
    assert browser.get(reverse("after_login"))["Location"] == reverse("mfa_index")


def test_the_link_of_an_account_with_a_password_is_for_a_new_one(office: Client, karim: User) -> None:
    send_link(office, karim)
    assert last_mail().subject == "Choisissez un nouveau mot de passe"


def test_a_closed_account_gets_no_link(office: Client) -> None:
    send_link(office, UserFactory(is_active=False))
    assert not Message.objects.exists()


def test_a_changed_address_has_to_be_confirmed_by_its_owner(office: Client, karim: User) -> None:
    changed = {
        **NEW,
        "email": "karim@example.org",
        "membership-TOTAL_FORMS": "1",
        "membership-INITIAL_FORMS": "1",
    }
    changed |= {
        "membership-0-id": str(karim.membership.pk),
        "membership-0-user": str(karim.pk),
        "membership-0-role": "member",
        "membership-0-agency": str(karim.membership.agency_id),
    }
    response = office.post(reverse("admin:accounts_user_change", args=[karim.pk]), changed)
    assert response.status_code == 302, response.content.decode()
    address = EmailAddress.objects.get(user=karim)
    assert (address.email, address.verified, address.primary) == ("karim@example.org", False, True)


def rewrite(office: Client, place: Membership, **changed: object):
    kept = {"user": place.user_id, "role": place.role, "landlord": place.landlord_id}
    address = reverse("admin:accounts_membership_change", args=[place.pk])
    return office.post(address, {**kept, **changed})


def test_the_last_manager_is_not_demoted_or_moved_here_either(office: Client, lise: User) -> None:
    place = lise.membership
    Membership.objects.update(role="manager")
    place.refresh_from_db()
    elsewhere = LandlordFactory().pk
    for changed in ({"role": "member"}, {"landlord": elsewhere}):
        response = rewrite(office, place, **changed)
        assert "abord un autre responsable" in response.content.decode()
    place.refresh_from_db()
    assert (place.role, place.landlord_id != elsewhere) == ("manager", True)
    MembershipFactory(landlord=place.landlord, role="manager")
    assert rewrite(office, place, role="member").status_code == 302
    place.refresh_from_db()
    assert place.role == "member"


def test_the_last_manager_is_not_demoted_on_the_persons_page(office: Client, karim: User) -> None:
    Membership.objects.filter(user=karim).update(role="manager")
    changed = NEW | {"email": karim.email, "membership-TOTAL_FORMS": "1", "membership-INITIAL_FORMS": "1"}
    changed |= {
        "membership-0-id": str(karim.membership.pk),
        "membership-0-user": str(karim.pk),
        "membership-0-role": "member",
        "membership-0-agency": str(karim.membership.agency_id),
    }
    page = office.post(reverse("admin:accounts_user_change", args=[karim.pk]), changed).content.decode()
    assert "abord un autre responsable" in page
    assert Membership.objects.get(user=karim).role == "manager"


def test_deleting_a_membership_closes_the_account_as_the_teams_page_does(office: Client, lise: User) -> None:
    address = reverse("admin:accounts_membership_delete", args=[lise.membership.pk])
    assert office.post(address, {"post": "yes"}).status_code == 302
    lise = User.objects.get(pk=lise.pk)
    assert not lise.is_active
    assert lise.left_at
    assert not Membership.objects.filter(user=lise).exists()


def test_an_administrators_own_membership_is_not_deleted(office: Client, administrator: User) -> None:
    place = MembershipFactory(user=administrator, landlord=LandlordFactory())
    address = reverse("admin:accounts_membership_delete", args=[place.pk])
    office.post(address, {"post": "yes"})
    assert Membership.objects.filter(pk=place.pk).exists()


def test_no_password_is_shown_or_asked(office: Client, karim: User) -> None:
    page = office.get(reverse("admin:accounts_user_change", args=[karim.pk])).content.decode()
    assert 'type="password"' not in page
    assert karim.password not in page


@pytest.mark.parametrize("model", ["user", "landlord", "employer", "agency", "membership", "consent"])
def test_each_list_and_form_opens(office: Client, karim: User, lise: User, emma: User, model: str) -> None:
    assert office.get(reverse(f"admin:accounts_{model}_changelist")).status_code == 200
    assert office.get(reverse(f"admin:accounts_{model}_changelist"), {"q": "e"}).status_code == 200
    if model != "consent":
        assert office.get(reverse(f"admin:accounts_{model}_add")).status_code == 200


def test_the_list_of_accounts_costs_the_same_for_one_and_for_twenty(
    office: Client, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    address = reverse("admin:accounts_user_changelist")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as before:
        office.get(address)
    UserFactory.create_batch(20)
    with CaptureQueriesContext(connection) as after:
        office.get(address)
    assert len(after) == len(before)


def test_a_company_offers_at_least_one_choice_and_may_have_no_code(office: Client) -> None:
    EmployerFactory(siren="552100554", code=None)
    company = {
        "name": "Ateliers",
        "siren": "732829320",
        "code": "",
        "sector": "private",
        "headcount": 20,
        "points": 0,
        "minimum_seniority_months": 0,
        "invitations-TOTAL_FORMS": "0",
        "invitations-INITIAL_FORMS": "0",
    }
    refused = office.post(reverse("admin:accounts_employer_add"), company)
    assert refused.status_code == 200
    accepted = office.post(
        reverse("admin:accounts_employer_add"), {**company, "choices_offered": ["anonymous"]}
    )
    assert accepted.status_code == 302, accepted.content.decode()
    employer = Employer.objects.get(siren="732829320")
    assert (employer.choices_offered, employer.code) == (["anonymous"], None)


def test_staff_without_the_administrator_s_rights_cannot_raise_their_own(karim: User, client: Client) -> None:
    from django.contrib.auth.models import Permission

    karim.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))
    client.force_login(karim)
    page = client.get(reverse("admin:accounts_user_change", args=[karim.pk])).content.decode()
    assert 'name="email"' in page
    assert 'name="is_superuser"' not in page


def test_an_applicant_has_no_business_in_the_admin_site(anne: User, client: Client) -> None:
    client.force_login(anne)
    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 302
