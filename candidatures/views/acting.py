"""Carrying out an act of the workflow from a page: ask for its values, perform it, say how that went."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from candidatures.act_forms import ActForm
from candidatures.errors import CandidatureError, StaleState
from candidatures.models import Act, Candidature
from candidatures.transitions import Transition
from candidatures.workflow import acts_for, perform


def offered(transitions: list[Transition]) -> list[Transition]:
    """One line per button, those that end a candidature last; the committee's five outcomes are one act."""
    first: dict[str, Transition] = {}
    for transition in transitions:
        first.setdefault(transition.act, transition)
    return sorted(first.values(), key=lambda transition: transition.ends_badly)


def act_page(
    request: SignedInRequest,
    candidature: Candidature,
    act: str,
    *,
    template: str,
    back: str,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the act's form, or perform it and go back; a button on a stale page is told, not obeyed."""
    transitions = [row for row in acts_for(candidature, request.user) if row.act == act]
    if not transitions:
        messages.warning(
            request, _("Cette action n'est plus possible : la candidature a avancé entre-temps.")
        )
        return redirect(back)
    form = ActForm(transitions, candidature, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            perform(candidature, form.chosen.act, request.user, **form.values)
        except StaleState as error:
            messages.warning(request, str(error.message))
            return redirect(back)
        except CandidatureError as error:
            form.refuse(error)
        else:
            messages.success(request, _("C'est enregistré : %(act)s.") % {"act": Act(act).label})
            return redirect(back)
    title = _("Enregistrer la décision de la commission") if form.several else transitions[0].label
    page = {
        "form": form,
        "candidature": candidature,
        "act": act,
        "act_title": title,
        "back": back,
        **(context or {}),
    }
    return TemplateResponse(request, template, page)
