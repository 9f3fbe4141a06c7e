"""The columns of an offers file: their names, what else a landlord may call them, and what cells may say."""

from offers.models import EnergyClass, Financing, Offer, Typology

# Column → other headings understood (lower case, no accent, words joined by one underscore).
COLUMNS: dict[str, tuple[str, ...]] = {
    "reference": ("ref",),
    "status": ("statut", "etat"),
    "title": ("titre", "residence"),
    "description": (),
    "kind": ("type", "type_de_bien"),
    "address": ("adresse",),
    "postal_code": ("code_postal", "cp"),
    "insee": ("code_insee",),
    "latitude": ("lat",),
    "longitude": ("lon", "lng"),
    "typology": ("typologie", "pieces"),
    "bedrooms": ("chambres",),
    "surface": ("surface_m2",),
    "floor": ("etage",),
    "floors": ("nombre_d_etages", "etages"),
    "has_lift": ("ascenseur", "lift"),
    "is_accessible": ("pmr", "accessible"),
    "has_garden": ("jardin", "garden"),
    "has_balcony": ("balcon", "balcony"),
    "has_parking": ("stationnement", "parking"),
    "heating": ("chauffage",),
    "built_in": ("annee_de_construction",),
    "energy_class": ("classe_energie", "dpe"),
    "climate_class": ("classe_climat", "ges"),
    "energy_cost_low": ("cout_energie_min",),
    "energy_cost_high": ("cout_energie_max",),
    "energy_cost_year": ("annee_prix_energie",),
    "financing": ("financement",),
    "rent": ("loyer", "loyer_hors_charges"),
    "charges": (),
    "deposit": ("depot_de_garantie",),
    "available_on": ("disponible_le", "disponible_des_le"),
    "published_on": ("publiee_le", "date_de_publication"),
    "deadline": ("date_limite", "date_limite_de_candidature"),
    "reserved_for": ("reservee_a",),
    "reserved_for_priority": ("reservee_prioritaires",),
}
REQUIRED = (
    "reference",
    "postal_code",
    "typology",
    "surface",
    "financing",
    "rent",
    "energy_class",
    "climate_class",
    "deadline",
)

YES = {"1", "oui", "o", "yes", "y", "true", "vrai", "x"}
NO = {"0", "non", "n", "no", "false", "faux"}
# Words a landlord writes for a stored value; the stored values themselves are understood too.
WORDS: dict[str, dict[str, str]] = {
    "status": {
        "brouillon": Offer.Status.DRAFT,
        "publiee": Offer.Status.PUBLISHED,
        "retiree": Offer.Status.WITHDRAWN,
    },
    "kind": {"appartement": Offer.Kind.APARTMENT, "maison": Offer.Kind.HOUSE},
    "heating": {
        "individuel_au_gaz": Offer.Heating.INDIVIDUAL_GAS,
        "individuel_electrique": Offer.Heating.INDIVIDUAL_ELECTRIC,
        "collectif": Offer.Heating.COLLECTIVE,
        "reseau_de_chaleur": Offer.Heating.DISTRICT,
        "pompe_a_chaleur": Offer.Heating.HEAT_PUMP,
    },
    "typology": {"t6+": "6", "t6_et_plus": "6", **{f"t{number}": str(number) for number in Typology.values}},
}
# Said when a cell is none of the values a column may hold.
CHOICES: dict[str, tuple[str, ...]] = {
    "status": ("draft", "published", "withdrawn"),
    "kind": tuple(Offer.Kind.values),
    "heating": tuple(Offer.Heating.values),
    "typology": ("T1", "T2", "T3", "T4", "T5", "T6"),
    "financing": tuple(Financing.values),
    "energy_class": tuple(EnergyClass.values),
    "climate_class": tuple(EnergyClass.values),
}
