"""A demande whose recorded address no mail can be sent to: the registry answers well, its holder must act."""

import pytest

from accounts.models import User
from alin.outbox.models import Message
from applications.import_errors import MailboxUnreadable
from applications.importing import send_code
from tests.applications.gateway_double import GatewayDouble, says_json
from tests.factories.applications import ANNE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", [None, "", "anne", "anne@", "anne porte@example.org", "anne@example..org"])
def test_an_address_that_cannot_be_used_is_the_holders_to_mend(
    gateway: GatewayDouble, anne: User, email: str | None
) -> None:
    gateway.answers = [says_json({"unique_number": ANNE, "email": email})]
    with pytest.raises(MailboxUnreadable):
        send_code(anne, ANNE)
    assert not Message.objects.exists()


def test_an_address_is_read_whatever_its_capitals(gateway: GatewayDouble, anne: User) -> None:
    gateway.answers = [says_json({"unique_number": ANNE, "email": " Anne.PORTE@example.org "})]
    assert send_code(anne, ANNE).sent_to == "anne.porte@example.org"
