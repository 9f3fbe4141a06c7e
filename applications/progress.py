"""Where a file stands: the steps to submission, the next one, and what keeps it from applying."""

import datetime
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alin.dates import local_today
from applications.documents import unticked
from applications.models import HousingApplication
from applications.sharing import current_decision

State = Literal["done", "todo", "blocked"]


@dataclass(frozen=True)
class Step:
    """One step of completing a file. `blocked`: an earlier one comes first."""

    key: str
    label: str | Promise
    state: State
    url: str


@dataclass(frozen=True)
class Obstacle:
    """Why a file, or a file for an offer, cannot apply, and the way out of it."""

    code: str
    message: str | Promise
    way_out_label: str | Promise = ""
    way_out_url: str = ""


LABELS = {
    "information": _("Vérifier les informations de mon NUR-NUD"),
    "employment": _("Indiquer mon entreprise"),
    "sharing": _("Choisir ce que voit mon entreprise"),
    "documents": _("Confirmer mes pièces et valider ma demande"),
}


def steps(application: HousingApplication, today: datetime.date | None = None) -> list[Step]:
    """The four steps in order; the first that is not done is `todo`, those after it are `blocked`."""
    done = {
        "information": application.information_read_at is not None,
        "employment": application.confirmed_employment is not None,
        "sharing": current_decision(application) is not None,
        "documents": application.submitted_at is not None
        and not unticked(application, today or local_today()),
    }
    found: list[Step] = []
    for key, label in LABELS.items():
        waiting = any(step.state != "done" for step in found)
        state: State = "done" if done[key] else "blocked" if waiting else "todo"
        found.append(Step(key, label, state, reverse(f"applications:{key}")))
    return found


def next_step(application: HousingApplication, today: datetime.date | None = None) -> Step | None:
    """The step to do now; None when the file is complete."""
    return next((step for step in steps(application, today) if step.state == "todo"), None)


def step_before(application: HousingApplication, key: str) -> Step | None:
    """The step to do first when the page of step `key` is opened too early; None when it may be opened."""
    for step in steps(application):
        if step.key == key:
            return None
        if step.state == "todo":
            return step
    return None


def cannot_apply_reasons(application: HousingApplication, today: datetime.date) -> list[Obstacle]:
    """Everything about the file itself that keeps it from applying to any offer (R6.3)."""
    found = _ended(application, today)
    if application.struck_off:
        return found  # nothing of this file is worth finishing: another one has to come
    if application.submitted_at is None:
        step = next_step(application, today)
        url = step.url if step else reverse("applications:documents")
        found.append(
            Obstacle(
                "not_submitted", _("Votre demande n'est pas encore validée."), _("Terminer ma demande"), url
            )
        )
        return found
    if application.confirmed_employment is None:
        message = _("Votre situation professionnelle a changé : validez de nouveau votre entreprise.")
        found.append(
            Obstacle("employment", message, _("Valider mon entreprise"), reverse("applications:employment"))
        )
    elif current_decision(application) is None:
        message = _("Votre entreprise a changé : choisissez ce qu'elle peut voir.")
        found.append(Obstacle("sharing", message, _("Faire mon choix"), reverse("applications:sharing")))
    if missing := len(unticked(application, today)):
        count = ngettext(
            "Une pièce justificative est à confirmer.",
            "%(count)d pièces justificatives sont à confirmer.",
            missing,
        ) % {"count": missing}
        found.append(
            Obstacle("documents", count, _("Confirmer mes pièces"), reverse("applications:documents"))
        )
    return found


def _ended(application: HousingApplication, today: datetime.date) -> list[Obstacle]:
    """Struck off or expired at the registry: only the registration site can mend it."""
    found: list[Obstacle] = []
    update = (_("Voir ma demande"), reverse("applications:information"))
    if application.struck_off:
        found.append(Obstacle("struck_off", _("Votre demande est radiée du site d'enregistrement."), *update))
    if application.is_expired(today):
        message = _(
            "Votre demande a expiré. Renouvelez-la sur votre site d'enregistrement, "
            "puis mettez-la à jour ici."
        )
        found.append(Obstacle("expired", message, *update))
    return found
