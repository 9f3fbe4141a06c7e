"""One candidature as those who decide about it read it: rules, score, file, documents, history."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import SharingChoice, User
from alin.dates import local_today
from applications.documents import RequiredDocument, required_documents
from applications.summary import Row, Section, describe
from candidatures.comparison import Comparison, compare
from candidatures.models import Act, Candidature, HistoryEntry, Role
from candidatures.scoring import MOST_POINTS, Criterion
from offers.rules import Verdict, effort_rate, verdicts

# Who follows a file is Action Logement's own business.
INTERNAL_ACTS = (Act.CLAIM, Act.RELEASE)
# The applicant's choice in the words of those who read it; the model's own are the applicant's « je ».
SHARING = {
    SharingChoice.ANONYMOUS: gettext_lazy("Anonyme"),
    SharingChoice.ESSENTIAL: gettext_lazy("Données essentielles"),
    SharingChoice.FULL: gettext_lazy("Toute la demande"),
}


@dataclass(frozen=True)
class CaseDocument:
    """A supporting document the household had to file, and what is known of it."""

    document: RequiredDocument
    ticked_at: datetime.datetime | None


@dataclass(frozen=True)
class CaseFile:
    """Everything on one page; reading it changes nothing."""

    candidature: Candidature
    reader: Role
    verdicts: list[Verdict]
    effort: Decimal | None
    comparison: Comparison
    sections: list[Section]
    documents: list[CaseDocument]
    history: list[HistoryEntry]

    @property
    def score_rows(self) -> list[Row]:
        """Each criterion with its points out of the most it can give."""
        points = self.candidature.score_points
        return [(str(c.label), f"{points.get(c.value, 0)} / {MOST_POINTS[c]}") for c in Criterion]

    @property
    def employment_rows(self) -> list[Row]:
        """The employment the file is attached to, as its holder confirmed it."""
        employment = self.candidature.application.confirmed_employment
        if employment is None:
            return []
        rows = [
            (_("Employeur"), employment.employer_name),
            (_("N° SIRET"), employment.siret),
            (_("Entreprise connue d'Action Logement"), str(employment.employer or _("Non"))),
            (_("Situation professionnelle de"), str(employment.get_holder_display())),
            (_("Matricule"), employment.staff_number),
            (
                _("Date d'entrée dans l'entreprise"),
                date_format(employment.hired_on, "d/m/Y") if employment.hired_on else "",
            ),
            (_("Réponse de l'entreprise"), str(employment.get_validation_display())),
            (_("CDI intérimaire"), _("Oui") if employment.is_agency_contract else _("Non")),
        ]
        if self.reader == Role.CONSULTANT:
            shared = SHARING[SharingChoice(self.candidature.sharing_choice)]
            rows.append((_("Ce que voit l'entreprise"), str(shared)))
        return rows

    @property
    def documents_confirmed(self) -> int:
        """How many documents the household says are filed."""
        return sum(1 for line in self.documents if line.ticked_at or line.document.filed)


def case_file(candidature: Candidature, reader: Role, person: User) -> CaseFile:
    """Gather one candidature's page for a consultant or a landlord, in a constant number of queries.

    What the reader may not see is left out here: a landlord knows nothing of files that were not sent.
    """
    application, offer = candidature.application, candidature.offer
    history = candidature.history.select_related("actor")
    if reader == Role.LANDLORD:
        readable = Candidature.objects.for_landlord(person)
        history = history.exclude(act__in=INTERNAL_ACTS)
    else:
        readable = Candidature.objects.for_consultant(person)
    return CaseFile(
        candidature=candidature,
        reader=reader,
        verdicts=[verdict.for_office() for verdict in verdicts(application, offer)],
        effort=effort_rate(application, offer),
        comparison=compare(candidature, readable),
        sections=describe(application.demande),
        documents=_documents(candidature),
        history=list(history),
    )


def _documents(candidature: Candidature) -> list[CaseDocument]:
    application = candidature.application
    ticked = {tick.key: tick.ticked_at for tick in application.document_ticks.all()}
    needed = required_documents(application.demande, local_today())
    return [CaseDocument(document, ticked.get(document.key)) for document in needed]
