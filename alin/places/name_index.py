"""The names of all places in memory, for suggestions at every key stroke.

The 35,000 communes and their other spellings are two long texts, one spelling a line, the weightiest places
first: finding what begins so is `find`, and the first hits are the best ones. Names with typing mistakes
are found by the triples of letters they share with what was typed, and then compared letter by letter. The
whole takes some 10 MB in a process and no extension of any database (docs/facts.md has the figures).
"""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest

from alin.places.spelling import mistakes, mistakes_allowed

# How many of the names that share the most triples are compared letter by letter.
COMPARED = 300
Accepts = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling that was found; `is_whole` when it is all that was typed and nothing more."""

    spelling: int
    is_whole: bool


class Lines:
    """A long text of lines that knows the number of the line at a position; UTF-8, for its size."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.text = bytearray(b"\n")
        self.starts = array("I")
        for line in lines:
            self.append(line)

    def append(self, line: str) -> int:
        """Add a line; returns its number."""
        self.starts.append(len(self.text) - 1)
        self.text += f"{line}\n".encode()
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> str:
        start = self.starts[number] + 1
        return self.text[start : self.text.index(b"\n", start)].decode()

    def holding(self, part: str) -> Iterator[int]:
        """The lines that hold `part`, each once, from the first; a line break in it is a line's border."""
        wanted = part.encode()
        position = self.text.find(wanted)
        while position >= 0:
            yield bisect_right(self.starts, position) - 1
            position = self.text.find(wanted, self.text.index(b"\n", position + 1))


class Spellings:
    """Ways to write places, gathered before they are put in order."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.places = array("I")
        self.weights = array("I")

    def add(self, text: str, place: int, weight: int) -> None:
        """`text` is one way to write the place of that number."""
        self.texts.append(text)
        self.places.append(place)
        self.weights.append(weight)


class NameIndex:
    """Spellings, the weightiest first."""

    def __init__(self, spellings: Spellings) -> None:
        texts, weights = spellings.texts, spellings.weights
        order = array("I", sorted(range(len(texts)), key=lambda n: -weights[n]))
        self.spaced = Lines(texts[n] for n in order)
        self.joined = Lines(texts[n].replace(" ", "") for n in order)
        self.places = array("I", (spellings.places[n] for n in order))
        self.weights = array("I", (weights[n] for n in order))
        self._triples: dict[str, array[int]] = {}
        # Two bytes hold a number while there are fewer than 65,536 of them, as there are in France.
        size = "H" if len(order) < 2**16 else "L"
        for number, n in enumerate(order):
            for triple in _triples(texts[n].replace(" ", "")):
                self._triples.setdefault(triple, array(size)).append(number)

    def whole(self, name: str) -> Iterator[int]:
        """Spelled exactly so."""
        return self.spaced.holding(f"\n{name}\n")

    def first_words(self, name: str) -> Iterator[int]:
        """Names whose first words these are: « saint ouen » in « saint ouen sur seine »."""
        return self.spaced.holding(f"\n{name} ")

    def beginning(self, name: str) -> Iterator[int]:
        """Names that begin so."""
        return self.spaced.holding(f"\n{name}")

    def with_word(self, name: str) -> Iterator[int]:
        """Names with a later word that begins so."""
        return self.spaced.holding(f" {name}")

    def beginning_joined(self, name: str) -> Iterator[int]:
        """Names that begin so when nobody minds spaces: « lhay » for « l hay les roses »."""
        return self.joined.holding("\n" + name.replace(" ", ""))

    def resembling(self, name: str, accepts: Accepts) -> list[tuple[int, Hit]]:
        """Names that are this one, or begin with it, but for one or two mistakes; with how many."""
        typed = name.replace(" ", "")
        most = mistakes_allowed(len(typed))
        if not most:
            return []
        found = []
        for number in self._sharing_triples(typed, most):
            if accepts(number):
                counted = mistakes(typed, self.joined[number], most)
                hit = self._judged(number, counted, most) if counted else None
                if hit:
                    found.append(hit)
        return found

    def _sharing_triples(self, typed: str, most: int) -> list[int]:
        """A mistake spoils at most four triples (two letters exchanged), so the others are shared."""
        triples = _triples(typed)
        shared: Counter[int] = Counter()
        for triple in triples:
            shared.update(self._triples.get(triple, ()))
        least = max(len(triples) - 4 * most, 1)
        enough = (number for number, count in shared.items() if count >= least)
        return nlargest(COMPARED, enough, key=lambda number: (shared[number], -number))

    def _judged(self, number: int, counted: list[int], most: int) -> tuple[int, Hit] | None:
        """The whole name or its first words count as they are; a beginning within a word one mistake more."""
        ends = {0}
        for word in self.spaced[number].split():
            ends.add(max(ends) + len(word))
        whole = counted[-1]
        words = min(counted[end] for end in ends)
        part = min(counted) + 1
        best = min(whole, words, part)
        return (best, Hit(number, whole == best)) if 0 < best <= most else None


def _triples(joined: str) -> set[str]:
    """« brest » → «   b », «  br », « bre », « res », « est »: the beginning weighs more than the end."""
    padded = f"  {joined}"
    return {padded[i : i + 3] for i in range(len(joined))}
