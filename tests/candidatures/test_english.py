"""English is complete: nothing a reader is told about a candidature is left in French."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation
from django.utils.functional import Promise

from accounts.models import User
from candidatures.models import Act
from candidatures.notices import SUBJECTS
from candidatures.scale_page import scale_lines
from candidatures.scoring import Criterion
from candidatures.steps import LABELS
from candidatures.wording import WORDINGS
from candidatures.workflow import TRANSITIONS
from tests.factories.candidatures import in_state
from tests.factories.offers import household

SAME_IN_BOTH = {"Action Logement", "AL'in"}


def sentences() -> list[str | Promise]:
    words = [words for table in WORDINGS.values() for words in table.values()]
    return [
        *(text for line in words for text in (line.label, line.explanation, line.next_step)),
        *(row.label for row in TRANSITIONS),
        *SUBJECTS.values(),
        *LABELS,
        *(act.label for act in Act),
        *(criterion.label for criterion in Criterion),
    ]


def test_every_sentence_of_the_workflow_is_translated() -> None:
    left = []
    for sentence in sentences():
        with translation.override("fr"):
            french = str(sentence)
        with translation.override("en"):
            english = str(sentence)
        if french == english and french not in SAME_IN_BOTH:
            left.append(french)
    assert left == []


def test_the_scale_is_translated() -> None:
    with translation.override("fr"):
        french = [text for line in scale_lines() for text in (*line.how, line.why)]
    with translation.override("en"):
        english = [text for line in scale_lines() for text in (*line.how, line.why)]
    assert not set(french) & set(english)


@pytest.mark.django_db
def test_the_list_speaks_english(anne: User, client_of: Callable[[User], Client]) -> None:
    in_state("applied", application=household(owner=anne))
    client = client_of(anne)
    client.cookies["django_language"] = "en"
    page = client.get("/mes-candidatures/").content.decode()
    assert "My active applications" in page
    assert "Cancel this application" in page
    assert "candidature déposée" not in page
