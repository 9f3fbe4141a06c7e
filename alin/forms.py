"""How every form field of the site is drawn: label, help, error, control."""

from django.forms.renderers import TemplatesSetting


class ComponentRenderer(TemplatesSetting):
    """Django's form rendering with the site's own field and form templates."""

    field_template_name = "components/field.html"
    form_template_name = "components/form.html"
