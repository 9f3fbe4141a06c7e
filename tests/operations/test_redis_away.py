"""Redis away: pages still work, messages wait as rows, and /readyz says so."""

import json
from pathlib import Path

import pytest

from tests.service import Service

VISIT = """
import json
from django.db import transaction
from django.test import Client
from alin.outbox.letters import Letter, post_mail
from alin.outbox.models import Message
client = Client(SERVER_NAME='localhost')
found = {
    'page': client.get('/compte/connexion/').status_code,
    'log-in': client.post('/compte/connexion/', {'login': 'a@example.org', 'password': 'x'}).status_code,
}
for number in range(20):
    with transaction.atomic():
        post_mail(Letter(subject='s', paragraphs=[]), key=str(number), category='account', to='a@example.org')
found['rows'] = Message.objects.filter(state='waiting').count()
ready = client.get('/readyz')
found |= {'ready': ready.status_code, 'broker': ready.json()['broker']}
print(json.dumps(found))
"""


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """The portal with the address of a Redis nobody listens at."""
    return Service(tmp_path, redis_url="redis://127.0.0.1:1/0", DEBUG="1")


def test_pages_work_and_messages_are_kept_while_redis_is_away(service: Service) -> None:
    assert json.loads(service.run(VISIT)) == {
        "page": 200,
        "log-in": 200,
        "rows": 20,
        "ready": 503,
        "broker": "unavailable",
    }
