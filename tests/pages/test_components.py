"""Form fields, offer cards and mails as drawn by the components."""

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms
from django.template.loader import render_to_string

from alin.outbox.letters import Letter


class Example(forms.Form):
    name = forms.CharField(
        label="Nom", help_text="Comme sur la carte", error_messages={"required": "Indiquez"}
    )
    choice = forms.ChoiceField(label="Choix", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="J'accepte")
    note = forms.CharField(label="Remarque", required=False, widget=forms.Textarea)
    secret = forms.CharField(label="Mot de passe", required=False, widget=forms.PasswordInput)


def drawn(data: dict[str, str] | None = None) -> BeautifulSoup:
    return BeautifulSoup(str(Example(data)), "html.parser")


def described(page: BeautifulSoup, control: Tag) -> str:
    return " ".join(
        page.find(id=name).get_text(" ", strip=True) for name in control["aria-describedby"].split()
    )


def test_a_field_is_tied_to_its_label_and_help() -> None:
    page = drawn()
    assert "Nom" in page.select_one("label[for=id_name]").get_text()
    assert described(page, page.find(id="id_name")) == "Comme sur la carte"
    assert not page.select(".error-summary")


def test_an_error_stands_by_its_field_and_in_the_summary() -> None:
    page = drawn({"name": "", "choice": "a", "agreed": "on"})
    name = page.find(id="id_name")
    assert name["aria-invalid"] == "true"
    assert "Indiquez" in described(page, name)
    assert [link["href"] for link in page.select(".error-summary a")] == ["#id_name"]
    assert "Un point est à corriger" in page.select_one(".error-summary h2").get_text()


def test_every_link_of_the_summary_leads_to_a_control() -> None:
    page = drawn({})
    links = page.select(".error-summary a")
    assert len(links) == 3
    for link in links:
        assert page.find(id=link["href"][1:]).name == "input"


class OneField(forms.Form):
    number = forms.CharField(label="Numéro", error_messages={"required": "Saisissez-le"})


def test_a_form_of_one_field_says_its_error_once() -> None:
    page = BeautifulSoup(str(OneField({"number": ""})), "html.parser")
    assert not page.select(".error-summary")
    assert "Saisissez-le" in described(page, page.find(id="id_number"))


def test_the_summary_has_one_line_for_a_field_and_leaves_out_the_label_of_a_box() -> None:
    page = drawn({})
    lines = [" ".join(link.get_text().split()) for link in page.select(".error-summary a")]
    assert lines[0].startswith("Nom : ")
    assert not any("J'accepte" in line for line in lines)


def test_radios_are_a_group_with_a_legend() -> None:
    group = drawn().find("fieldset")
    assert "Choix" in group.legend.get_text()
    assert [label["for"] for label in group.select("label")] == ["id_choice_0", "id_choice_1"]


def test_only_required_fields_have_the_mark() -> None:
    page = drawn()
    assert page.select_one("label[for=id_name] .field__required")
    assert not page.select_one("label[for=id_note] .field__required")


def test_what_was_typed_is_kept_and_is_only_text() -> None:
    page = drawn({"name": "<b>Anne</b>", "note": "</textarea><script>", "agreed": "on"})
    assert page.find(id="id_name")["value"] == "<b>Anne</b>"
    assert page.find("textarea").get_text(strip=True) == "</textarea><script>"


def letter_parts(**more: object) -> tuple[str, str]:
    letter = Letter(
        subject="Demande d'accès",
        paragraphs=["Madame, Monsieur,", "Suivez <le> lien."],
        button=("Cliquez ici", "/compte/x/"),
        **more,  # type: ignore[arg-type]
    )
    context = {
        "letter": letter,
        "title": letter.subject,
        "link": "https://al-in.example/compte/x/",
        "site_url": "https://al-in.example",
        "language": "fr",
    }
    return render_to_string("mail/letter.txt", context), render_to_string("mail/letter.html", context)


@pytest.mark.parametrize(
    "more", [{}, {"code": "012345"}, {"facts": [("Loyer", "841 €")]}, {"reference": "C-1"}]
)
def test_both_parts_of_a_mail_say_the_same(more: dict[str, object]) -> None:
    text, html = letter_parts(**more)
    shown = BeautifulSoup(html, "html.parser").get_text(" ")
    for part in (text, shown):
        for words in (
            "Madame, Monsieur,",
            "Suivez <le> lien.",
            "Cliquez ici",
            "https://al-in.example/compte/x/",
        ):
            assert words in part
        for words in (str(value) for value in ("012345", "841 €", "C-1") if value in str(more)):
            assert words in part
        assert "+33 (0)970 800 800" in part


def test_a_mail_loads_nothing_from_elsewhere() -> None:
    page = BeautifulSoup(letter_parts()[1], "html.parser")
    assert not page.find_all(["img", "link", "script", "style"])
