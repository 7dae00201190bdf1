"""A new file's text, annotated: made from the model, the vocabularies and an entry that already stands.

What the contributor has to say is left empty with an example behind `# 例:`;
writing over the example makes a file that `check` accepts, and what stays
empty is what `check` asks for. Keys that may be left out come last, as comments.
"""

from __future__ import annotations

import functools
import json
import re
from itertools import chain, product
from typing import Any, Iterator, Mapping, Sequence
from urllib.parse import quote_plus

from scripts.corpus.model import FILES, Corpus, Entry, Phrase, Wording
from scripts.corpus.vocabulary import Vocabularies

FILE_NAME = "NAME.yml"
"""`check` refuses capital letters, so nobody forgets to choose a name."""
EXAMPLE = "# 例: "
OPTIONAL = "# 要る行は、頭の # を外す"
LONG = 40
"""Characters of prose from which an example ends at a sentence's end."""
SHOWN = 2
"""Items of a list in an example, unless more are needed."""
TRIED = 20
"""Examples that are tried with SHOWN wordings, the shortest first: where these are too long for an address, hardly any other is not."""
ADDRESS = 7900
"""GitHub takes an address of about 8,000 bytes, and puts it into another one, encoded again, to ask for a log-in."""

Values = Mapping[str, Any]


def template(corpus: Corpus, folder: str, among: Sequence[Entry] = (), **given: str) -> str:
    """The text of a new file of corpus/`folder`.

    `given`: what is decided already, by facet (scene and stage of a phrase, a cause, the type of an NG).
    `among`: where its example may stand, if that is not everywhere.
    """
    entry_model = FILES[folder][1]
    place = "・".join(corpus.vocabularies[facet][given[facet]].short for facet in ("scene", "stage") if facet in given)
    title = f"# {corpus.vocabularies['kind'][entry_model.kind].short}{f'({place})' if place else ''}。NAME を late-for-dinner のような名前に、「例」を自分の言葉に"
    examples = _examples(among or list(getattr(corpus, folder).values()), given)
    for wordings, example in chain(product([SHOWN], examples[:TRIED]), product([1], examples)):
        text = "\n".join([title, *_keys(corpus, folder, example, given, wordings)]) + "\n"
        if sum(map(_LENGTHS.__getitem__, text)) <= ADDRESS - _REST:
            break
    return text


def new_file_query(text: str) -> str:
    """The query with which GitHub's new-file view opens holding this text. Japanese stands as itself, in less than half the bytes: the browser encodes it."""
    return f"filename={FILE_NAME}&value={''.join(map(_QUOTED.__getitem__, text))}"


class _Quoted(dict[str, str]):
    """Characters as an address on a page holds them, each worked out once: two pages quote two thousand templates."""

    def __missing__(self, char: str) -> str:
        self[char] = _encoded(char) if char.isascii() else char
        return self[char]


class _Lengths(dict[str, int]):
    """How long each is in an address that stands in another one."""

    def __missing__(self, char: str) -> int:
        self[char] = len(quote_plus(_encoded(char)))
        return self[char]


def _encoded(char: str) -> str:
    return quote_plus(char, safe="/:,()?@")


_QUOTED, _LENGTHS = _Quoted(), _Lengths()
_REST = len(quote_plus(new_file_query("")))


def _examples(entries: Sequence[Entry], given: Mapping[str, str]) -> list[Entry | None]:
    """Entries to show, the best first: all as near to what is given, and with as few conditions, as any is."""
    apart = [(_apart(entry, given), entry) for entry in entries]
    nearest = min((distance for distance, _ in apart), default=None)
    return sorted((entry for distance, entry in apart if distance == nearest), key=_long) or [None]


def _apart(entry: Entry, given: Mapping[str, str]) -> tuple[Any, ...]:
    """What keeps an entry from being an example."""
    unlike = [term not in entry.facets[facet] if facet in entry.facets else getattr(entry, facet) != term for facet, term in given.items()]
    return (*unlike, len(getattr(entry, "requires", ())))


def _long(entry: Entry) -> tuple[Any, ...]:
    """Sorts what is short, and fits anyone, first."""
    if not isinstance(entry, Phrase):
        return sum(map(len, entry.texts)), entry.id
    chosen = _wordings(entry, SHOWN)
    return (entry.relation is not None, len(chosen) < SHOWN, sum(map(_size, chosen)) + len(entry.intent), entry.id)


def _wordings(phrase: Phrase, most: int) -> list[Wording]:
    """The shortest wording of each tone, shortest first."""
    by_tone: dict[str, Wording] = {}
    for wording in sorted(phrase.wordings, key=_size):
        by_tone.setdefault(wording.tone, wording)
    return list(by_tone.values())[:most]


def _size(wording: Wording) -> int:
    """A wording on one line comes before one with lines."""
    return len(wording.text) + 1000 * ("\n" in wording.text.strip())


