"""What a dwelling is classed by: its size, the loan it was built with, its energy."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Typology(models.IntegerChoices):
    """Main rooms; 6 stands for six and more."""

    T1 = 1, "T1"
    T2 = 2, "T2"
    T3 = 3, "T3"
    T4 = 4, "T4"
    T5 = 5, "T5"
    T6 = 6, _("T6 et plus")


class Financing(models.TextChoices):
    """The loan a dwelling was built with; it decides the income ceiling."""

    PLAI = "PLAI", "PLAI"
    PLUS = "PLUS", "PLUS"
    PLS = "PLS", "PLS"
    LLI = "LLI", "LLI"


class EnergyClass(models.TextChoices):
    """Classes of the diagnostic de performance énergétique, energy and climate alike."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    E = "E", "E"
    F = "F", "F"
    G = "G", "G"
