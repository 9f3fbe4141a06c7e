"""Carrying out an act of the workflow from a page: ask for its values, perform it, say how that went."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from candidatures.act_forms import ActForm
from candidatures.errors import CandidatureError, StaleState
from candidatures.models import Act, Candidature, Role
from candidatures.transitions import Transition
from candidatures.wording import wording_for
from candidatures.workflow import acts_for, perform


def offered(candidature: Candidature, transitions: list[Transition]) -> list[Transition]:
    """One line per button; the committee's five outcomes are one act.

    First what moves the candidature on, then what leaves it where it is, last what ends it.
    """
    where_it_is = (None, candidature.state)
    first: dict[str, Transition] = {}
    for transition in transitions:
        first.setdefault(transition.act, transition)
    return sorted(first.values(), key=lambda row: (row.ends_badly, row.target in where_it_is))


@dataclass(frozen=True)
class ActPage:
    """The page of an act in one reader's space: its template, and where to go back to."""

    template: str
    back: str
    reader: Role
    context: dict[str, Any] = field(default_factory=dict)

    def answer(self, request: SignedInRequest, candidature: Candidature, act: str) -> HttpResponse:
        """Show the act's form, or perform it and go back; a button on a stale page is told, not obeyed."""
        transitions = [row for row in acts_for(candidature, request.user) if row.act == act]
        if not transitions:
            stale = _("Cette action n'est plus possible : la candidature a avancé entre-temps.")
            messages.warning(request, stale)
            return redirect(self.back)
        form = ActForm(transitions, candidature, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                done = perform(candidature, form.chosen.act, request.user, **form.values)
            except StaleState as error:
                messages.warning(request, str(error.message))
                return redirect(self.back)
            except CandidatureError as error:
                form.refuse(error)
            else:
                messages.success(request, self._confirmation(done, Act(act)))
                return redirect(self.back)
        return TemplateResponse(request, self.template, self._page(form, candidature, act))

    def _confirmation(self, candidature: Candidature, act: Act) -> str:
        """What was done, what the candidature is now, and what comes next, in the reader's words."""
        words = wording_for(candidature, self.reader)
        done = _("C'est enregistré : %(act)s. État : %(state)s.") % {
            "act": act.label,
            "state": words.label,
        }
        return f"{done} {words.next_step}"

    def _page(self, form: ActForm, candidature: Candidature, act: str) -> dict[str, Any]:
        first = form.transitions[0]
        title = _("Enregistrer la décision de la commission") if form.several else first.label
        return {
            "form": form,
            "candidature": candidature,
            "act": act,
            "act_title": title,
            "tells_applicant": Role.APPLICANT in first.tells,
            "back": self.back,
            **self.context,
        }
