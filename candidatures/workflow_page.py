"""docs/workflow.md, drawn from the table it documents; a test says when it is out of date."""

from pathlib import Path

from django.utils import translation

from candidatures.models import FINAL_STATES, Role, State
from candidatures.transitions import Transition
from candidatures.wording import wording_of
from candidatures.workflow import TRANSITIONS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "workflow.md"

INTRODUCTION = """\
# The life of a candidature

Drawn from `candidatures/workflow.py` by `python manage.py document_workflow`: change the table there,
not this page.

`perform(candidature, act, actor, **data)` carries out an act: it locks the row, checks the person and
the state again, changes it, and writes one history line and the messages in the same transaction.
`acts_for(candidature, actor)` lists what somebody may do now. Errors (`candidatures/errors.py`) carry
the sentence to show.

What the table does not show:

- One active candidature per application, and one allocation per dwelling: partial unique indexes. Check
  constraints keep the columns coherent with the state (a refusal has a reason, an end has a date, a rank
  belongs to a ranking).
- The applicant cancels until the file is sent to the landlord, never after.
- An allocation makes the offer « Attribuée », so nobody else applies; the refusal of its only holder
  opens it again until its deadline. The others wait: the holder may still refuse.
- The committee's ranking (article R441-10 CCH): each candidate gets a rank, the landlord proposes the
  dwelling to the first (« offer_next »), and after each refusal to the next. Never to two at once, never
  past somebody better ranked.
- An allocated household has ten days to answer from the day after the notice, moved past Saturdays,
  Sundays and public holidays (`candidatures/deadlines.py`).
- Once the lease is signed the other candidatures end by themselves: those a landlord had as not
  allocated, with that reason; those never sent as a withdrawn offer, for nobody judged them. Each
  applicant gets a mail.
- Withdrawing an offer ends its candidatures, except where a lease is signed.
- Deleting a demande cancels a candidature not sent yet, and is refused once it was sent.
- Locks are taken in one order: offer, application, candidature.
"""


def workflow_page() -> str:
    """The whole page."""
    with translation.override("fr"):
        parts = [INTRODUCTION, _states(), _acts()]
    return "\n".join(parts)


def _states() -> str:
    rows = ["## States", "", "| state | consultant | applicant | landlord | final |", "|---|---|---|---|---|"]
    for state in State:
        labels = [
            str(wording_of(state, reader).label)
            for reader in (Role.CONSULTANT, Role.APPLICANT, Role.LANDLORD)
        ]
        rows.append(f"| `{state.value}` | {' | '.join(labels)} | {'yes' if state in FINAL_STATES else ''} |")
    return "\n".join([*rows, ""])


def _acts() -> str:
    rows = [
        "## Acts",
        "",
        "| act | button | from | to | who | needs (takes) | told |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*rows, *(_act(row) for row in TRANSITIONS), ""])


def _act(row: Transition) -> str:
    act = f"`{row.act.value}`" + (f" {row.outcome.value}" if row.outcome else "")
    optional = f" ({', '.join(row.takes)})" if row.takes else ""
    cells = [
        act,
        str(row.label),
        ", ".join(state.value for state in row.sources) or "—",
        row.target.value if row.target else "unchanged",
        ", ".join(role.value for role in row.roles),
        ", ".join(row.needs) + optional,
        ", ".join(role.value for role in row.tells),
    ]
    return f"| {' | '.join(cells)} |"