def _keys(corpus: Corpus, folder: str, example: Entry | None, given: Mapping[str, str], wordings: int) -> Iterator[str]:
    """The lines of every key: those that must be there first."""
    schema = _schema(folder)
    if example is None:
        yield from (f"{name}: # {_meaning(name, schema['properties'][name])}" for name in schema["required"])
        return
    decided = _decided(example, schema, given)
    inherited = FILES[folder][0].__mro__[1].model_fields
    own_first = sorted(schema["properties"], key=lambda name: name in inherited)
    needed = [name for name in own_first if name in schema["required"] or name in decided]
    writer = _Writer(corpus.vocabularies, schema.get("$defs", {}))
    values = example.model_dump(mode="json")
    if isinstance(example, Phrase):
        values["wordings"] = [w.model_dump(mode="json") for w in _wordings(example, wordings)]
    for name in needed:
        yield from writer.needed(name, schema["properties"][name], values[name], decided.get(name))
    yield OPTIONAL
    for name in own_first:
        if name not in needed and not (name == "next" and given.get("stage") == example.stage and example.next is None):
            yield writer.optional(name, schema["properties"][name], values[name])


@functools.cache
def _schema(folder: str) -> Values:
    return FILES[folder][0].model_json_schema()


def _decided(example: Entry, schema: Values, given: Mapping[str, str]) -> dict[str, Any]:
    """The keys that have a value from the start."""
    decided: dict[str, Any] = {}
    for facet, term in given.items():
        if f"{facet}s" in schema["properties"]:
            decided[f"{facet}s"] = [term]
        elif facet in schema["properties"]:
            decided[facet] = term
    if isinstance(example, Phrase) and example.requires:  # it has the fewest conditions of its place, so every entry there has some
        decided["requires"] = list(example.requires)
    return decided


class _Writer:
    """Writes a file key by key."""

    def __init__(self, vocabularies: Vocabularies, definitions: Values) -> None:
        self.vocabularies = vocabularies
        self.definitions = definitions

    def needed(self, name: str, field: Values, example: Any, decided: Any) -> Iterator[str]:
        """What a key means, and the key with its value or an example."""
        inner = self._inner(field)
        yield f"# {_meaning(name, field).partition('(例')[0]}{self._choices(field) if decided is None else ''}"
        if decided is not None:
            yield f"{name}: {yaml_value(decided)}"
        elif "properties" in inner:
            yield f"{name}:"
            for number, item in enumerate(_short(example, field)):
                yield from self._item(inner, item, explained=number == 0)
        elif inner.get("maxLength", 0) > LONG:
            yield f"{name}:"
            yield from (f"  - {EXAMPLE}{yaml_value(_short(item, inner))}" for item in _short(example, field))
        else:
            yield f"{name}: {EXAMPLE}{yaml_value(_short(example, field))}"

    def optional(self, name: str, field: Values, example: Any) -> str:
        """A key as a comment, with what it is for."""
        start = "[] " if "items" in field else ""
        if example and "items" in field and isinstance(example[0], str) and len(example[0]) <= LONG:
            start = f"{yaml_value(example[:1])} "
        return f"# {name}: {start}# {_meaning(name, field).partition('。')[0]}"

    def _item(self, schema: Values, item: Values, explained: bool) -> Iterator[str]:
        """One item of a list of models. Terms of a vocabulary are set; the words are left to write. A wording is shown whole."""
        dash = "-"
        for name, field in schema["properties"].items():
            needed = name in schema["required"] or isinstance(item[name], str)
            if explained:
                yield f"  # {_meaning(name, field)}{self._choices(field, labels=False)}" if needed else f"  {self.optional(name, field, item[name])}"
            if needed:
                mark = "" if _facet(field) else EXAMPLE
                yield f"  {dash} {name}: {mark}{yaml_value(item[name] if 'tone' in item else _short(item[name], field))}"
                dash = " "

    def _choices(self, field: Values, labels: bool = True) -> str:
        """The ids of a field's vocabulary."""
        facet = _facet(field)
        return ": " + " ".join(f"{t.id}({t.short})" if labels else t.id for t in self.vocabularies[facet]) if facet else ""

    def _inner(self, field: Values) -> Values:
        """The schema of a list's items; {} for what is no list."""
        items = field.get("items", {})
        return self.definitions[items["$ref"].rpartition("/")[2]] if "$ref" in items else items


def _facet(field: Values) -> str | None:
    return field.get("x-vocabulary") or field.get("items", {}).get("x-vocabulary")


def _meaning(name: str, field: Values) -> str:
    return field.get("description", name)


def _short(example: Any, field: Values) -> Any:
    """As much of an example as an address can carry."""
    if isinstance(example, list):
        return example[:max(SHOWN, field.get("minItems", 1))]
    if field.get("maxLength", 0) >= 160 and len(example) > LONG:
        ends = [end for found in re.finditer("。", example) if _closed(example[:(end := found.end())])]
        return example[:max((end for end in ends if end <= LONG), default=(ends or [None])[0])]
    return example


def _closed(text: str) -> bool:
    """Whether every bracket that opens also closes."""
    return all(text.count(one) == text.count(other) for one, other in ("「」", "『』", "〔〕", "()", "()"))


def yaml_value(value: Any) -> str:
    """YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(_scalar(item, ',[]{}') for item in value)}]"
    return _scalar(value)


def _scalar(text: str, signs: str = "") -> str:
    """As it is, or in quotation marks where YAML would read something else."""
    text = text.strip()
    return text if plain_scalar(text, signs) else json.dumps(text, ensure_ascii=False)


def plain_scalar(text: str, signs: str = ",[]{}") -> bool:
    """Whether YAML reads `text` as it is; `signs` may not stand in it (inside [ ] none of these may)."""
    return bool(re.match(r"[^-?:,\[\]{}#&*!|>'\"%@`\s]", text)) and not re.search(r": |:$| #|\n|\s$", text) and not set(text) & set(signs)
