"""The registry's code lists in words (data/registry_codes.csv), in both languages of the site."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

Labels = dict[str, Promise]

CIVILITIES: Labels = {"madame": _("Madame"), "monsieur": _("Monsieur")}
NATIONALITIES: Labels = {"1": _("Française"), "2": _("Union Européenne"), "3": _("Hors Union Européenne")}
FAMILY_SITUATIONS: Labels = {
    "C": _("Célibataire"),
    "M": _("Marié(e)"),
    "D": _("Divorcé(e)"),
    "S": _("Séparé(e)"),
    "P": _("Pacsé(e)"),
    "U": _("Concubin(e)"),
    "V": _("Veuf(ve)"),
}
LINKS: Labels = {"M": _("Conjoint"), "P": _("Pacsé"), "C": _("Concubin"), "L": _("Co-locataire")}
CONTRACTS: Labels = {
    "CDI": _("CDI (ou fonctionnaire)"),
    "CDD": _("CDD, stage, intérim"),
    "ART": _("Artisan, commerçant, profession libérale"),
    "CHO": _("Chômage"),
    "APP": _("Apprenti"),
    "ETU": _("Étudiant"),
    "RET": _("Retraité"),
    "AUT": _("Autre"),
}
RESOURCES: Labels = {
    "SAL": _("Salaire"),
    "RET": _("Retraite"),
    "CHO": _("Chômage"),
    "PAR": _("Pension alimentaire reçue"),
    "PINV": _("Pension d'invalidité"),
    "AF": _("Allocations familiales"),
    "AAH": _("Allocation aux adultes handicapés (AAH)"),
    "AEEH": _("Allocation d'éducation de l'enfant handicapé (AEEH)"),
    "AJPP": _("Allocation journalière de présence parentale (AJPP)"),
    "RSA": _("Revenu de solidarité active (RSA)"),
    "AMV": _("Allocation de minimum vieillesse"),
    "PAJE": _("Prestation d'accueil du jeune enfant (PAJE)"),
    "BE": _("Bourse étudiant"),
    "APL": _("Aide au logement (APL, AL)"),
    "AUT": _("Autre"),
}
PAYMENTS: Labels = {"PAV": _("Pension alimentaire versée")}
HOUSING: Labels = {
    "HLM": _("Logement HLM"),
    "LP": _("Locataire parc privé"),
    "RS": _("Résidence sociale ou foyer ou pension de famille"),
    "RHVS": _("Résidence hôtelière à vocation sociale"),
    "RE": _("Résidence étudiant"),
    "SLHT": _("Sous-locataire ou hébergé dans un logement à titre temporaire"),
    "SH": _("Structure d'hébergement"),
    "CDEFCM": _("Centre départemental de l'enfance et de la famille ou centre maternel"),
    "CPE": _("Chez vos parents ou vos enfants"),
    "CP": _("Chez un particulier"),
    "LTG": _("Logé à titre gratuit"),
    "FONC": _("Logement de fonction"),
    "POCC": _("Propriétaire occupant"),
    "CAMCAR": _("Camping, caravaning"),
    "HOT": _("Logé dans un hôtel"),
    "SD": _("Sans abri ou abri de fortune"),
    "SQUAT": _("Dans un squat"),
}
REASONS: Labels = {
    "01": _("Sans logement ou hébergé ou en logement temporaire"),
    "02": _("Démolition"),
    "03": _("Logement non décent, insalubre ou dangereux ou local impropre à l'habitation"),
    "04": _("Logement repris ou mis en vente par son propriétaire"),
    "05": _("En procédure d'expulsion"),
    "06": _("Violences familiales"),
    "07": _("Handicap"),
    "08": _("Raisons de santé"),
    "09": _("Logement trop cher"),
    "10": _("Logement trop grand"),
    "11": _("Divorce, séparation"),
    "12": _("Décohabitation"),
    "13": _("Logement trop petit"),
    "14": _("Futur mariage, concubinage, PACS"),
    "15": _("Regroupement familial"),
    "16": _("Assistant(e) maternel(le) ou familial(e)"),
    "17": _("Problèmes d'environnement ou de voisinage"),
    "18": _("Mutation professionnelle"),
    "19": _("Rapprochement du lieu de travail"),
    "20": _("Rapprochement des équipements et services"),
    "21": _("Rapprochement de la famille"),
    "22": _("Accédant à la propriété en difficulté"),
    "23": _("Autre motif particulier"),
}
STRIKE_OFF: Labels = {
    "RADATT": _("Attribution d'un logement"),
    "RADABA": _("Abandon (renonciation)"),
    "RADCON": _("Impossibilité de contacter le demandeur"),
    "RADIRR": _("Irrecevabilité"),
    "RADREN": _("Non-renouvellement"),
}
TYPOLOGIES: Labels = {"C": _("Chambre"), "T6": _("T6 et plus")}
DWELLINGS: Labels = {"apartment": _("Appartement"), "house": _("Maison")}
DALO: Labels = {
    "NON": _("Non"),
    "ACTIF": pgettext_lazy("DALO", "Actif"),
    "CADUC": pgettext_lazy("DALO", "Caduc"),
}
RESERVATIONS: Labels = {
    "COLTER": _("Collectivités territoriales"),
    "COLACT": _("Employeurs / Action Logement"),
    "PPRIOR": _("Préfet – prioritaires"),
    "PFONCT": _("Préfet – fonctionnaires"),
    "AUTRES": _("Autres réservataires"),
    "AUCUN": _("Hors contingent"),
}


def label(labels: Labels, code: str) -> str:
    """The code in words, or the code itself where the list does not have it."""
    return str(labels.get(code, code))


def strike_off_reason(code: str) -> str:
    """Why a demande was struck off, in words."""
    return label(STRIKE_OFF, code) if code in STRIKE_OFF else gettext("non communiqué")
