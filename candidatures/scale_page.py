"""The scale in words, drawn from the figures that count: the published page cannot say anything else."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from candidatures import scoring
from candidatures.scoring import MOST_POINTS, Criterion


@dataclass(frozen=True)
class ScaleLine:
    """One criterion: its most points, how they are given and why it counts."""

    criterion: Criterion
    most: int
    how: list[str]
    why: str


def scale_lines() -> list[ScaleLine]:
    """Every criterion in the order of the scale."""
    how = {
        Criterion.SENIORITY: _seniority(),
        Criterion.PRIORITY: _priority(),
        Criterion.COMPANY: _company(),
        Criterion.HOUSEHOLD: _household(),
        Criterion.EFFORT: _effort(),
        Criterion.WISH: _wish(),
        Criterion.WORK: _work(),
    }
    return [ScaleLine(criterion, most, *how[criterion]) for criterion, most in MOST_POINTS.items()]


def _seniority() -> tuple[list[str], str]:
    figures = {"months": scoring.MONTHS_PER_POINT, "most": scoring.SENIORITY_MOST}
    return (
        [_("1 point tous les %(months)d mois depuis le dépôt de la demande, %(most)d au plus.") % figures],
        _("Attendre depuis longtemps doit compter."),
    )


def _priority() -> tuple[list[str], str]:
    return (
        [_("%(points)d points pour une situation prioritaire.") % {"points": scoring.PRIORITY_POINTS}],
        _("La loi donne une priorité à certaines situations (article L313-26-2)."),
    )


def _company() -> tuple[list[str], str]:
    return (
        [
            _("Les points que votre entreprise accorde à ses salariés, %(most)d au plus.")
            % {"most": scoring.COMPANY_MOST},
            _("0 point si vous restez anonyme pour votre entreprise."),
            _("0 point avant l'ancienneté et la validation que votre entreprise demande."),
        ],
        _("L'entreprise finance ces logements et peut soutenir ses salariés."),
    )


def _household() -> tuple[list[str], str]:
    return (
        [
            _("%(points)d points : autant de pièces que de personnes.") % {"points": scoring.FIT_POINTS[0]},
            _("%(points)d points : une pièce de plus ou de moins.") % {"points": scoring.FIT_POINTS[1]},
        ],
        _("Un logement à la bonne taille sert mieux le foyer."),
    )


def _effort() -> tuple[list[str], str]:
    lines = [
        _("%(points)d points : loyer charges comprises jusqu'à %(rate)s %% des ressources.")
        % {"points": points, "rate": number_format(rate)}
        for rate, points in scoring.EFFORT_POINTS
    ]
    return lines, _("Un loyer supportable évite les difficultés plus tard.")


def _wish() -> tuple[list[str], str]:
    last = max(scoring.WISH_POINTS)
    lines = [
        _("%(points)d points : commune citée en n° %(rank)d.") % {"points": points, "rank": rank}
        for rank, points in scoring.WISH_POINTS.items()
        if rank < last
    ]
    lines.append(
        _("%(points)d points : commune citée en n° %(rank)d ou après.")
        % {"points": scoring.WISH_POINTS[last], "rank": last}
    )
    return lines, _("Vos premiers choix passent avant les autres.")


def _work() -> tuple[list[str], str]:
    return (
        [
            _("%(points)d points : même code postal que votre lieu de travail.")
            % {"points": scoring.WORK_SAME_PLACE},
            _("%(points)d points : même département.") % {"points": scoring.WORK_SAME_DEPARTMENT},
        ],
        _("Habiter près de son travail est l'une des raisons d'être d'Action Logement."),
    )
