"""The team's pages and the invitation's page, as people meet them (R2.10)."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import inviting, teams
from accounts.inviting import link_to
from accounts.models import Agency, Employer, Invitation, Landlord, Membership, User
from alin.outbox.models import Message
from tests.factories.accounts import LandlordFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
NEW = {
    "civility": "madame",
    "first_name": "Zoé",
    "birth_name": "LAMBERT",
    "password1": "Tourterelle-41",
    "password2": "Tourterelle-41",
}


@pytest.fixture
def manager(landlord: Landlord) -> User:
    """Mona, who manages Seine Habitat's team."""
    user = UserFactory(first_name="Mona", birth_name="RIVET", email="mona.rivet@example.org")
    MembershipFactory(user=user, landlord=landlord, role="manager")
    return user


@pytest.fixture
def invitation(landlord: Landlord, manager: User) -> Invitation:
    return inviting.invite(landlord, "zoe.lambert@example.org", "member", manager, first_name="Zoé")


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode()).replace("&#x27;", "'")


# --- The list -------------------------------------------------------------------------------------
def test_a_member_sees_the_list_without_acts(
    manager: User, lise: User, invitation: Invitation, client_of: Browser
) -> None:
    page = text(client_of(lise).get("/bailleur/equipe/"))
    assert "Mona RIVET" in page
    assert "Lise MOREL" in page
    for act in ("Inviter une personne", "Renvoyer", "Rôle et accès", invitation.email):
        assert act not in page


def test_a_manager_sees_roles_log_ins_second_factors_and_invitations(
    manager: User, lise: User, invitation: Invitation, client_of: Browser
) -> None:
    page = text(client_of(manager).get("/bailleur/equipe/"))
    for words in (
        "Responsable",
        "Jamais",
        "Seconde étape",
        invitation.email,
        "Renvoyer",
        "Un seul responsable",
    ):
        assert words in page


def test_the_list_costs_the_same_for_two_and_for_twenty(
    manager: User, lise: User, landlord: Landlord, client_of: Browser
) -> None:
    browser = client_of(manager)
    inviting.invite(landlord, "first@example.org", "member", manager)
    browser.get("/bailleur/equipe/")  # notes the browser's session
    with CaptureQueriesContext(connection) as before:
        browser.get("/bailleur/equipe/")
    MembershipFactory.create_batch(18, landlord=landlord)
    for number in range(10):
        inviting.invite(landlord, f"another{number}@example.org", "member", manager)
    with CaptureQueriesContext(connection) as after:
        browser.get("/bailleur/equipe/")
    assert len(after) == len(before)


@pytest.mark.parametrize(
    ("who", "address"),
    [("lise", "/bailleur/equipe/"), ("emma", "/entreprise/equipe/"), ("karim", "/equipe/")],
)
def test_each_space_leads_to_its_team(
    who: str, address: str, client_of: Browser, request: pytest.FixtureRequest
) -> None:
    browser = client_of(request.getfixturevalue(who))
    assert browser.get(reverse("team"))["Location"] == address
    home = browser.get(reverse("after_login"))["Location"]
    assert f'href="{address}"' in text(browser.get(home))


@pytest.mark.parametrize("kind", ["landlord", "employer", "agency"])
def test_every_kind_of_team_is_managed_on_the_same_pages(
    kind: str, landlord: Landlord, employer: Employer, agency: Agency, client_of: Browser
) -> None:
    place = {kind: {"landlord": landlord, "employer": employer, "agency": agency}[kind]}
    boss = MembershipFactory(user=UserFactory(is_staff=kind == "agency"), role="manager", **place).user
    other = MembershipFactory(user=UserFactory(is_staff=kind == "agency"), **place)
    browser = client_of(boss)
    invite = {"email": "zoe@example.org", "role": "member", "first_name": "", "birth_name": ""}
    assert browser.get(reverse(f"{kind}:team_invite")).status_code == 200
    response = browser.post(reverse(f"{kind}:team_invite"), invite, follow=True)
    assert "L'invitation est partie à zoe@example.org." in text(response)
    waiting = Invitation.objects.get()
    assert waiting.kind == kind
    for act, said in (("resend", "repartie"), ("resend", "trois minutes"), ("withdraw", "est retirée")):
        button = reverse(f"{kind}:team_{act}", args=[waiting.pk])
        assert said in text(browser.post(button, follow=True))
    assert browser.get(reverse(f"{kind}:team_member", args=[other.pk])).status_code == 200
    browser.post(reverse(f"{kind}:team_member", args=[other.pk]), {"role": "manager"})
    other.refresh_from_db()
    assert other.role == "manager"
    assert "Retirer l'accès de" in text(browser.get(reverse(f"{kind}:team_remove", args=[other.pk])))
    browser.post(reverse(f"{kind}:team_remove", args=[other.pk]))
    assert not Membership.objects.filter(pk=other.pk).exists()


