"""The pages under docs/ that are drawn from code."""

import re
from pathlib import Path

import pytest

from candidatures.models import Role, State
from candidatures.scoring import MOST_POINTS, SCALE_VERSION
from candidatures.wording import WORDINGS
from candidatures.workflow_page import PAGE, workflow_page


def test_the_workflow_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == workflow_page(), "run: python manage.py document_workflow"


def test_the_score_page_names_the_scale_in_force() -> None:
    page = (PAGE.parent / "score.md").read_text(encoding="utf-8")
    assert f"`{SCALE_VERSION}`" in page
    for criterion, most in MOST_POINTS.items():
        assert f"| `{criterion.value}` | {most} |" in page


@pytest.mark.parametrize("reader", [Role.APPLICANT, Role.CONSULTANT, Role.LANDLORD])
@pytest.mark.parametrize("state", list(State))
def test_every_state_has_its_words_for_every_reader(state: State, reader: Role) -> None:
    words = WORDINGS[reader][state]
    assert words.label and words.explanation and words.next_step and words.icon


def test_the_first_status_an_applicant_reads_is_en_attente() -> None:
    assert WORDINGS[Role.APPLICANT][State.APPLIED].label == "En attente"


def test_every_icon_of_a_state_exists() -> None:
    sprite = Path("static/img/icons.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'id="([a-z-]+)"', sprite))
    assert {words.icon for table in WORDINGS.values() for words in table.values()} <= known
