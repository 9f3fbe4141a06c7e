"""Invitations as acts: who may invite whom, what the link is worth, what accepting opens (R2.10)."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts import inviting, teams
from accounts.errors import AlreadyThere, CannotAccept, NotManager, NotWaiting
from accounts.inviting import NewMember, Standing, accept, invite, link_to, read_link, standing
from accounts.models import Agency, Employer, Invitation, Landlord, Membership, User
from alin.outbox.models import Message
from tests.accounts.walking import text_of
from tests.factories.accounts import LandlordFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ZOE = NewMember("madame", "Zoé", "LAMBERT", "Tourterelle-41", "fr")


@pytest.fixture
def manager(landlord: Landlord) -> User:
    """Mona, who manages Seine Habitat's team."""
    user = UserFactory(first_name="Mona", birth_name="RIVET", email="mona.rivet@example.org")
    MembershipFactory(user=user, landlord=landlord, role="manager")
    return user


@pytest.fixture
def invitation(landlord: Landlord, manager: User) -> Invitation:
    return invite(landlord, "Zoe.Lambert@example.org", "member", manager, first_name="Zoé")


def key_of(invitation: Invitation) -> str:
    return link_to(invitation).split("/")[-2]


# --- Inviting -------------------------------------------------------------------------------------
def test_a_manager_invites_and_the_letter_has_the_link(invitation: Invitation, manager: User) -> None:
    letter = Message.objects.get()
    assert (letter.to, letter.confidential, letter.user) == ("zoe.lambert@example.org", True, None)
    assert letter.subject == "Invitation à rejoindre une équipe sur AL'in"
    for words in ("Mona RIVET", "Seine Habitat", "7 jours", link_to(invitation)):
        assert words in text_of(letter)
    assert invitation.invited_by == manager


def test_the_letter_names_the_month_in_its_own_language(
    landlord: Landlord, manager: User, time_machine
) -> None:
    time_machine.move_to("2026-11-23T09:00:00+00:00")
    with translation.override("en"):  # the page is read in English, the inviter's mails are in French
        invite(landlord, "zoe.lambert@example.org", "member", manager)
    assert "30 novembre 2026" in text_of(Message.objects.get())


def test_the_link_is_nowhere_in_the_invitation_s_row(invitation: Invitation) -> None:
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert key_of(invitation) not in " ".join(map(str, row.values()))


@pytest.mark.parametrize("who", ["lise", "anne", "karim", "emma"])
def test_nobody_but_a_manager_of_the_organisation_invites(
    who: str, landlord: Landlord, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotManager):
        invite(landlord, "zoe@example.org", "member", request.getfixturevalue(who))
    assert not Message.objects.exists()


def test_a_manager_of_another_organisation_does_not_invite_here(manager: User) -> None:
    with pytest.raises(NotManager):
        invite(LandlordFactory(), "zoe@example.org", "member", manager)


def test_a_manager_whose_account_is_closed_does_not_invite(landlord: Landlord, manager: User) -> None:
    manager.is_active = False
    manager.save()
    with pytest.raises(NotManager):
        invite(landlord, "zoe@example.org", "member", manager)


def test_an_administrator_invites_the_first_manager(employer: Employer, administrator: User) -> None:
    invite(employer, "zoe@example.org", "manager", administrator)
    assert "Action Logement vous invite" in Message.objects.get().text


def test_an_address_waits_once_in_an_organisation_whatever_the_case(
    invitation: Invitation, landlord: Landlord, manager: User
) -> None:
    with pytest.raises(AlreadyThere):
        invite(landlord, "ZOE.lambert@example.org", "manager", manager)
    assert Invitation.objects.count() == Message.objects.count() == 1


