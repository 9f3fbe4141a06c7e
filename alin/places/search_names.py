"""One spelling for a place's name, so that what people type meets what INSEE writes."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
SPELLED_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def search_name(text: str) -> str:
    """Lower case, no accent, words separated by one space, « St » and « s/ » spelled out.

    « Paris 18ème Arrondissement », « Paris 18e » and « paris 18 » are one name.
    """
    lowered = re.sub(r"\bs/\s*", "sur ", text.lower().translate(LIGATURES))
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    words = re.sub(r"[^0-9a-z]+", " ", bare).split()
    joined = " ".join(SPELLED_OUT.get(word, word) for word in words if word != "arrondissement")
    return re.sub(r"\b(\d+) ?(?:er|e|eme|nd)\b", r"\1", joined)
