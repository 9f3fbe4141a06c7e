"""A bounded set of drawn photos that the demo's offers share."""

import logging
import os
import signal
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from django.conf import settings

from alin.demo.drawing import draw
from alin.demo.drawing.canvas import HEIGHT, WIDTH
from offers.models import Offer, OfferPhoto

logger = logging.getLogger(__name__)
FOLDER = "offers/demo"
SET = {"facade": 25, "maison": 7, "sejour": 10, "cuisine": 7, "chambre": 7, "salle-de-bain": 4}

# Content, like the descriptions: in the landlords' language.
CAPTIONS = {
    "facade": "L'immeuble vu de la rue",
    "maison": "La maison vue du jardin",
    "sejour": "Le séjour",
    "cuisine": "La cuisine",
    "chambre": "Une chambre",
    "salle-de-bain": "La salle de bain",
}


def name_of(kind: str, seed: int) -> str:
    """The file's name below MEDIA_ROOT."""
    return f"{FOLDER}/{kind}-{seed:02d}.jpg"


def draw_missing() -> int:
    """Draw what is not there yet, on several processors; returns how many were drawn."""
    folder = Path(settings.MEDIA_ROOT)
    tasks = [
        (kind, seed, folder / name_of(kind, seed))
        for kind, count in SET.items()
        for seed in range(count)
        if not (folder / name_of(kind, seed)).exists()
    ]
    if not tasks:
        return 0
    try:
        with ProcessPoolExecutor(
            min(os.cpu_count() or 1, 4), initializer=_leave_signals_to_parent
        ) as workers:
            list(workers.map(draw, *zip(*tasks, strict=True)))
    except (OSError, RuntimeError) as error:  # no processes to be had here: slower, but drawn
        logger.warning("Photos are drawn one by one (%s)", error)
        for task in tasks:
            draw(*task)
    return len(tasks)


def _leave_signals_to_parent() -> None:
    """Ctrl-C ends the parent, and with it the work; a drawing worker has nothing to say about it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def photos_for(offers: Iterable[Offer]) -> list[OfferPhoto]:
    """Unsaved photos for saved offers: outside first, then the rooms the home has."""
    found = []
    for index, offer in enumerate(offers):
        outside = "maison" if offer.kind == Offer.Kind.HOUSE else "facade"
        rooms = ["sejour", "cuisine", "chambre", "salle-de-bain"]
        if offer.typology == 1:
            rooms = ["sejour", "salle-de-bain"]
        elif index % 3 == 0:
            rooms.remove("salle-de-bain")
        for rank, kind in enumerate([outside, *rooms]):
            seed = (index * (rank * 2 + 3) + rank) % SET[kind]
            found.append(
                OfferPhoto(
                    offer=offer,
                    image=name_of(kind, seed),
                    width=WIDTH,
                    height=HEIGHT,
                    alt_text=CAPTIONS[kind],
                    rank=rank,
                )
            )
    return found
