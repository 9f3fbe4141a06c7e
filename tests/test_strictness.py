"""The suite's own strictness works."""

import pytest
from django.template import Context, Template, engines
from django.template.base import Origin

from tests.strict_templates import OUR_TEMPLATES, UndefinedVariable


def render(source: str, origin: str = f"{OUR_TEMPLATES}/pages/made_up.html", **context: object) -> str:
    template = Template(source, origin=Origin(origin), engine=engines["django"].engine)
    return template.render(Context(context))


def test_a_template_of_ours_that_prints_an_undefined_variable_fails() -> None:
    with pytest.raises(UndefinedVariable, match=r"person\.name"):
        render("{{ person.name }}", person={})


def test_a_filter_does_not_hide_an_undefined_variable() -> None:
    with pytest.raises(UndefinedVariable):
        render("{{ total|floatformat:2 }}")


def test_an_optional_variable_says_so_with_default() -> None:
    assert render("{{ help|default:'none' }}{% if help %}!{% endif %}") == "none"


def test_filters_still_apply_to_a_defined_variable() -> None:
    assert render("{{ name|upper }}", name="anne") == "ANNE"


def test_templates_of_libraries_may_rely_on_silence() -> None:
    assert render("{{ nothing }}", origin="/somewhere/admin/index.html") == ""
