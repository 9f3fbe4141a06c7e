"""« Équipe »: who works for the organisation; its managers invite, change roles and remove.

The same pages for landlords, companies and agencies: `kind` comes with the address, each in its own frame.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import inviting, teams
from accounts.errors import AlreadyThere, TeamError
from accounts.models import Invitation, Membership, Organisation
from accounts.requests import SignedInRequest
from accounts.team_forms import InviteForm, RoleForm

FRAMES = {
    "landlord": "team/landlord_frame.html",
    "employer": "team/employer_frame.html",
    "agency": "team/agency_frame.html",
}


@dataclass(frozen=True)
class Team:
    """The team whose page this is, and whether the reader manages it."""

    kind: str
    organisation: Organisation
    managed: bool

    def url(self, name: str, *args: int) -> str:
        """The path of one of its pages."""
        return reverse(f"{self.kind}:{name}", args=args)

    def page(self, request: SignedInRequest, template: str, **context: Any) -> HttpResponse:
        """One of its pages, in the frame of its space."""
        frame = {"frame": FRAMES[self.kind], "team": self, "organisation": self.organisation}
        if self.kind == "agency":
            frame |= admin.site.each_context(request)
        frame |= {
            "team_url": self.url("team"),
            "invite_url": self.url("team_invite"),
            "leave_url": self.url("team_leave"),
        }
        return render(request, template, {**frame, **context})


View = Callable[..., HttpResponse]


def team_page(*, managers_only: bool) -> Callable[[View], View]:
    """Give the view the reader's own team: of the kind in the address, and no other."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: SignedInRequest, kind: str, **kwargs: Any) -> HttpResponse:
            place = request.user.workplace
            if place is None or place.kind != kind:
                raise PermissionDenied(_("Cette page est réservée à l'équipe."))
            if managers_only and not place.is_manager:
                raise PermissionDenied(_("Seuls les responsables de l'équipe peuvent faire cela."))
            return view(request, Team(kind, place.organisation, place.is_manager), **kwargs)

        return guarded

    return decorate


def own_team(request: SignedInRequest) -> HttpResponse:
    """Each reader to their own team; an administrator without one to the invitations of all."""
    place = request.user.workplace
    if place is not None:
        return redirect(f"{place.kind}:team")
    if request.user.is_superuser:
        return redirect("admin:accounts_invitation_changelist")
    raise PermissionDenied(_("Cette page est réservée à l'équipe."))


@require_safe
@team_page(managers_only=False)
def team(request: SignedInRequest, team: Team) -> HttpResponse:
    """Members, and for managers the invitations that wait."""
    members = list(teams.members_of(team.organisation))
    managers = [member for member in members if member.is_manager and member.user.is_active]
    waiting = Invitation.objects.of(team.organisation).waiting().select_related("invited_by")
    invitations = waiting if team.managed else waiting.none()
    return team.page(
        request,
        "team/team.html",
        members=[(member, team.url("team_member", member.pk)) for member in members],
        only_manager=len(managers) == 1,
        invitations=[
            (one, team.url("team_resend", one.pk), team.url("team_withdraw", one.pk)) for one in invitations
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="invite")
@team_page(managers_only=True)
def invite(request: SignedInRequest, team: Team) -> HttpResponse:
    """Write to somebody."""
    form = InviteForm(request.POST or None, initial={"role": Membership.Role.MEMBER})
    if form.is_valid():
        try:
            invitation = inviting.invite(team.organisation, actor=request.user, **form.cleaned_data)
        except AlreadyThere as error:
            form.add_error("email", str(error.message))
        except TeamError as error:
            messages.error(request, str(error.message))
            return redirect(team.url("team"))
        else:
            sentence = _("L'invitation est partie à %(email)s.") % {"email": invitation.email}
            messages.success(request, sentence)
            return redirect(team.url("team"))
    return team.page(request, "team/invite.html", form=form, days=settings.INVITATION_DAYS)


def _invitation(team: Team, pk: int) -> Invitation:
    found: Invitation = get_object_or_404(Invitation.objects.of(team.organisation), pk=pk)
    return found


@require_POST
@rate_limit(action="manage_team")
@team_page(managers_only=True)
def resend(request: SignedInRequest, team: Team, invitation: int) -> HttpResponse:
    """Once more, at most once in three minutes: a double click writes one mail."""
    found = _invitation(team, invitation)
    if not consume(request, action="resend_invitation", key=str(found.pk)):
        messages.info(request, _("Cette invitation vient de partir. Attendez trois minutes."))
        return redirect(team.url("team"))
    return _done(
        request,
        team,
        lambda: inviting.resend(found, request.user),
        _("L'invitation est repartie à %(email)s.") % {"email": found.email},
    )


@require_POST
@rate_limit(action="manage_team")
@team_page(managers_only=True)
def withdraw(request: SignedInRequest, team: Team, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    found = _invitation(team, invitation)
    return _done(
        request,
        team,
        lambda: inviting.withdraw(found, request.user),
        _("L'invitation de %(email)s est retirée : son lien ne fonctionne plus.") % {"email": found.email},
    )


def _member(team: Team, pk: int) -> Membership:
    found: Membership = get_object_or_404(teams.members_of(team.organisation), pk=pk)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="manage_team")
@team_page(managers_only=True)
def member(request: SignedInRequest, team: Team, member: int) -> HttpResponse:
    """One member: the role, and the way to the removal."""
    found = _member(team, member)
    form = RoleForm(request.POST or None, initial={"role": found.role})
    if form.is_valid():
        role = form.cleaned_data["role"]
        try:
            teams.change_role(found, role, request.user)
        except TeamError as error:
            form.add_error("role", str(error.message))
        else:
            messages.success(request, _("Le rôle de %(person)s est enregistré.") % {"person": found.user})
            return redirect(team.url("team"))
    last, remove_url = teams.is_last_manager(found), team.url("team_remove", found.pk)
    return team.page(request, "team/member.html", member=found, form=form, last=last, remove_url=remove_url)


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="manage_team")
@team_page(managers_only=True)
def remove(request: SignedInRequest, team: Team, member: int) -> HttpResponse:
    """Ask, then end somebody's access."""
    found = _member(team, member)
    if found.user_id == request.user.pk:
        return redirect(team.url("team_leave"))
    if request.method == "POST":
        gone = _("%(person)s n'a plus accès à l'espace de l'équipe.") % {"person": found.user}
        return _done(request, team, lambda: teams.remove(found, request.user), gone)
    last, member_url = teams.is_last_manager(found), team.url("team_member", found.pk)
    return team.page(request, "team/remove.html", member=found, last=last, member_url=member_url)


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="manage_team")
@team_page(managers_only=False)
def leave(request: SignedInRequest, team: Team) -> HttpResponse:
    """Ask, then end one's own access."""
    place = get_object_or_404(teams.members_of(team.organisation), user=request.user)
    if request.method == "POST":
        try:
            teams.remove(place, request.user)
        except TeamError as error:
            messages.error(request, str(error.message))
            return redirect(team.url("team_leave"))
        logout(request)
        messages.success(request, _("Vous avez quitté l'équipe. Votre compte est fermé."))
        return redirect("home")
    return team.page(request, "team/leave.html", member=place, last=teams.is_last_manager(place))


def _done(request: SignedInRequest, team: Team, act: Callable[[], Any], sentence: str) -> HttpResponse:
    """Perform the act and say how it went, back on the list."""
    try:
        act()
    except TeamError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, sentence)
    return redirect(team.url("team"))