def test_what_is_another_organisation_s_does_not_exist(manager: User, client_of: Browser) -> None:
    other = LandlordFactory()
    stranger = MembershipFactory(landlord=other)
    theirs = Invitation.objects.create(landlord=other, email="x@example.org")
    browser = client_of(manager)
    assert browser.get(reverse("landlord:team_member", args=[stranger.pk])).status_code == 404
    assert browser.post(reverse("landlord:team_remove", args=[stranger.pk])).status_code == 404
    assert browser.post(reverse("landlord:team_resend", args=[theirs.pk])).status_code == 404
    assert browser.post(reverse("landlord:team_withdraw", args=[theirs.pk])).status_code == 404


def test_a_refused_invitation_says_why_and_keeps_what_was_typed(
    manager: User, lise: User, invitation: Invitation, client_of: Browser
) -> None:
    browser = client_of(manager)
    for email, words in (
        (lise.email, "fait déjà partie"),
        (invitation.email, "attend déjà"),
        ("pas une adresse", "bonne forme"),
    ):
        page = text(browser.post("/bailleur/equipe/inviter/", {"email": email, "role": "manager"}))
        assert words in page
        assert f'value="{email}"' in page
    assert Invitation.objects.count() == 1


def test_a_stale_button_says_that_the_invitation_no_longer_waits(
    manager: User, invitation: Invitation, client_of: Browser
) -> None:
    inviting.withdraw(invitation, manager)
    page = client_of(manager).post(reverse("landlord:team_withdraw", args=[invitation.pk]), follow=True)
    assert "n'attend plus" in text(page)


def test_the_last_manager_is_told_on_every_page(manager: User, client_of: Browser) -> None:
    browser, place = client_of(manager), manager.membership
    member = reverse("landlord:team_member", args=[place.pk])
    assert "Dernier responsable" in text(browser.get(member))
    assert "dernier responsable" in text(browser.post(member, {"role": "member"}))
    leaving = browser.get("/bailleur/equipe/quitter/")
    assert "Vous êtes le dernier responsable" in text(leaving)
    assert 'method="post"' not in text(leaving).split("<main")[1].split("</main")[0]
    assert "dernier responsable" in text(browser.post("/bailleur/equipe/quitter/", follow=True))
    assert User.objects.get(pk=manager.pk).is_active


def test_leaving_logs_out_and_says_so(manager: User, lise: User, client_of: Browser) -> None:
    browser = client_of(lise)
    response = browser.post("/bailleur/equipe/quitter/", follow=True)
    assert "Vous avez quitté l'équipe." in text(response)
    assert "_auth_user_id" not in browser.session
    assert Message.objects.filter(user=lise).count() == 1


# --- The invitation's page ------------------------------------------------------------------------
def test_opening_the_link_changes_nothing_and_says_who_invites_to_what(
    invitation: Invitation, client: Client
) -> None:
    page = text(client.get(link_to(invitation)))
    for words in ("Rejoindre Seine Habitat", "Mona RIVET vous invite", invitation.email, 'value="Zoé"'):
        assert words in page
    assert not User.objects.filter(email=invitation.email).exists()


def test_accepting_logs_in_and_leads_to_the_second_factor(invitation: Invitation, client: Client) -> None:
    response = client.post(link_to(invitation), NEW)
    assert response["Location"] == reverse("after_login")
    assert client.session["_auth_user_id"] == str(User.objects.get(email=invitation.email).pk)


def test_a_refused_form_keeps_what_was_typed_and_names_each_fault(
    invitation: Invitation, client: Client
) -> None:
    typed = {**NEW, "birth_name": "Zora", "password1": "Zora2026!", "password2": "autre"}
    page = text(client.post(link_to(invitation), typed))
    assert "ne doit pas reprendre votre nom" in page
    assert 'value="Zora"' in page
    assert not User.objects.filter(email=invitation.email).exists()


def test_a_used_link_leads_to_the_log_in(invitation: Invitation, client: Client) -> None:
    client.post(link_to(invitation), NEW)
    page = text(Client().get(link_to(invitation)))
    assert "Vous faites déjà partie de l'équipe" in page
    assert reverse("account_login") in page
    again = Client().post(link_to(invitation), NEW)
    assert again["Location"] == link_to(invitation)
    assert User.objects.filter(email=invitation.email).count() == 1


