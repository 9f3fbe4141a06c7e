"""What a person may change about themselves, and their sessions."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.walking import errors, log_in
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
PROFILE = {
    "civility": "madame",
    "birth_name": "PORTE",
    "first_name": "Anne",
    "mobile_phone": "+32 470 12 34 56",
    "sms_wanted": "on",
    "language": "en",
}


@pytest.fixture
def signed_in(anne: User) -> Client:
    client = Client()
    client.force_login(anne)
    return client


def test_the_profile_is_saved_and_the_site_speaks_the_chosen_language(
    anne: User, signed_in: Client, settings
) -> None:
    response = signed_in.post(reverse("profile"), PROFILE)
    assert response["Location"] == reverse("profile")
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    anne.refresh_from_db()
    assert (str(anne.mobile_phone), anne.sms_wanted, anne.language) == ("+32470123456", True, "en")
    assert '<html lang="en">' in signed_in.get(reverse("profile")).content.decode()


def test_the_number_is_shown_as_people_read_it(anne: User, signed_in: Client) -> None:
    User.objects.filter(pk=anne.pk).update(mobile_phone="+33612345678")
    assert 'value="06 12 34 56 78"' in signed_in.get(reverse("profile")).content.decode()


def test_a_refused_change_changes_nothing_not_even_the_header(anne: User, signed_in: Client) -> None:
    response = signed_in.post(
        reverse("profile"), {**PROFILE, "first_name": "Zoé", "mobile_phone": "0142345678"}
    )
    assert errors(response, "mobile_phone")
    page = response.content.decode()
    assert 'value="Zoé"' in page
    assert "<strong>Anne PORTE</strong>" in page


def test_an_applicant_keeps_a_number_staff_may_have_none(
    signed_in: Client, lise: User, client: Client
) -> None:
    silent = {**PROFILE, "mobile_phone": "", "sms_wanted": ""}
    assert errors(signed_in.post(reverse("profile"), silent), "mobile_phone")
    client.force_login(lise)
    assert client.post(reverse("profile"), silent).status_code == 302


def test_only_applicants_are_offered_text_messages(signed_in: Client, lise: User) -> None:
    assert 'name="sms_wanted"' in signed_in.get(reverse("profile")).content.decode()
    staff = Client()
    staff.force_login(lise)
    assert 'name="sms_wanted"' not in staff.get(reverse("profile")).content.decode()
    staff.post(reverse("profile"), PROFILE)
    lise.refresh_from_db()
    assert lise.sms_wanted is False


def test_the_e_mail_and_the_rights_cannot_be_changed_here(anne: User, signed_in: Client) -> None:
    signed_in.post(
        reverse("profile"), {**PROFILE, "email": "x@example.org", "is_staff": "on", "is_superuser": "on"}
    )
    anne.refresh_from_db()
    assert (anne.email, anne.is_staff, anne.is_superuser) == ("anne.porte@example.org", False, False)


def test_a_page_of_the_account_costs_few_queries(signed_in: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        signed_in.get(reverse("profile"))


def test_a_person_sees_where_they_are_logged_in_and_closes_the_others(anne: User) -> None:
    here, elsewhere = Client(), Client()
    for client, agent in (
        (here, "Mozilla/5.0 (Windows) Firefox/140.0"),
        (elsewhere, "Mozilla (Android) Chrome/140"),
    ):
        client.defaults["HTTP_USER_AGENT"] = agent
        log_in(client, anne.email, PASSWORD)
    page = here.get(reverse("usersessions_list")).content.decode()
    assert "Firefox, Windows" in page
    assert "Chrome, Android" in page
    here.post(reverse("usersessions_list"))
    assert "_auth_user_id" in here.session
    assert elsewhere.get(reverse("profile")).status_code == 302


def test_the_root_of_the_account_leads_to_the_profile(signed_in: Client) -> None:
    assert signed_in.get("/compte/")["Location"] == reverse("profile")
