"""A real worker, killed with -9 in the middle of a delivery: no mail is lost (R7.1)."""

import os
from collections.abc import Iterator

import pytest

from tests.outbox.mail_server import MOMENTS, MailServer
from tests.service import Service, fresh_database, fresh_redis

WRITE = """
from django.db import transaction
from alin.outbox.letters import Letter, post_mail
from alin.outbox.models import Message
with transaction.atomic():
    for number in range(5):
        post_mail(Letter(subject='Bonjour', paragraphs=['…']), key=f'{moment}:{number}',
                  category=Message.Category.ACCOUNT, to=f'reader{number}@example.org')
"""
THREE_MINUTES_LATER = """
from datetime import timedelta
from alin.outbox.models import Message
from django.utils import timezone
print(Message.objects.filter(state='sending').update(due_at=timezone.now() - timedelta(seconds=1)))
"""
UNSENT = "from alin.outbox.models import Message; print(Message.objects.exclude(state='sent').count())"
READERS = {f"reader{number}@example.org" for number in range(5)}


@pytest.fixture(scope="module")
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def service(
    mail_server: MailServer, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Service]:
    var = tmp_path_factory.mktemp("service")
    with (
        fresh_database(os.environ.get("DATABASE_URL", "")) as database_url,
        fresh_redis(os.environ.get("REDIS_URL", ""), worker_id) as redis_url,
    ):
        yield Service(var, mail_server.url, database_url, redis_url)


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_mail_is_lost_when_the_worker_is_killed(
    moment: str, service: Service, mail_server: MailServer
) -> None:
    mail_server.stall_once(moment)
    with service.worker():
        service.run(f"moment = {moment!r}\n{WRITE}")
        service.wait_until(mail_server.stalled.is_set, f"a delivery reached « {moment} »")
    mail_server.release.set()

    held = int(service.run(THREE_MINUTES_LATER))
    assert held, "the worker died with a message in its hands"
    with service.worker():
        service.wait_until(lambda: {mail["To"] for mail in mail_server.accepted} >= READERS, "all arrived")
        service.wait_until(lambda: service.run(UNSENT) == "0", "all were written down as sent")

    # Only a death between the server's « accepted » and our own row can repeat a mail: recognisably.
    repeated = len(mail_server.accepted) - len({mail["Message-ID"] for mail in mail_server.accepted})
    assert {mail["To"] for mail in mail_server.accepted} == READERS
    assert repeated <= held
    assert repeated >= (1 if moment == "after the acceptance" else 0)
