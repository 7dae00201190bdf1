"""A new lexicon after an older one: what stayed keeps its number, so an index changes only where words did."""

from __future__ import annotations

from collections import defaultdict

from scripts.search.analyser import Analyser
from scripts.search.lexicon import Lexicon, Term

GONE = Term(names=(), forms=(), stop=True)
"""In the place of a term that is no more: nothing is known as it."""


def renumbered(lexicon: Lexicon, before: Lexicon) -> Lexicon:
    """The same terms, each with the number of a term that had a name of it before; new ones come last."""
    had: dict[str, list[int]] = defaultdict(list)
    for number, term in enumerate(before.terms):
        for name in term.names:
            had[name].append(number)
    terms = [GONE] * len(before.terms)
    numbers = []
    for term in lexicon.terms:
        number = next((number for name in term.names for number in had[name] if terms[number] is GONE), len(terms))
        terms[number:number + 1] = [term]
        numbers.append(number)
    if numbers == [*range(len(terms))]:
        return lexicon
    spellings = {spelling: tuple(sorted(numbers[number] for number in of)) for spelling, of in lexicon.analyser.spellings.items()}
    return Lexicon(terms=tuple(terms), analyser=Analyser(spellings))


def respelled(lexicon: Lexicon, before: Lexicon) -> set[str]:
    """The spellings that one of the two lexicons, with the same numbers, reads otherwise in a text than the other."""
    new, old = lexicon.analyser.spellings, before.analyser.spellings
    shifted = {number for number, (one, other) in enumerate(zip(lexicon.terms, before.terms)) if one.in_texts != other.in_texts}
    return {spelling for spelling, numbers in new.items() if numbers != old.get(spelling) or not shifted.isdisjoint(numbers)} | (old.keys() - new.keys())
