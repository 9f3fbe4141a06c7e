"""Two workers with the same message: on PostgreSQL and SQLite alike, one of them sends it."""

import threading

import pytest
from django.core import mail
from django.db import connection

from alin.outbox import delivery
from tests.factories.outbox import MessageFactory

WORKERS = 8


@pytest.mark.django_db(transaction=True)
def test_a_message_taken_by_many_workers_at_once_is_sent_once() -> None:
    message = MessageFactory()
    start = threading.Barrier(WORKERS)
    problems: list[Exception] = []

    def work() -> None:
        try:
            start.wait()
            delivery.deliver_message(message.pk)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    message.refresh_from_db()
    assert problems == []
    assert (message.state, message.attempts) == ("sent", 1)
    assert len(mail.outbox) == 1