def test_an_expired_link_offers_to_ask_the_inviter(
    invitation: Invitation, manager: User, client: Client, time_machine
) -> None:
    time_machine.move_to(invitation.expires_at.timestamp() + 1, tick=False)
    assert "Cette invitation a expiré" in text(client.get(link_to(invitation)))
    page = text(client.post(link_to(invitation), {"ask": "1"}, follow=True))
    assert "Votre demande est envoyée" in page
    assert Message.objects.filter(user=manager, subject__contains="nouvelle invitation").count() == 1


def test_a_withdrawn_link_says_so_and_opens_no_account(
    invitation: Invitation, manager: User, client: Client
) -> None:
    inviting.withdraw(invitation, manager)
    assert "Cette invitation a été retirée" in text(client.get(link_to(invitation)))
    client.post(link_to(invitation), NEW)
    assert not User.objects.filter(email=invitation.email).exists()


def test_a_good_link_does_not_ask_for_another(invitation: Invitation, client: Client) -> None:
    client.post(link_to(invitation), {"ask": "1"})
    assert Message.objects.count() == 1


@pytest.mark.parametrize(("who", "words"), [("anne", "compte de demandeur"), ("emma", "autre organisation")])
def test_an_address_with_an_account_is_told_kindly_how_to_go_on(
    who: str, words: str, landlord: Landlord, manager: User, client: Client, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    page = text(client.get(link_to(inviting.invite(landlord, person.email, "member", manager))))
    assert words in page
    assert "une autre de vos adresses" in page


def test_somebody_else_s_session_is_said_and_can_be_ended_here(
    invitation: Invitation, anne: User, client_of: Browser
) -> None:
    browser = client_of(anne)
    page = text(browser.get(link_to(invitation)))
    assert "Un autre compte est ouvert dans ce navigateur" in page
    assert browser.post(link_to(invitation), NEW)["Location"] == link_to(invitation)
    left = browser.post(reverse("account_logout"), {"next": link_to(invitation)})
    assert left["Location"] == link_to(invitation)
    assert "Rejoindre Seine Habitat" in text(browser.get(link_to(invitation)))


@pytest.mark.parametrize("key", ["x", "x:y", "MQ:", "é", "x" * 900])
def test_a_broken_link_says_so(key: str, client: Client) -> None:
    response = client.get(reverse("invitation", args=[key]))
    assert response.status_code == 200
    assert "n'est pas complet" in text(response)
    assert client.post(reverse("invitation", args=[key]), {"ask": "1"}).status_code == 200


# --- The admin site -------------------------------------------------------------------------------
def test_an_administrator_invites_the_first_manager_from_the_organisation_s_page(
    administrator: User, landlord: Landlord, client_of: Browser
) -> None:
    office = client_of(administrator)
    page = reverse("admin:accounts_landlord_change", args=[landlord.pk])
    typed = {
        "name": landlord.name,
        "city": "Paris",
        "invitations-TOTAL_FORMS": "1",
        "invitations-INITIAL_FORMS": "0",
        "invitations-0-email": "Zoe@example.org",
        "invitations-0-role": "manager",
        "invitations-0-first_name": "",
        "invitations-0-birth_name": "",
    }
    assert office.get(page).status_code == 200
    response = office.post(page, typed, follow=True)
    assert "L'invitation est partie à zoe@example.org." in text(response)
    assert Invitation.objects.get().invited_by == administrator
    assert Message.objects.get().to == "zoe@example.org"
    assert "attend déjà" in text(office.post(page, typed))
    assert Message.objects.count() == 1


def test_an_administrator_sends_again_and_withdraws_for_every_organisation(
    administrator: User, invitation: Invitation, client_of: Browser
) -> None:
    office, page = client_of(administrator), reverse("admin:accounts_invitation_changelist")
    office.post(page, {"action": "resend", "_selected_action": [invitation.pk]})
    assert Message.objects.count() == 2
    office.post(page, {"action": "withdraw", "_selected_action": [invitation.pk]})
    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"
    response = office.post(page, {"action": "resend", "_selected_action": [invitation.pk]}, follow=True)
    assert "n'attend plus" in text(response)


def test_a_consultant_has_no_permission_but_the_work_itself(karim: User, client_of: Browser) -> None:
    assert karim.get_all_permissions() == set()
    browser = client_of(karim)
    assert browser.get(reverse("admin:candidatures_candidature_changelist")).status_code == 200
    assert browser.get(reverse("admin:accounts_invitation_changelist")).status_code == 403


def test_a_removed_consultant_has_no_way_into_the_office(
    karim: User, administrator: User, client_of: Browser
) -> None:
    browser = client_of(karim)
    teams.remove(karim.membership, administrator)
    assert browser.get(reverse("admin:index")).status_code == 302
    assert not User.objects.get(pk=karim.pk).is_staff
