"""Names, streets and descriptions of the demo's homes, in French as landlords write them."""

from random import Random

from offers.models import Offer

TITLES = (
    "Résidence des Tilleuls",
    "Le Clos des Vignes",
    "Résidence du Canal",
    "Les Jardins d'Hélène",
    "Villa Pasteur",
    "Résidence Simone-Veil",
    "Le Hameau des Érables",
    "Cour Mirabeau",
    "Les Terrasses du Parc",
    "Résidence Lumière",
    "Le Belvédère",
    "Îlot des Cerisiers",
    "Résidence Joséphine-Baker",
    "Les Allées Vertes",
    "Résidence des Arts",
    "Le Grand Pré",
    "Résidence Rosa-Parks",
    "Les Balcons du Midi",
    "Passage des Artisans",
    "Résidence du Moulin",
    "Le Verger",
    "Résidence Georges-Sand",
    "Les Glycines",
    "Quai des Brumes",
    "Résidence des Peupliers",
    "Le Clos Saint-Martin",
    "Les Hauts de la Plaine",
    "Résidence Marie-Curie",
    "L'Orangerie",
    "Résidence de la Gare",
)
STREETS = (
    "rue des Lilas",
    "avenue Jean-Jaurès",
    "rue Pasteur",
    "rue de la République",
    "allée des Marronniers",
    "rue Victor-Hugo",
    "boulevard de la Liberté",
    "rue du Moulin",
    "rue Émile-Zola",
    "place du Marché",
    "rue des Écoles",
    "rue Louise-Michel",
    "avenue de la Gare",
    "rue du Docteur-Roux",
    "impasse des Jardins",
    "rue Gambetta",
    "rue de l'Abbé-Grégoire",
    "quai des Mariniers",
    "rue Olympe-de-Gouges",
    "rue du Château",
    "chemin des Vignes",
    "rue Marcel-Pagnol",
    "rue Berthe-Morisot",
    "square du Nord",
    "rue des Acacias",
)
OPENINGS = (
    "Ce {home} lumineux se trouve {where} de la résidence « {title} », {year}.",
    "{Where} d'un immeuble calme {year}, ce {home} bien agencé attend ses nouveaux occupants.",
    "Un {home} agréable à vivre, {where} d'une résidence à taille humaine {year}.",
    "Dans la résidence « {title} », {year}, ce {home} se situe {where}.",
)
HOUSE_OPENINGS = (
    "Cette maison {year} offre {rooms} et un jardin clos, dans une rue tranquille.",
    "Maison mitoyenne {year} : {rooms} sur deux niveaux, et un jardin orienté au sud.",
    "Une maison {year} avec {rooms}, à deux pas de l'école et des commerces.",
)
LIVING = (
    "Le séjour de {living} m² reçoit le soleil {sun}.",
    "La pièce de vie, de {living} m², s'ouvre sur une cuisine aménagée.",
    "Le séjour de {living} m² est prolongé par une cuisine indépendante et équipée d'un évier double.",
    "La cuisine est séparée ; le séjour de {living} m² donne sur la cour arborée.",
)
STUDIO = (
    "La pièce principale, claire, accueille un coin cuisine et un grand placard.",
    "La pièce de vie dispose d'une kitchenette et d'un rangement sur mesure.",
)
NIGHT = (
    "La salle de bain a été refaite récemment et les toilettes sont séparées.",
    "Une salle d'eau avec douche, des toilettes séparées et deux placards complètent l'ensemble.",
    "La salle de bain est équipée d'une baignoire et d'un branchement pour le lave-linge.",
    "Sols neufs, peintures refaites : le logement est prêt à habiter.",
)
AROUND_PARIS = (
    "Le métro et plusieurs bus sont à moins de dix minutes à pied.",
    "Tramway au bout de la rue, marché deux fois par semaine, parc à cinq minutes.",
    "Gare à douze minutes à pied, crèche et école maternelle dans la même rue.",
    "Commerces au pied de l'immeuble et piste cyclable jusqu'à la station de métro.",
    "Quartier vivant : médiathèque, piscine et halle de marché sont tout proches.",
)
AROUND = (
    "Le centre-ville est à dix minutes en bus ; l'arrêt est devant la résidence.",
    "Commerces, pharmacie et école primaire se trouvent à moins de 500 mètres.",
    "Une voie verte passe à côté : le centre est à un quart d'heure à vélo.",
    "Le quartier est calme, avec un marché le samedi et un grand parc.",
)
HEATING = {
    "individual_gas": "Chauffage individuel au gaz, contrat au nom du locataire.",
    "individual_electric": "Chauffage électrique individuel, avec thermostat programmable.",
    "collective": "Chauffage et eau chaude collectifs, compris dans les charges.",
    "district": "Chauffage par le réseau de chaleur de la ville, compris dans les charges.",
    "heat_pump": "Chauffage par pompe à chaleur, économe toute l'année.",
}


def describe(offer: Offer, department: str, chance: Random) -> str:
    """Two short paragraphs that say what the figures say, and no more."""
    year = f"construite en {offer.built_in}"
    rooms = f"{offer.typology} pièces"
    home = f"T{offer.typology}" if offer.typology < 6 else "T6"
    if offer.kind == Offer.Kind.HOUSE:
        first = chance.choice(HOUSE_OPENINGS).format(year=year, rooms=rooms)
    else:
        where = _where(offer)
        pattern = chance.choice(OPENINGS)
        masculine = "d'un immeuble" in pattern
        first = pattern.format(
            home=home,
            where=where,
            Where=where[0].upper() + where[1:],
            title=offer.title,
            year=f"construit en {offer.built_in}" if masculine else year,
        )
    living = round(offer.surface * (0.42 if offer.typology == 2 else 0.31))
    sun = chance.choice(("le matin", "l'après-midi", "toute la journée", "en fin de journée"))
    second = chance.choice(STUDIO if offer.typology == 1 else LIVING).format(living=living, sun=sun)
    around = chance.choice(AROUND_PARIS if department in ("75", "92", "93", "94") else AROUND)
    inside = " ".join([first, second, chance.choice(NIGHT)])
    outside = " ".join([*_extras(offer), around, HEATING[offer.heating]])
    return f"{inside}\n\n{outside}"


def _where(offer: Offer) -> str:
    if not offer.floor:
        return "au rez-de-chaussée"
    rank = "1er" if offer.floor == 1 else f"{offer.floor}e"
    return f"au {rank} étage{' avec ascenseur' if offer.has_lift else ''}"


def _extras(offer: Offer) -> list[str]:
    """One sentence for each thing worth a sentence."""
    found = []
    if offer.has_balcony:
        found.append("Un balcon prolonge le séjour.")
    if offer.has_garden and offer.kind == Offer.Kind.APARTMENT:
        found.append("Un petit jardin privatif accompagne le logement.")
    if offer.has_parking:
        found.append("Une place de stationnement est comprise.")
    if offer.is_accessible:
        found.append("Le logement et ses accès sont adaptés aux personnes à mobilité réduite.")
    return found
