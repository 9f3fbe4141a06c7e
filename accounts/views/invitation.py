"""The page of an invitation's link: who invites to what, then name and password, then the team's space."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.errors import TeamError
from accounts.inviting import NewMember, Standing, accept, ask_again, read_link, standing
from accounts.models import Invitation
from accounts.team_forms import AcceptForm

ADDRESS_TAKEN = {Standing.APPLICANT, Standing.ELSEWHERE, Standing.MEMBER, Standing.CLOSED}


def state_of(request: HttpRequest, invitation: Invitation | None) -> str:
    """What the page has to say: « ready », or why not.

    The address's own account comes before a wrong session: logging out would not help there.
    """
    if invitation is None:
        return "broken"
    if invitation.state is not Invitation.State.OPEN:
        return str(invitation.state)
    found = standing(invitation)
    if found in ADDRESS_TAKEN:
        return str(found)
    return "somebody_else" if request.user.is_authenticated else "ready"


@method_decorator([login_not_required, never_cache, rate_limit(action="invitation")], name="dispatch")
class InvitationView(View):
    """Opening it changes nothing; sending the form opens the account."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Read the link once for both methods."""
        self.invitation = read_link(kwargs["key"])
        self.state = state_of(request, self.invitation)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The form, or what to do instead."""
        return self.page(request)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Accept, or ask the inviter for another invitation."""
        if self.invitation is None:
            return self.page(request)
        if "ask" in request.POST:
            return self.asked(request, self.invitation)
        if self.state != "ready":
            return redirect(request.path)
        form = AcceptForm(self.invitation, request.POST)
        if not form.is_valid():
            return self.page(request, form)
        try:
            return self.accepted(request, self.invitation, form)
        except (TeamError, IntegrityError):  # somebody was faster: the page says what it is now
            return redirect(request.path)

    def accepted(self, request: HttpRequest, invitation: Invitation, form: AcceptForm) -> HttpResponse:
        """Open the account and log in: the link came by that mailbox, the password is theirs."""
        data = form.cleaned_data
        given = NewMember(
            civility=data["civility"],
            first_name=data["first_name"],
            birth_name=data["birth_name"],
            password=data["password1"],
            language=get_language() or "fr",
        )
        user = accept(invitation, given)
        welcome = _("Bienvenue dans l'équipe de %(organisation)s.")
        messages.success(request, welcome % {"organisation": invitation.organisation})
        login = Login(user=user, email=user.email)
        return perform_password_login(request, {"email": user.email}, login)

    def asked(self, request: HttpRequest, invitation: Invitation) -> HttpResponse:
        """Only a link that no longer works asks for another."""
        if self.state in {"expired", "withdrawn"} and ask_again(invitation):
            messages.success(request, _("Votre demande est envoyée à la personne qui peut vous inviter."))
        return redirect(request.path)

    def page(self, request: HttpRequest, form: AcceptForm | None = None) -> HttpResponse:
        """The page in its present state."""
        context: dict[str, Any] = {"invitation": self.invitation, "state": self.state, "form": form}
        if self.state == "ready" and form is None and self.invitation is not None:
            context["form"] = AcceptForm(self.invitation)
        return render(request, "account/invitation.html", context)
