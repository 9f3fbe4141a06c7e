"""« Ma situation » as a list of tasks: what is done, what is to do, what cannot start yet and why (R4.1).

Everything is read from rows, so the list is the same on another device and after the browser was closed. What
runs on the floors above (a candidature to answer) is added by the page.
"""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from alin.formats import long_date
from applications.company_support import Validation, counts_from, has_seniority
from applications.document_news import new_lines
from applications.documents import required_documents, unticked
from applications.models import HousingApplication, SecurityCode
from applications.progress import LABELS, State, steps
from applications.security_codes import masked_email
from applications.sharing import current_decision, shares

FIND = gettext_lazy("Trouver mon numéro unique")
IMPORT = gettext_lazy("Importer ma demande")
SUBMIT = gettext_lazy("Valider ma demande")


@dataclass(frozen=True)
class Task:
    """One line of components/task_list.html. `hint`: a fact when done, why when it cannot start yet."""

    key: str
    label: str | Promise
    state: State
    url: str = ""
    hint: str | Promise = ""


def tasks(user: User, application: HousingApplication | None, today: datetime.date) -> list[Task]:
    """The person's whole way to a file that can apply, in its order."""
    if application is None:
        return _before_import(user)
    return [
        Task("find", FIND, "done"),
        Task("import", IMPORT, "done", hint=_("Numéro ALS %(number)s") % {"number": application.als_number}),
        *_at_the_registry(application, today),
        *_steps(application, today),
        *_confirmation(application),
    ]


def waiting_code(user: User) -> SecurityCode | None:
    """The code that waits to be typed, on whatever device its number was entered."""
    return SecurityCode.objects.filter(user=user).usable(timezone.now()).order_by("-sent_at", "-pk").first()


def _before_import(user: User) -> list[Task]:
    code = waiting_code(user)
    find = Task(
        "find",
        FIND,
        "done" if code else "todo",
        reverse("applications:number") + "#sans-numero",
        "" if code else _("Il est sur votre attestation d'enregistrement, ou s'obtient en ligne."),
    )
    hint = (
        _("Saisissez le code envoyé à %(mailbox)s.") % {"mailbox": masked_email(code.sent_to)}
        if code
        else _("Saisissez votre numéro, puis le code reçu par e-mail.")
    )
    page = reverse("applications:code" if code else "applications:number")
    later = [
        Task(key, _label(key), "blocked", hint=_("Après l'import de votre demande."))
        for key in [*LABELS, "submit"]
    ]
    return [find, Task("import", IMPORT, "todo", page, hint), *later]


def _at_the_registry(application: HousingApplication, today: datetime.date) -> list[Task]:
    """What only the registration site can mend, and then an update or another import here."""
    page = reverse("applications:information")
    if application.struck_off:
        hint = _("Voyez le motif. Ensuite, supprimez cette demande d'AL'in et importez la nouvelle.")
        label = _("Déposer une nouvelle demande sur mon site d'enregistrement")
        return [Task("anew", label, "todo", page, hint)]
    if application.is_expired(today):
        hint = _("Expirée depuis le %(day)s. Ensuite, mettez-la à jour ici.")
        hint %= {"day": long_date(application.expires_on)}
        return [Task("renew", _("Renouveler ma demande sur mon site d'enregistrement"), "todo", page, hint)]
    if application.identity_mismatch:
        hint = _("Votre identité au site d'enregistrement n'est plus celle d'ici : rien n'est mis à jour.")
        return [Task("identity", _("Supprimer ma demande et l'importer de nouveau"), "todo", page, hint)]
    return []


def _steps(application: HousingApplication, today: datetime.date) -> list[Task]:
    """The steps of the file; the last one, documents, is told apart from the submission it leads to."""
    found: list[Task] = []
    missing = len(unticked(application, today))
    for step in steps(application, today):
        state, url = step.state, step.url
        if step.key == "documents":
            state = "done" if not missing else "blocked" if state == "blocked" else "todo"
        before = next((task.label for task in found if task.state != "done"), "")
        hint = _after(before) if state == "blocked" else _HINTS[step.key](application, today)
        found.append(Task(step.key, _label(step.key), state, url, hint))
    return [*found, _submission(application, found)]


def _label(key: str) -> str | Promise:
    own: dict[str, str | Promise] = {"documents": _("Confirmer mes pièces justificatives"), "submit": SUBMIT}
    return own.get(key) or LABELS[key]


def _after(label: str | Promise) -> str:
    return _("Après « %(step)s ».") % {"step": label}


def _submission(application: HousingApplication, found: list[Task]) -> Task:
    url = reverse("applications:documents")
    if application.submitted_at is not None:
        day = _("Le %(day)s") % {"day": long_date(application.submitted_at)}
        return Task("submit", SUBMIT, "done", url, day)
    waiting = next((task.label for task in found if task.state != "done"), None)
    if waiting is not None:
        return Task("submit", SUBMIT, "blocked", url, _after(waiting))
    return Task("submit", SUBMIT, "todo", url, _("Toutes vos pièces sont confirmées : il reste à valider."))


def _confirmation(application: HousingApplication) -> list[Task]:
    """R4.3: once, for demandes from before 20/04/2021; updates wait for it."""
    if not application.needs_number_confirmation:
        return []
    hint = _("Un code de sécurité suffit, une seule fois. Les mises à jour l'attendent.")
    label = _("Confirmer mon numéro unique")
    return [Task("confirm", label, "todo", reverse("applications:confirm"), hint)]


# --- What each step says of itself ------------------------------------------------------------------
def _information_hint(application: HousingApplication, today: datetime.date) -> str:
    return _("À jour le %(day)s") % {"day": long_date(application.fetched_at)}


def _employment_hint(application: HousingApplication, today: datetime.date) -> str:
    """The company, and what its policy still waits for."""
    employment = application.confirmed_employment
    if employment is None:
        return _("À confirmer de nouveau : votre situation a changé.") if application.submitted_at else ""
    name = employment.employer_name
    if employment.validation == Validation.WAITING:
        return _("%(name)s : emploi à valider par l'entreprise") % {"name": name}
    if employment.validation == Validation.REFUSED:
        return _("%(name)s : emploi non validé par l'entreprise") % {"name": name}
    if not has_seniority(employment, today) and (first := counts_from(employment)):
        return _("%(name)s : ancienneté atteinte le %(day)s") % {"name": name, "day": long_date(first)}
    if employment.validation == Validation.APPROVED:
        return _("%(name)s : emploi validé par l'entreprise") % {"name": name}
    return name


def _sharing_hint(application: HousingApplication, today: datetime.date) -> str:
    decision = current_decision(application)
    if decision is None:
        return ""
    if not shares(decision):
        return _("Anonyme")
    return _("Toute la demande") if decision.choice == "full" else _("Données essentielles")


def _documents_hint(application: HousingApplication, today: datetime.date) -> str:
    """« 3 sur 7 pièces confirmées », and how many are new."""
    lines = required_documents(application.demande, today)
    ticked = {tick.key for tick in application.document_ticks.all()}
    done = sum(line.key in ticked for line in lines)
    hint = _("%(ticked)d sur %(total)d pièces") % {"ticked": done, "total": len(lines)}
    if new := len(new_lines(application, lines, today)):
        more = ngettext("dont %(count)d nouvelle", "dont %(count)d nouvelles", new) % {"count": new}
        return f"{hint}, {more}"
    return hint


_HINTS = {
    "information": _information_hint,
    "employment": _employment_hint,
    "sharing": _sharing_hint,
    "documents": _documents_hint,
}