def test_the_database_itself_refuses_a_second_one_that_waits(invitation: Invitation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(landlord=invitation.landlord, email=invitation.email)


def test_the_same_address_may_be_invited_elsewhere(invitation: Invitation, administrator: User) -> None:
    assert invite(LandlordFactory(), invitation.email, "member", administrator).pk


def test_a_member_is_not_invited_again(landlord: Landlord, lise: User, manager: User) -> None:
    with pytest.raises(AlreadyThere, match="déjà partie"):
        invite(landlord, lise.email, "member", manager)


def test_inviting_does_not_say_that_an_address_has_an_account(
    landlord: Landlord, manager: User, anne: User
) -> None:
    known = invite(landlord, anne.email, "member", manager)
    unknown = invite(landlord, "nobody@example.org", "member", manager)
    texts = [
        text_of(message).replace(link_to(one), "")
        for one, message in zip((known, unknown), Message.objects.order_by("pk"), strict=True)
    ]
    assert texts[0] == texts[1]


# --- The link -------------------------------------------------------------------------------------
def test_a_key_that_this_site_did_not_sign_is_worth_nothing(invitation: Invitation) -> None:
    assert read_link(key_of(invitation)) == invitation
    assert read_link(key_of(invitation)[:-1] + "x") is None
    assert read_link(str(invitation.pk)) is None


def test_the_link_holds_for_seven_days(invitation: Invitation, time_machine) -> None:
    invitation.sent_at = invitation.sent_at.replace(microsecond=0)
    invitation.save()
    time_machine.move_to(invitation.expires_at.timestamp() - 1, tick=False)
    assert invitation.state == "open"
    time_machine.move_to(invitation.expires_at.timestamp(), tick=False)
    assert invitation.state == "expired"
    with pytest.raises(CannotAccept):
        accept(invitation, ZOE)


def test_sending_again_starts_the_seven_days_again_and_keeps_the_first_link_good(
    invitation: Invitation, manager: User, time_machine
) -> None:
    first = key_of(invitation)
    time_machine.move_to(invitation.expires_at.timestamp() + 60, tick=False)
    inviting.resend(invitation, manager)
    found = read_link(first)
    assert found is not None
    assert found.state == "open"
    assert Message.objects.count() == 2


def test_a_withdrawn_invitation_opens_nothing(invitation: Invitation, manager: User) -> None:
    inviting.withdraw(invitation, manager)
    with pytest.raises(NotWaiting):
        accept(invitation, ZOE)
    with pytest.raises(NotWaiting):
        inviting.resend(invitation, manager)
    with pytest.raises(NotWaiting):
        inviting.withdraw(invitation, manager)
    assert not User.objects.filter(email=invitation.email).exists()


def test_a_withdrawn_address_can_be_invited_again(
    invitation: Invitation, landlord: Landlord, manager: User
) -> None:
    inviting.withdraw(invitation, manager)
    assert invite(landlord, invitation.email, "member", manager).state == "open"


def test_a_member_neither_sends_again_nor_withdraws(invitation: Invitation, lise: User) -> None:
    for act in (inviting.resend, inviting.withdraw):
        with pytest.raises(NotManager):
            act(invitation, lise)


# --- Accepting ------------------------------------------------------------------------------------
def test_accepting_opens_a_confirmed_account_with_its_place(invitation: Invitation, manager: User) -> None:
    user = accept(invitation, ZOE)
    assert (user.email, user.get_full_name()) == ("zoe.lambert@example.org", "Zoé LAMBERT")
    assert check_password("Tourterelle-41", user.password)
    assert EmailAddress.objects.get(user=user).verified
    assert (user.landlord, user.workplace.role, user.is_staff) == (invitation.landlord, "member", False)
    assert not user.is_applicant
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == ("accepted", user)
    joined = Message.objects.get(subject="Votre invitation est acceptée")
    assert joined.user == manager


def test_a_consultant_may_enter_the_consultants_space(agency: Agency, administrator: User) -> None:
    user = accept(invite(agency, "zoe@example.org", "manager", administrator), ZOE)
    assert user.is_staff
    assert not user.is_superuser
    assert user.get_all_permissions() == set()


def test_an_invitation_is_accepted_once(invitation: Invitation) -> None:
    accept(invitation, ZOE)
    with pytest.raises(NotWaiting):
        accept(invitation, ZOE)
    assert Membership.objects.filter(user__email=invitation.email).count() == 1


def test_an_applicant_s_account_does_not_become_staff(landlord: Landlord, manager: User, anne: User) -> None:
    invitation = invite(landlord, anne.email, "member", manager)
    assert standing(invitation) is Standing.APPLICANT
    with pytest.raises(CannotAccept):
        accept(invitation, ZOE)
    assert User.objects.get(pk=anne.pk).is_applicant


def test_an_account_nobody_ever_opened_does_not_bar_the_way(landlord: Landlord, manager: User) -> None:
    """Whoever signs up first with somebody else's address must not keep them out."""
    squatter = UserFactory(email="zoe@example.org", password=None, unconfirmed=True)
    squatter.set_unusable_password()
    squatter.save()
    user = accept(invite(landlord, "zoe@example.org", "member", manager), ZOE)
    assert user.pk != squatter.pk
    assert user.landlord == landlord


def test_staff_of_another_organisation_keep_their_one_place(
    landlord: Landlord, manager: User, emma: User
) -> None:
    invitation = invite(landlord, emma.email, "member", manager)
    assert standing(invitation) is Standing.ELSEWHERE
    with pytest.raises(CannotAccept):
        accept(invitation, ZOE)


def test_an_address_confirmed_by_another_account_is_taken(
    landlord: Landlord, manager: User, anne: User
) -> None:
    EmailAddress.objects.create(user=anne, email="zoe@example.org", verified=True, primary=False)
    assert standing(invite(landlord, "zoe@example.org", "member", manager)) is Standing.APPLICANT


def test_a_closed_account_is_not_opened_by_an_invitation(
    landlord: Landlord, manager: User, anne: User
) -> None:
    User.objects.applicants().update(is_active=False)
    assert standing(invite(landlord, anne.email, "member", manager)) is Standing.CLOSED


def test_a_person_who_had_left_comes_back_to_the_same_account(
    landlord: Landlord, manager: User, lise: User
) -> None:
    teams.remove(lise.membership, manager)
    user = accept(invite(landlord, lise.email, "member", manager), ZOE)
    assert (user.pk, user.is_active, user.left_at, user.landlord) == (lise.pk, True, None, landlord)
    assert check_password("Tourterelle-41", User.objects.get(pk=lise.pk).password)


# --- Asking for another ---------------------------------------------------------------------------
def test_asking_for_another_writes_to_the_inviter_once_a_day(
    invitation: Invitation, manager: User, time_machine
) -> None:
    time_machine.move_to(invitation.expires_at.timestamp() + 60, tick=False)
    assert inviting.ask_again(invitation)
    assert inviting.ask_again(invitation)
    asked = Message.objects.get(subject="Une personne demande une nouvelle invitation")
    assert asked.user == manager
    assert invitation.email in asked.text


def test_an_inviter_who_left_is_replaced_by_the_managers_then_by_the_administrators(
    invitation: Invitation, manager: User, lise: User, administrator: User
) -> None:
    teams.change_role(lise.membership, "manager", manager)
    teams.remove(manager.membership, lise)
    inviting.ask_again(invitation)
    asked = Message.objects.filter(subject="Une personne demande une nouvelle invitation")
    assert [message.user for message in asked] == [lise]
    lise.membership.refresh_from_db()
    teams.remove(lise.membership, administrator)
    asked.delete()
    inviting.ask_again(invitation)
    assert [message.user for message in asked.all()] == [administrator]
