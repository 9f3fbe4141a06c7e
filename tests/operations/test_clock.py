"""What beat starts exists, and is written down for those who operate the portal."""

from pathlib import Path

import pytest
from django.conf import settings

from alin.celery import app

OPERATIONS = (Path(settings.BASE_DIR) / "docs" / "operations.md").read_text()
TASKS = sorted({entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()})


@pytest.mark.parametrize("name", TASKS)
def test_each_task_of_the_clock_exists_and_is_written_down(name: str) -> None:
    app.loader.import_default_modules()
    assert name in app.tasks
    assert f"`{name}`" in OPERATIONS or f"`{name.rpartition('.')[2]}`" in OPERATIONS
