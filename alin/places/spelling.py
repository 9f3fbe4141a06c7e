"""How many typing mistakes lie between two spellings."""

WRONG_LETTERS = {0: 0, 4: 1, 6: 2}  # from that many letters on, that many mistakes are forgiven


def mistakes_allowed(letters: int) -> int:
    """How many mistakes a word of that length may hold: in a short one, each letter tells much."""
    return next(allowed for least, allowed in reversed(WRONG_LETTERS.items()) if letters >= least)


def mistakes(typed: str, name: str, most: int) -> list[int] | None:
    """Mistakes between `typed` and each beginning of `name`; None when all exceed `most`.

    The last figure is that of the whole name. Optimal string alignment: a letter too many, one missing,
    another one, or two neighbours exchanged count one each. Damerau (1964) found four of five typing
    mistakes to be one of these.
    """
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(typed, start=1):
        before, last, row = row, before, [i]
        for j, other in enumerate(name, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == name[j - 2] and typed[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row
