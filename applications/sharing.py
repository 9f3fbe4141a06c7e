"""What the holder lets the employer see (R3.8): the choice, its effect, and whose files an employer may open.

A choice takes effect at once because nothing is copied: each page of the employer asks here.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SharingChoice, User
from applications.employer_view import Section, employer_view
from applications.errors import ApplicationError
from applications.models import Employment, HousingApplication, SharingDecision
from applications.models.housing_applications import HousingApplicationQuerySet

__all__ = [
    "Section",
    "choices_offered",
    "current_choice",
    "current_decision",
    "decide",
    "employees_visible_to",
    "employer_view",
    "retract",
    "withdraw",
]

# Changes with the wording of the choices (templates/applications/sharing.html), never without it.
TEXT_VERSION = "2026-11-23"
WITH_VALIDATION = "-validation"
SEEN_BY_EMPLOYER = (SharingChoice.ESSENTIAL, SharingChoice.FULL)


def choices_offered(application: HousingApplication) -> list[SharingChoice]:
    """The choices of the employer's policy; all of them for a company without one."""
    employment = application.confirmed_employment
    employer = employment.employer if employment else None
    offered = employer.choices_offered if employer else SharingChoice.values
    return [choice for choice in SharingChoice if choice in offered]


def shares(decision: SharingDecision | None) -> bool:
    """Does the company see anything under this decision?"""
    return decision is not None and decision.choice in SEEN_BY_EMPLOYER


def current_decision(application: HousingApplication) -> SharingDecision | None:
    """The decision in force; None until the holder chose, and again after a change of employer."""
    return next((row for row in application.sharing_decisions.all() if row.is_current), None)


def current_choice(application: HousingApplication) -> SharingChoice | None:
    """The choice in force, if any."""
    decision = current_decision(application)
    return SharingChoice(decision.choice) if decision else None


def decide(application: HousingApplication, choice: str, actor: User) -> SharingDecision:
    """Record a choice; the same choice again changes nothing. Raises ApplicationError."""
    with transaction.atomic():
        application = _locked(application, actor)
        employment = application.confirmed_employment
        if employment is None:
            raise ApplicationError(_("Validez d'abord votre entreprise."))
        if choice not in choices_offered(application):
            raise ApplicationError(_("Choisissez une des propositions de votre entreprise."))
        return _record(application, employment, choice)


def retract(application: HousingApplication, actor: User) -> SharingDecision | None:
    """Withdraw the consent: anonymous from now on, even where the company's policy offers no anonymity.

    Withdrawing is a right that no policy limits (article 7.3 GDPR). None when there was no choice to
    withdraw; an anonymous file stays as it is. Candidatures already made keep their points.
    """
    with transaction.atomic():
        application = _locked(application, actor)
        current, employment = current_decision(application), application.confirmed_employment
        if current is None or employment is None or current.choice == SharingChoice.ANONYMOUS:
            return current
        return _record(application, employment, SharingChoice.ANONYMOUS)


def _locked(application: HousingApplication, actor: User) -> HousingApplication:
    """The holder's file as it stands now; raises DoesNotExist for anybody else.

    The employment is read after the lock, by a query of its own: joined to it, PostgreSQL would answer with
    the one there was before the wait, and a new company would inherit the consent given to the former.
    """
    return HousingApplication.objects.select_for_update().get(pk=application.pk, owner=actor)


def _record(application: HousingApplication, employment: Employment, choice: str) -> SharingDecision:
    """Write the choice, unless it is the one in force under the same text."""
    current = current_decision(application)
    version = _text_version(employment, choice)
    same = (choice, employment.employer_id, version)
    if current and (current.choice, current.employer_id, current.text_version) == same:
        return current
    withdraw(application)
    return SharingDecision.objects.create(
        application=application,
        choice=choice,
        employer=employment.employer,
        employer_name=employment.employer_name,
        text_version=version,
    )


def _text_version(employment: Employment, choice: str) -> str:
    """The text that was read: choice 3 has another one where the company validates employments."""
    validates = employment.employer is not None and employment.employer.validation_needed
    return f"{TEXT_VERSION}{WITH_VALIDATION}" if validates and choice == SharingChoice.FULL else TEXT_VERSION


def withdraw(application: HousingApplication) -> None:
    """End the decision in force, so that no employer sees the file; the row stays as a trace."""
    in_force = SharingDecision.objects.filter(application=application, is_current=True)
    in_force.update(is_current=False, ended_at=timezone.now())


def employees_visible_to(user: User) -> HousingApplicationQuerySet:
    """The files this person's company may open: consent in force, given to this very company.

    The limit is in the query, so an anonymous file can neither be listed, counted nor guessed. The employment
    must still be with that company: a consent does not survive a change of job.
    """
    return HousingApplication.objects.filter(
        sharing_decisions__is_current=True,
        sharing_decisions__choice__in=SEEN_BY_EMPLOYER,
        sharing_decisions__employer__memberships__user=user,
        employment__employer=F("sharing_decisions__employer"),
    )
