"""The form an act asks for: its fields are the values its row of the workflow's table needs or takes."""

from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext as _

from alin.dates import local_today
from candidatures.errors import CandidatureError, MissingData
from candidatures.models import Act, Candidature, Outcome, RefusalReason
from candidatures.transitions import Transition

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
TIME_FORMATS = ["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"]


def _day(name: str, planned: bool) -> forms.DateField:
    """A day: one to come where something is planned, one by now where a fact is recorded."""
    labels = {
        "committee_on": _("Date de la commission"),
        "lease_signed_on": _("Date de signature du bail"),
        "moved_in_on": _("Date de remise des clés"),
    }
    limit = {"min" if planned else "max": f"{local_today():%Y-%m-%d}"}
    widget = forms.DateInput(attrs={"type": "date", **limit}, format="%Y-%m-%d")
    return forms.DateField(label=labels[name], input_formats=DAY_FORMATS, widget=widget)


def _moment(label: str) -> forms.DateTimeField:
    """A day and a time to come."""
    attributes = {"type": "datetime-local", "step": "300", "min": f"{local_today():%Y-%m-%dT00:00}"}
    widget = forms.DateTimeInput(attrs=attributes, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, input_formats=TIME_FORMATS, widget=widget)


def _field(name: str, transitions: list[Transition]) -> forms.Field:
    """The form field for one value of an act."""
    if name == "refusal_reason":
        stages = {transition.reason_stage for transition in transitions if transition.reason_stage}
        reasons = RefusalReason.objects.filter(is_active=True, stage__in=stages)
        return forms.ModelChoiceField(
            reasons, label=_("Motif"), help_text=_("Le candidat lit la phrase liée à ce motif.")
        )
    if name == "note":
        box = forms.Textarea(attrs={"rows": 3})
        help_text = _("Note interne : le candidat ne la lit pas.")
        return forms.CharField(label=_("Précision"), max_length=300, widget=box, help_text=help_text)
    if name == "visit_at":
        return _moment(_("Date et heure de la visite"))
    if name == "visit_place":
        return forms.CharField(label=_("Lieu de rendez-vous"), max_length=200)
    if name == "outcome_rank":
        return forms.IntegerField(label=_("Rang du candidat"), min_value=1, max_value=999)
    if name == "outcome_condition":
        return forms.CharField(
            label=_("Condition à remplir"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
        )
    return _day(name, planned=transitions[0].act == Act.PLAN_COMMITTEE)


def _initial(candidature: Candidature, act: Act) -> dict[str, Any]:
    """What is likely: facts are recorded on their day, the next committee rank follows the last one given."""
    today = local_today()
    if act == Act.PLAN_VISIT:
        address = ", ".join(
            part for part in (candidature.offer.address, str(candidature.offer.commune)) if part
        )
        return {"visit_at": candidature.visit_at, "visit_place": candidature.visit_place or address}
    if act == Act.PLAN_COMMITTEE:
        return {"committee_on": candidature.committee_on}
    if act == Act.RECORD_OUTCOME:
        ranks = Candidature.objects.filter(offer_id=candidature.offer_id).aggregate(last=Max("outcome_rank"))
        held = candidature.committee_on
        return {
            "committee_on": held if held and held <= today else today,
            "outcome_rank": (ranks["last"] or 0) + 1,
        }
    return {"lease_signed_on": today, "moved_in_on": today}


class ActForm(forms.Form):
    """The values one act needs. With several transitions (the committee's outcomes) the person picks one."""

    def __init__(self, transitions: list[Transition], candidature: Candidature, *args: Any, **kwargs: Any):
        kwargs.setdefault("initial", _initial(candidature, transitions[0].act))
        super().__init__(*args, **kwargs)
        self.transitions = transitions
        self.several = len(transitions) > 1
        if self.several:
            choices = [(t.outcome.value, t.outcome.label) for t in transitions if t.outcome]
            self.fields["outcome"] = forms.ChoiceField(
                label=_("Décision de la commission"), choices=choices, widget=forms.RadioSelect
            )
        for name in self._names():
            field = _field(name, transitions)
            field.required = not self.several and name in transitions[0].needs
            self.fields[name] = field

    def _names(self) -> list[str]:
        names = [name for t in self.transitions for name in (*t.needs, *t.takes) if name != "outcome"]
        return list(dict.fromkeys(names))

    @property
    def chosen(self) -> Transition:
        """The act to perform."""
        outcome = self.cleaned_data.get("outcome")
        return next((t for t in self.transitions if t.outcome == outcome), self.transitions[0])

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen outcome needs, next to its field; the fields of the others do not count."""
        if self.several and "outcome" in self.cleaned_data:
            used = {"outcome", *self.chosen.needs, *self.chosen.takes}
            for name in set(self.errors) - used:
                del self.errors[name]
            for name in self.chosen.needs:
                if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
                    self.add_error(name, _("Ce champ est obligatoire pour cette décision."))
        return self.cleaned_data

    @property
    def values(self) -> dict[str, Any]:
        """What to hand to `perform`: the chosen act's own values, and no other field's."""
        names = (*self.chosen.needs, *self.chosen.takes)
        values = {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}
        if self.several:
            values["outcome"] = Outcome(self.cleaned_data["outcome"])
        return values

    def refuse(self, error: CandidatureError) -> None:
        """Show why the act was refused, next to its field where it has one."""
        field = getattr(error, "field", None) if isinstance(error, MissingData) else None
        self.add_error(field if field in self.fields else None, str(error.message))
