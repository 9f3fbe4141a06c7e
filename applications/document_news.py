"""Which lines of the checklist are new since its boxes were last saved, and why they are asked for now.

A month that ends and a tax notice that comes out change the list without anybody having changed the demande:
the page says so, instead of asking again without a word.
"""

import datetime
from collections.abc import Collection

from django.utils.translation import gettext as _

from applications.documents import RequiredDocument
from applications.models import HousingApplication


def new_lines(
    application: HousingApplication, lines: list[RequiredDocument], today: datetime.date
) -> dict[str, str]:
    """Key of each new line, with the reason in a sentence; nothing is new before the first save."""
    ticked = {tick.key for tick in application.document_ticks.all()}
    seen = ticked.union(application.documents_seen)
    if not seen:
        return {}
    return {line.key: _reason(line, seen, today) for line in lines if line.key not in seen}


def _reason(line: RequiredDocument, seen: Collection[str], today: datetime.date) -> str:
    """The calendar, where another month or year of the same document was asked for before."""
    general = line.key.rpartition(":")[0]
    asked_before = any(key.startswith(f"{general}:") for key in seen)
    if line.period == "payslips" and asked_before:
        return _("Un mois s'est terminé : ce bulletin remplace le plus ancien des trois.")
    if line.period == "tax_years" and asked_before:
        return _("L'avis sur les revenus de %(year)d est sorti : il est demandé depuis le 1er septembre.") % {
            "year": today.year - 1
        }
    return _("Votre situation ou celle d'un proche a changé : cette pièce est maintenant demandée.")
