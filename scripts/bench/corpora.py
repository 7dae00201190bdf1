"""Corpora of any size, for measuring: the real one recombined, so that texts, facets and words stay as they are in life.

The first phrases are the real ones. Each further one keeps the facets, channels and
layout of a real phrase and takes its sentences from others of the same tone, channel
and place in the text, a noun exchanged here and there. What `check` finds in the
result is drawn again, so a corpus of any size passes the same rules as the real one.
"""

from __future__ import annotations

import bisect
import random
import re
import shutil
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Iterator, Mapping, Sequence

import yaml

from scripts.check.run import check
from scripts.check.some import narrowed
from scripts.corpus.load import Memory, load
from scripts.corpus.model import Corpus, Phrase, Wording
from scripts.corpus.problem import Problem
from scripts.site.files import write_if_changed

SEED = 7
_ROUNDS = 16
_STRICT = 1
"""For so many attempts words after a refusal come from such words only; there are too few for many more."""
_NEAR = 48
"""From how many sentences of about the same length one is drawn."""
_EXCHANGED = 0.5
"""How many nouns are exchanged, and how many of those become a compound that is new: a larger corpus has more words."""
_COMPOUND = 0.06
_PARTICLE = "[をがのにはでもと]"
_NOUN = re.compile(rf"(?<![一-鿿々ァ-ヶー〔])(?:[一-鿿々]{{2}}|[ァ-ヶー]{{3,6}})(?={_PARTICLE})")
_SENTENCE = re.compile(r"(?:「[^「」]*」|『[^『』]*』|[^。!?！？「『])+[。!?！？]?")
_BLANK = re.compile(r"〔[^〔〕]*〕")
_LONGEST_ID, _LONGEST_INTENT, _MOST_BLANKS = 60, 60, 3
_LIST_KEYS = ("examples", "instead", "phrases")
"""Where other kinds name phrases."""


class CannotGrow(Exception):
    """Some phrases would not come out sound; the message says what `check` finds."""


