"""Compile the words that readers may type into what the browser matches against.

The corpus is a closed vocabulary: the words of its titles and situations, and
the reviewed groups of corpus/search/. Each *term* is a set of spellings with
what it says about a situation. For a word of the corpus, that is learned from
the entries it stands in; for a group, it is what its writer says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Iterable, Mapping

from scripts.corpus.model import Corpus, Entry, Group, Phrase
from scripts.search.analyser import Analyser, facet, fold, is_kanji
from scripts.search.forms import ENDINGS, Form, forms, tokenizer

CONTENT = {"名詞", "動詞", "形容詞", "形状詞"}
NOT_CONTENT = {"非自立可能", "数詞", "助数詞可能", "固有名詞"}
LEARNED_FROM = 2
"""A word must stand in this many entries before their facets say something about it."""
LEARNED_SHARE = 0.7
"""And this share of them must agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One meaning a reader may type. `votes` are facet tokens with a strength from 0 to 1."""

    forms: tuple[Form, ...]
    votes: tuple[tuple[str, float], ...] = ()
    near: tuple[str, ...] = ()
    leads: str | None = None
    stop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Terms by number; the number is the token that the index holds."""

    terms: tuple[Term, ...]
    analyser: Analyser

    def data(self) -> dict[str, Any]:
        """What the browser loads. A term is [forms, votes, near, leads]; a form is its stem and, after '/', its row."""
        rows = []
        for term in self.terms:
            spelled = " ".join(f"{f.stem}/{f.row}" if f.row else f.stem for f in term.forms)
            votes = " ".join(token if strength == 1 else f"{token}:{strength:.1f}" for token, strength in term.votes)
            row: list[Any] = [spelled, "-" if term.stop else votes, " ".join(term.near), term.leads or ""]
            while row[-1] == "":
                row.pop()
            rows.append(row)
        return {"endings": ENDINGS, "terms": rows}


def compile_lexicon(corpus: Corpus) -> Lexicon:
    """Groups first, then the words of titles and situations that no group holds."""
    terms: list[Term] = [_from_group(group) for groups in corpus.groups.values() for group in groups]
    spellings = _spellings(terms)
    for word, entries in sorted(_corpus_words(corpus).items()):
        made = tuple(form for form in forms(word) if not any(s in spellings for s in form.spellings()))
        if not made or fold(word) in spellings:
            continue
        for form in made:
            for spelling in form.spellings():
                spellings.setdefault(spelling, []).append(len(terms))
        terms.append(Term(forms=made, votes=_learned(entries)))
    return Lexicon(terms=tuple(terms), analyser=Analyser({s: tuple(dict.fromkeys(t)) for s, t in spellings.items()}))


def _from_group(group: Group) -> Term:
    votes = [(facet(name, term_id), 1.0) for name, ids in group.means for term_id in ids]
    return Term(forms=tuple(sorted({f for word in group.words for f in forms(word)})), votes=tuple(votes),
                near=tuple(fold(word) for word in group.near), leads=group.leads, stop=group.stop)


def _spellings(terms: Iterable[Term]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, term in enumerate(terms):
        for form in term.forms:
            for spelling in form.spellings():
                found[spelling].append(number)
    return found


def _corpus_words(corpus: Corpus) -> dict[str, list[Entry]]:
    """Content words in dictionary form, and whole situations, with the entries they stand in."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in corpus:
        words: set[str] = set()
        for situation in getattr(entry, "situations", ()):
            if 2 <= len(situation) <= 8 and " " not in situation and "　" not in situation:
                words.add(situation)
        for text in (entry.title, *getattr(entry, "situations", ())):
            words |= _content_words(text)
        for word in words:
            found[word].append(entry)
    return found


def _content_words(text: str) -> set[str]:
    words = set()
    for morpheme in tokenizer().tokenize(text):
        kind = morpheme.part_of_speech()
        word = morpheme.dictionary_form()
        if kind[0] in CONTENT and not NOT_CONTENT & set(kind[1:3]) and (len(word) > 1 or is_kanji(word)):
            words.add(word)
    return words


def _learned(entries: list[Entry]) -> tuple[tuple[str, float], ...]:
    """The facet terms that most phrases with this word share."""
    phrases = [e for e in entries if isinstance(e, Phrase)]
    if len(phrases) < LEARNED_FROM:
        return ()
    votes = []
    for name in ("scene", "stage", "cause"):
        counted = Counter(term_id for p in phrases for term_id in p.facets[name])
        for term_id, count in counted.most_common(1):
            share = count / len(phrases)
            if share >= LEARNED_SHARE:
                votes.append((facet(name, term_id), round(0.6 * share * (1 - 1 / (len(phrases) + 1)), 1)))
    return tuple(votes)


def votes_of(corpus: Corpus, entry: Entry) -> Mapping[str, tuple[str, ...]]:
    """Facet tokens of an entry: what it names, and under 'g' what it applies to because it names nothing."""
    named = [facet(name, t) for name, terms in {**entry.facets, "kind": (entry.kind,)}.items() for t in terms]
    anywhere = [facet(name, t.id, "g") for name, terms in entry.facets.items() if not terms and name != "cause" for t in corpus.vocabularies[name]]
    if entry.kind == "safety":
        named.append(facet("id", entry.id))  # so that a query can call this very page
    return {"named": tuple(named), "anywhere": tuple(anywhere)}
