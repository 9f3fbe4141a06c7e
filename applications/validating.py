"""The company's answer about an employment, where its policy wants to give one (R3.7, R6.12).

Only files which the company may see can be answered. A company may change its mind: the employee is told
each time.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import employment_notices
from applications.errors import ApplicationError, InvalidFields
from applications.models import Employment, HousingApplication
from applications.models.housing_applications import HousingApplicationQuerySet
from applications.sharing import employees_visible_to

Decision = Employment.Decision
SHORTEST_REASON = 10


class EmploymentChanged(ApplicationError):
    """The employee confirmed something else since the page was opened."""


def employees_to_validate(user: User) -> HousingApplicationQuerySet:
    """Those whose employment waits for this person's company; nobody where its policy wants no validation."""
    return employees_visible_to(user).filter(
        Q(employment__decision=""), employment__employer__validation_needed=True
    )


def approve(application: HousingApplication, actor: User, seen: str) -> Employment:
    """The person works here. `seen`: `version` of what was read; raises EmploymentChanged, DoesNotExist."""
    return _answer(application, actor, seen, Decision.APPROVED, "")


def refuse(application: HousingApplication, actor: User, seen: str, reason: str) -> Employment:
    """Refuse with a reason that the employee reads; raises InvalidFields too."""
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise InvalidFields({"reason": _("Écrivez le motif en quelques mots : votre salarié le lira.")})
    return _answer(application, actor, seen, Decision.REFUSED, reason)


def version(employment: Employment) -> str:
    """What a page shows of an employment, as a mark that its answer brings back."""
    moment: datetime = employment.validated_at
    return moment.isoformat()


def _answer(
    application: HousingApplication, actor: User, seen: str, decision: Decision, reason: str
) -> Employment:
    with transaction.atomic():
        HousingApplication.objects.select_for_update().get(pk=application.pk)
        file = (
            employees_visible_to(actor).select_related("employment__employer", "owner").get(pk=application.pk)
        )
        employment: Employment = file.employment
        if employment.validation == Employment.Validation.NOT_NEEDED:
            raise ApplicationError(_("Votre politique ne demande pas de validation."))
        if version(employment) != seen:
            raise EmploymentChanged(_("Votre salarié a modifié ces données : relisez-les avant de répondre."))
        if (employment.decision, employment.decision_reason) == (decision, reason):
            return employment  # the same answer again: a double click, or a colleague
        employment.decision, employment.decision_reason = decision, reason
        employment.decided_by, employment.decided_at = actor, timezone.now()
        employment.save(update_fields=["decision", "decision_reason", "decided_by", "decided_at"])
        employment_notices.employment_answered(employment)
    return employment
