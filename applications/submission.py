"""Submit a file once all its steps are done (R3.10)."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from alin.dates import local_today
from applications import notices
from applications.documents import RequiredDocument, record_ticks, unticked
from applications.errors import ApplicationError
from applications.models import HousingApplication
from applications.progress import step_before


class StepMissing(ApplicationError):
    """An earlier step has to be done first; `url` is its page."""

    def __init__(self, message: str | Promise, url: str) -> None:
        super().__init__(message)
        self.url = url


class DocumentsMissing(ApplicationError):
    """Boxes are not ticked; `documents` are the lines that lack one."""

    def __init__(self, documents: list[RequiredDocument]) -> None:
        super().__init__(
            _("Cochez chaque pièce déposée : toutes sont nécessaires pour valider votre demande.")
        )
        self.documents = documents


def confirm_documents(application: HousingApplication, ticked: Collection[str], actor: User) -> bool:
    """Keep the ticks whatever they are, then submit; True when this was the first submission.

    A file already submitted stays so: ticking the documents newly asked for lets it apply again.
    Raises StepMissing or DocumentsMissing; the ticks are kept then too.
    """
    today = local_today()
    record_ticks(application, ticked, today)
    return submit(application, actor, today)


def submit(application: HousingApplication, actor: User, today: datetime.date) -> bool:
    """Mark the file as submitted and say so by mail, once. Raises StepMissing or DocumentsMissing."""
    with transaction.atomic():
        locked = HousingApplication.objects.select_for_update().get(pk=application.pk, owner=actor)
        if step := step_before(locked, "documents"):
            raise StepMissing(_("Terminez d'abord l'étape « %(step)s ».") % {"step": step.label}, step.url)
        if missing := unticked(locked, today):
            raise DocumentsMissing(missing)
        if locked.submitted_at is not None:
            return False
        locked.submitted_at = timezone.now()
        locked.save(update_fields=["submitted_at"])
        notices.application_submitted(locked)
    application.submitted_at = locked.submitted_at
    return True
