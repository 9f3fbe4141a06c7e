"""A reader of the registration site: opens a demande, reads forms, sends them back."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alin.simulator.access import reference_of
from tests.factories.applications import ANNE

BORN = "19/05/1989"


def page(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: Any) -> str:
    return " ".join(page(response).get_text(" ").split())


def open_demande(client: Client, number: str = ANNE, born: str = BORN) -> Any:
    return client.post(reverse("simulator:find"), {"numero": number, "naissance": born})


def address(name: str, *more: str, number: str = ANNE) -> str:
    return reverse(f"simulator:{name}", args=[reference_of(number), *more])


def fields(response: HttpResponse) -> dict[str, Any]:
    """What a browser would send if the page's main form were sent as it is."""
    form = page(response).select_one("main form.desk__form")
    assert isinstance(form, Tag)
    sent: dict[str, Any] = {}
    for control in form.select("input[name], select[name], textarea[name]"):
        name, kind = str(control["name"]), control.get("type")
        if kind in ("checkbox", "radio") and not control.has_attr("checked"):
            continue
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            value = str(chosen["value"]) if chosen else ""
        else:
            value = str(control.get("value", "on" if kind == "checkbox" else ""))
        sent.setdefault(name, []).append(value)
    return sent


def change(client: Client, section: str, number: str = ANNE, **changes: Any) -> Any:
    """Open a section, change some fields, send it. `__` in a name stands for a hyphen where needed."""
    path = address("section", section, number=number)
    return client.post(path, {**fields(client.get(path)), **changes})


def errors(response: HttpResponse) -> dict[str, str]:
    """Each message, by the name of the control it is beside."""
    found = {}
    for field in page(response).select(".field--invalid"):
        control = field.select_one("[name]")
        message = field.select_one(".field__error p")
        assert control is not None and message is not None
        found[str(control["name"])] = message.get_text(strip=True)
    return found