def write_project(root: Path, target: Path, count: int, seed: int = SEED) -> None:
    """Lay out at `target` a project like the one at `root` with `count` phrases; the same arguments give the same files.

    Raises CannotGrow.
    """
    corpus = load(root).corpus
    real = _in_turn(corpus, seed)
    shutil.rmtree(target / "corpus", ignore_errors=True)
    for name in ("docs", "overrides"):
        shutil.copytree(root / name, target / name, dirs_exist_ok=True)
    shutil.copy(root / "mkdocs.yml", target)
    shutil.copytree(root / "corpus", target / "corpus", ignore=None if count >= len(real) else shutil.ignore_patterns("phrases"))
    if count < len(real):
        _write_part(root, target, real[:count], corpus)
    else:
        _write_more(target, _Grower(corpus, seed), [(real[i % len(real)], i // len(real)) for i in range(len(real), count)])


def _in_turn(corpus: Corpus, seed: int) -> list[Phrase]:
    """The real phrases, one of each cell in turn, so that any number of them covers every scene and stage."""
    cells: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
    for phrase in corpus.phrases.values():
        cells[phrase.scene, phrase.stage].append(phrase)
    for cell in cells.values():
        random.Random(seed).shuffle(cell)
    return [cell[turn] for turn in range(max(map(len, cells.values()))) for cell in cells.values() if turn < len(cell)]


def _write_part(root: Path, target: Path, kept: Sequence[Phrase], corpus: Corpus) -> None:
    """Some of the real phrases; whatever named another names one of these."""
    ids = {phrase.id for phrase in kept}
    stand_in = {p.id: p.id if p.id in ids else _nearest(p, kept).id for p in corpus.phrases.values()}
    for phrase in kept:
        text = (root / phrase.path).read_text("utf-8")
        if phrase.next and phrase.next not in ids:
            text = re.sub(r"(?m)^next:.*\n", "", text)
        write_if_changed(target / phrase.path, text)
    for path in (target / "corpus").rglob("*.yml"):
        if path.parent.name in ("qa", "causes", "ng", "guides", "safety"):
            path.write_text(_dump(_renamed(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader), stand_in)), "utf-8")
    if (redirects := target / "corpus/redirects.yml").exists():
        rows = yaml.load(redirects.read_text("utf-8"), yaml.CBaseLoader) or []
        redirects.write_text(_dump([{**row, "new": stand_in.get(row["new"], row["new"])} for row in rows]), "utf-8")


def _nearest(phrase: Phrase, kept: Sequence[Phrase]) -> Phrase:
    return max(kept, key=lambda p: ((p.scene == phrase.scene) + (p.stage == phrase.stage) + (p.causes[0] == phrase.causes[0]), p.id))


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(item, ids) for item in value]
    if isinstance(value, dict):
        return {key: list(dict.fromkeys(ids.get(i, i) for i in item)) if key in _LIST_KEYS and isinstance(item[0], str) else _renamed(item, ids)
                for key, item in value.items()}
    return value


def _write_more(target: Path, grower: _Grower, wanted: Sequence[tuple[Phrase, int]]) -> None:
    """Write the phrases, and draw those again in which `check` finds something."""
    ids = {_id(base, generation) for base, generation in wanted}
    paths = {base.path.with_name(f"{_id(base, generation)}.yml"): (base, generation) for base, generation in wanted}
    again = list(paths)
    memory = Memory()
    for attempt in range(_ROUNDS):
        for path in again:
            write_if_changed(target / path, _dump(grower.phrase(*paths[path], attempt, ids)))
        loaded = load(target, memory=memory)
        problems = check(loaded, narrowed(loaded, set(again).__contains__))
        if not problems:
            return
        again = sorted({path for problem in problems for path in _drawn(problem, paths)})
        if not again:
            break
    raise CannotGrow("\n".join(map(str, problems[:20])))


def _drawn(problem: Problem, paths: Mapping[PurePosixPath, Any]) -> list[PurePosixPath]:
    """The drawn phrase that a problem is in; where a real phrase is too near to one, that one."""
    found = [problem.path, *map(PurePosixPath, re.findall(r"corpus/phrases/[a-z0-9/-]+\.yml", problem.message))]
    return [path for path in found if path in paths][:1]


def _id(base: Phrase, generation: int) -> str:
    suffix = f"-{generation + 1}" if generation else ""
    return base.id[:_LONGEST_ID - len(suffix)].rstrip("-") + suffix


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence may stand: what stands there elsewhere may stand here."""

    tone: str
    form: str
    part: str
    ends: bool
    """After a refusal, where nothing is asked and nothing is announced."""


class _Draw(random.Random):
    """The dice of one phrase; each further attempt draws more freely."""

    def __init__(self, seed: str, attempt: int) -> None:
        super().__init__(seed)
        self.attempt = attempt


class _Grower:
    """The sentences and nouns of a corpus, to draw from."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self.seed = seed
        self.most = {term.id: term.max for term in corpus.vocabularies["channel"]}
        sentences: dict[_Place, dict[str, None]] = defaultdict(dict)
        nouns: dict[str, dict[str, None]] = defaultdict(dict)
        situations: dict[str, dict[str, None]] = defaultdict(dict)
        for phrase in corpus.phrases.values():
            for place, text in _all_sentences(phrase):
                sentences[place][text] = sentences[replace(place, ends=False)][text] = None
                for found in _NOUN.finditer(text):
                    nouns[_class(found)][found[0]] = None
            for cause in phrase.causes:
                situations[cause].update(dict.fromkeys(phrase.situations))
        self.sentences = {place: sorted(texts, key=lambda t: (len(t), t)) for place, texts in sentences.items()}
        self.lengths = {place: [len(text) for text in texts] for place, texts in self.sentences.items()}
        self.nouns = {key: sorted(found) for key, found in nouns.items()}
        self.situations = {cause: sorted(found) for cause, found in situations.items()}

    def phrase(self, base: Phrase, generation: int, attempt: int, ids: set[str]) -> dict[str, Any]:
        """A phrase as its file says it."""
        draw = _Draw(f"{self.seed} {base.id} {generation} {attempt}", attempt)
        made: dict[str, Any] = {"intent": self._intent(draw, base), "causes": list(base.causes), "severity": base.severity, "components": list(base.components)}
        if base.situations:
            made["situations"] = self._situations(draw, base)
        if base.relation:
            made["relation"] = base.relation
        if base.requires:
            made["requires"] = list(base.requires)
        made["wordings"] = [self._wording(draw, base, wording) for wording in base.wordings]
        made["why"] = self._prose(draw, base, "why", base.why)
        if base.when:
            made["when"] = self._prose(draw, base, "when", base.when)
        if base.avoid:
            made["avoid"] = list(base.avoid)
        if base.next and (following := base.next[:_LONGEST_ID - 1 - len(str(generation + 1))].rstrip("-") + f"-{generation + 1}") in ids:
            made["next"] = following
        return made

    def _intent(self, draw: _Draw, base: Phrase) -> str:
        parts = list(_parts(base.intent))
        if len(parts) == 1:  # a whole intent of another phrase would be its twin
            parts = [base.intent[:len(base.intent) // 2], base.intent[len(base.intent) // 2:]]
        drawn = [self._other(draw, _place_of(base, "", "intent", _position(index, parts)), text) for index, text in enumerate(parts)]
        text = "".join(self._vary(draw, part) for part in drawn)
        return text if len(text) <= _LONGEST_INTENT else base.intent

    def _situations(self, draw: _Draw, base: Phrase) -> list[str]:
        """Half of the phrase's own, half of others with its cause, and sometimes a compound of two."""
        known = self.situations[base.causes[0]]
        own = draw.sample(base.situations, len(base.situations) // 2)
        found = dict.fromkeys([*own, *draw.sample(known, min(len(known), len(base.situations)))])
        chosen = list(found)[:len(base.situations)]
        if draw.random() < _COMPOUND * len(chosen):
            chosen[-1] = self._compound(draw)
        return list(dict.fromkeys(chosen))

    def _wording(self, draw: _Draw, base: Phrase, wording: Wording) -> dict[str, Any]:
        made: dict[str, Any] = {"tone": wording.tone, "channels": list(wording.channels)}
        if wording.subject:
            made["subject"] = wording.subject
        most = min(self.most[channel] or 800 for channel in wording.channels)
        blanks = set(_BLANK.findall(f"{wording.subject} {wording.text}"))
        lines = []
        left = most - len(wording.text)
        for row, line in enumerate(rows := wording.text.split("\n")):
            parts = list(_SENTENCE.findall(line))
            for index, text in enumerate(parts):
                place = _place_of(base, wording.tone, _form(wording), _position_in(rows, row, index, parts))
                for _ in range(8):
                    other = self._vary(draw, self._other(draw, place, text))
                    if len(other) - len(text) <= left and len(blanks | set(_BLANK.findall(other))) <= _MOST_BLANKS:
                        left -= len(other) - len(text)
                        blanks |= set(_BLANK.findall(other))
                        parts[index] = other
                        break
            lines.append("".join(parts))
        made["text"] = "\n".join(lines) + ("\n" if len(lines) > 1 else "")
        return made

    def _prose(self, draw: _Draw, base: Phrase, part: str, text: str) -> str:
        made = "".join(self._vary(draw, self._other(draw, _place_of(base, "", part, ""), sentence)) for sentence in _SENTENCE.findall(text))
        return made if len(made) <= (200 if part == "why" else 160) else text

    def _other(self, draw: _Draw, place: _Place, text: str) -> str:
        """A sentence of about the same length that stands in the same place elsewhere."""
        place = replace(place, ends=place.ends and draw.attempt < _STRICT)
        texts, near = self.sentences[place], _NEAR * (1 + draw.attempt)
        at = bisect.bisect_left(self.lengths[place], len(text))
        start = max(0, min(at - near // 2, len(texts) - near))
        return draw.choice(texts[start:start + near])

    def _vary(self, draw: _Draw, text: str) -> str:
        """Some nouns exchanged for others that the same particle follows."""
        def exchange(found: re.Match[str]) -> str:
            if draw.random() > _EXCHANGED * (1 + draw.attempt / 2):
                return found[0]
            return self._compound(draw) if draw.random() < _COMPOUND else draw.choice(self.nouns[_class(found)])

        return _NOUN.sub(exchange, text)

    def _compound(self, draw: _Draw) -> str:
        return draw.choice(self.nouns["漢の"]) + draw.choice(self.nouns["漢を"])


def _class(found: re.Match[str]) -> str:
    """Nouns that may stand for each other: the same script before the same particle."""
    return ("漢" if found[0][0] >= "一" else "カ") + found.string[found.end()]


def _all_sentences(phrase: Phrase) -> Iterator[tuple[_Place, str]]:
    """Every piece of a phrase with the place it may be drawn for."""
    parts = list(_parts(phrase.intent))
    for index, text in enumerate(parts):
        yield _place_of(phrase, "", "intent", _position(index, parts)), text
    for wording in phrase.wordings:
        for row, line in enumerate(rows := wording.text.split("\n")):
            parts = list(_SENTENCE.findall(line))
            for index, text in enumerate(parts):
                yield _place_of(phrase, wording.tone, _form(wording), _position_in(rows, row, index, parts)), text
    for name in ("why", "when"):
        for text in _SENTENCE.findall(getattr(phrase, name) or ""):
            yield _place_of(phrase, "", name, ""), text


def _place_of(phrase: Phrase, tone: str, form: str, part: str) -> _Place:
    return _Place(tone, form, part, phrase.stage == "refused")


def _form(wording: Wording) -> str:
    return "mail" if "\n" in wording.text else "chat" if "chat" in wording.channels else "said"


def _parts(intent: str) -> Iterator[str]:
    """An intent by its clauses: AをBして、/Cする."""
    yield from re.findall(r"(?:「[^「」]*」|[^、「])+、?", intent)


def _position(index: int, parts: Sequence[str]) -> str:
    return "only" if len(parts) == 1 else "first" if index == 0 else "last" if index == len(parts) - 1 else "middle"


def _position_in(rows: Sequence[str], row: int, index: int, parts: Sequence[str]) -> str:
    """In a mail the line counts (its first is an address, its last a name), in the rest the sentence."""
    return _position(row, rows) if len(rows) > 1 and row in (0, len(rows) - 1) else _position(index, parts)


class _Dumper(yaml.CSafeDumper):
    """As a contributor writes: short lists on a line, several lines as a block."""


_Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None))


def _dump(value: Any) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)
