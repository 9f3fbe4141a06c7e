"""What a rule answers, as the pages show it (R1.5)."""

from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy


class Rule(models.TextChoices):
    """The rules, in the order in which a page shows them."""

    TYPOLOGY = "typology", gettext_lazy("Taille du logement")
    INCOME = "income", gettext_lazy("Plafond de ressources")
    AFFORDABILITY = "affordability", gettext_lazy("Loyer et ressources")
    ACCESSIBILITY = "accessibility", gettext_lazy("Logement adapté")
    RESERVATION = "reservation", gettext_lazy("Public de l'offre")


class Status(models.TextChoices):
    """What a rule says; only OK lets a household apply."""

    OK = "ok", gettext_lazy("Condition remplie")
    NO = "no", gettext_lazy("Condition non remplie")
    UNKNOWN = "unknown", gettext_lazy("Condition à vérifier")


# Where each rule is written; a verdict with a source of its own (a ceiling's arrêté) says that one.
SOURCES = {
    Rule.TYPOLOGY: gettext_lazy("règle d'AL'in sur les pièces et les personnes à loger"),
    Rule.INCOME: gettext_lazy("arrêté du 29 juillet 1987 sur les plafonds de ressources"),
    Rule.AFFORDABILITY: gettext_lazy("règle d'AL'in sur le loyer et les ressources"),
    Rule.ACCESSIBILITY: gettext_lazy("souhait indiqué dans la demande de logement"),
    Rule.RESERVATION: gettext_lazy("choix du bailleur et de ses partenaires pour cette offre"),
}


@dataclass(frozen=True)
class Verdict:
    """One rule's answer: the figures compared in a sentence, where they come from, what could change it.

    The sentence and the advice address the applicant; `for_office` is what professionals read.
    """

    rule: Rule
    status: Status
    sentence: str
    detail: str = ""
    advice: str = ""
    office_sentence: str = ""  # only where `sentence` says « vous » or « votre »
    own_source: str = ""

    def for_office(self) -> "Verdict":
        """The same answer about the household instead of to it; the advice is the applicant's alone."""
        return replace(self, sentence=self.office_sentence or self.sentence, advice="")

    @property
    def source(self) -> str:
        """Where the rule, or the figure it used, is written."""
        return self.own_source or str(SOURCES[self.rule])

    @property
    def title(self) -> str:
        """The rule's name for readers."""
        return str(self.rule.label)
