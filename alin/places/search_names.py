"""One spelling for a place's name, so that what people type meets what INSEE writes."""

import re

from alin.typed import without_accents

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
SPELLED_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
ARRONDISSEMENT = {"arrondissement", "arrondt", "arrdt", "arrt", "arr", "ardt"}


def search_name(text: str) -> str:
    """Lower case, no accent, words separated by one space, « St » and « s/ » spelled out.

    « Paris 18ème Arrondissement », « Paris 18e » and « paris 18 » are one name.
    """
    lowered = text.lower().translate(LIGATURES)
    lowered = re.sub(r"\bs/\s?s\b", "sous ", lowered)
    lowered = re.sub(r"\bs/\s*|(?<=[^\W\d])/(?=[^\W\d])", " sur ", lowered)
    words = re.sub(r"[^0-9a-z]+", " ", without_accents(lowered)).split()
    joined = " ".join(SPELLED_OUT.get(word, word) for word in words if word not in ARRONDISSEMENT)
    return re.sub(r"\b0?(\d+) ?(?:er|ere|e|em|eme|ieme|nd)\b", r"\1", joined)
