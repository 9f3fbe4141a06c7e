"""The help centre's questions, in sections, and the search through them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from alin.typed import without_accents

Text = str | Promise  # translated when shown

# Words that say nothing about the subject of a question, in both languages, folded.
EMPTY_WORDS = (
    "a ai au aux ce ces comment dans de des du en est et il je j l la le les ma mes mon ne ou par pas pour "
    "qu que quel quelle quelles quels qui quoi s se ses si son sur un une y "
    "an and can do does how i if in is it me my not of on or the to what where which who why with"
)


@dataclass(frozen=True)
class Question:
    """One question; the answer is a few short paragraphs, and perhaps a page to go on to.

    `slug` is the question's place in the page's address and must not change.
    """

    slug: str
    question: Text
    answer: tuple[Text, ...]
    link: tuple[Text, str] | None = None  # label, name of the address


@dataclass(frozen=True)
class Section:
    """Questions about one subject."""

    slug: str
    title: Text
    icon: str
    questions: tuple[Question, ...]


def folded(text: str) -> str:
    """Lower case, no accents, no punctuation: « Numéro d'accès » and « numero d acces » are one."""
    plain = without_accents(text.casefold().replace("œ", "oe"))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def stem(word: str) -> str:
    """A word without its plural, so that « pièces » finds « pièce »."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def find(sections: Iterable[Section], typed: str) -> list[Section]:
    """The sections reduced to the questions that hold every word typed, in the reader's language.

    A question whose title holds a word comes before one that only answers with it.
    """
    words = [stem(word) for word in folded(typed).split() if word not in EMPTY_WORDS.split()]
    if not words:
        return list(sections)
    found = []
    for section in sections:
        held = [question for question in section.questions if _holds(question, words)]
        held.sort(key=lambda question: -_title_hits(question, words))
        if held:
            found.append(replace(section, questions=tuple(held)))
    return found


def _holds(question: Question, words: list[str]) -> bool:
    text = folded(" ".join([str(question.question), *map(str, question.answer)]))
    return all(f" {word}" in f" {text}" for word in words)


def _title_hits(question: Question, words: list[str]) -> int:
    title = f" {folded(str(question.question))}"
    return sum(f" {word}" in title for word in words)
