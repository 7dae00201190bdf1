"""The typed corpus: what each kind of file may hold, and the entry it becomes.

Each kind has a *file* model (exactly the keys a contributor writes; the JSON
Schema is made from it) and, by inheritance, an *entry* (plus what the path
says). All are frozen. Facet ids are checked against the vocabularies passed in
the validation context, references against the finished corpus.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Iterator, Literal, Mapping

from pydantic import (BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler,
                      StringConstraints, ValidationInfo)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError

from scripts.corpus.source import Document, Loc
from scripts.corpus.vocabulary import ID_PATTERN, Vocabularies



@dataclass(frozen=True, slots=True)
class InVocabulary:
    """Marks a string as an id of the vocabulary `facet`."""

    facet: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "x-vocabulary": self.facet}

    def _check(self, value: str, info: ValidationInfo) -> str:
        known = (info.context or {}).get(self.facet)
        if known is not None and value not in known:
            raise PydanticCustomError("unknown_term", "{facet}", {"facet": self.facet})
        return value


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks a string as the id of an entry of one of `kinds` (or a source, a help line)."""

    kinds: tuple[str, ...]

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "x-refers-to": list(self.kinds)}


def _unique(values: Any) -> Any:
    """Refuse the second of two equal items, at its own place."""
    if isinstance(values, (list, tuple)) and len(values) > 1:
        seen: set[str] = set()
        for index, value in enumerate(values):
            if isinstance(value, str):
                if value in seen:
                    raise PydanticCustomError("repeated_item", "{index}", {"index": index})
                seen.add(value)
    return values


def _day(value: Any) -> Any:
    """Refuse what pydantic would take for seconds since 1970, or a time of day."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_form", "YYYY-MM-DD")
    return value


def _line(most: int) -> Any:
    return Annotated[str, StringConstraints(min_length=1, max_length=most, pattern=r"^[^\n]*\n?$", strip_whitespace=True)]


def _prose(most: int) -> Any:
    return Annotated[str, StringConstraints(min_length=1, max_length=most, strip_whitespace=True)]


Unique = BeforeValidator(_unique)
Scene = Annotated[str, InVocabulary("scene")]
Stage = Annotated[str, InVocabulary("stage")]
Cause = Annotated[str, InVocabulary("cause")]
Tone = Annotated[str, InVocabulary("tone")]
Channel = Annotated[str, InVocabulary("channel")]
Severity = Annotated[str, InVocabulary("severity")]
Component = Annotated[str, InVocabulary("component")]
Condition = Annotated[str, InVocabulary("condition")]
NgType = Annotated[str, InVocabulary("ng-type")]

Scenes = Annotated[tuple[Scene, ...], Unique]
Stages = Annotated[tuple[Stage, ...], Unique]
Causes = Annotated[tuple[Cause, ...], Unique]
Tones = Annotated[tuple[Tone, ...], Unique]
Channels = Annotated[tuple[Channel, ...], Unique]

PhraseRefs = Annotated[tuple[Annotated[str, RefersTo(("phrase",))], ...], Unique]
NgRefs = Annotated[tuple[Annotated[str, RefersTo(("ng",))], ...], Unique]
PageRefs = Annotated[tuple[Annotated[str, RefersTo(("qa", "guide", "cause", "safety", "ng"))], ...], Unique]
SourceRefs = Annotated[tuple[Annotated[str, RefersTo(("source",))], ...], Unique]
HelplineRefs = Annotated[tuple[Annotated[str, RefersTo(("helpline",))], ...], Unique]
Situations = Annotated[tuple[_line(20), ...], Unique, Field(max_length=12, title="状況の言葉", description="読者が打ちそうな状況の言葉(寝坊、既読無視など)。カードに小さく出て、検索にも効く。")]


class Frozen(BaseModel):
    """Base of every model: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(Frozen):
    """One way to say the intent: a tone, the channels it suits, the text itself."""

    tone: Tone = Field(title="口調", description="口調")
    channels: Channels = Field(min_length=1, title="手段", description="この言い方が似合う手段")
    subject: _line(60) | None = Field(None, title="件名", description="件名。手段に email があるとき必ず書く。")
    text: _prose(800) = Field(title="言葉", description="そのまま送れる言葉。空欄は〔相手の名前〕のように、三つまで。")


class PhraseFile(Frozen):
    """corpus/phrases/<scene>/<stage>/<id>.yml: one intent said in several tones."""

    intent: _line(60) = Field(title="言葉のねらい", description="何をするための言葉か(例: 遅刻したことを、着く前に謝る)")
    causes: Causes = Field(min_length=1, title="原因", description="原因")
    severity: Severity = Field(title="重さ", description="相手にとっての重さ")
    components: Annotated[tuple[Component, ...], Unique] = Field(min_length=1, title="謝罪の要素", description="謝罪のどの要素を含むか")
    situations: Situations = ()
    relation: _line(20) | None = Field(None, title="間柄", description="特定の関係だけに使うとき、その関係(例: 義母)")
    requires: Annotated[tuple[Condition, ...], Unique] = Field((), title="使える条件", description="これが満たされているときだけ使う条件")
    wordings: tuple[Wording, ...] = Field(min_length=1, max_length=6, title="言い方", description="口調ごとの言い方")
    why: _prose(200) = Field(title="なぜ届くのか", description="なぜ届くのか、一、二文で。")
    when: _prose(160) | None = Field(None, title="いつ使うか", description="いつ使うか")
    avoid: NgRefs = Field((), title="避ける言葉", description="このとき言ってはいけないこと(NG の id)")
    next: Annotated[str, RefersTo(("phrase",))] | None = Field(None, title="次の言葉", description="このあとに続ける言葉の id")


class FacetedFile(Frozen):
    """What every kind but the phrase shares: the facets it is found by. Empty means all."""

    scenes: Scenes = Field((), title="場面", description="場面(書かなければ、すべて)")
    stages: Stages = Field((), title="段階", description="段階(書かなければ、すべて)")
    causes: Causes = Field((), title="原因", description="原因")
    tones: Tones = Field((), title="口調", description="口調(書かなければ、すべて)")
    channels: Channels = Field((), title="手段", description="手段(書かなければ、すべて)")
    situations: Situations = ()
    sources: SourceRefs = Field((), title="出典", description="出典の id(corpus/sources.yml)")


class QaFile(FacetedFile):
    """corpus/qa/<id>.yml: question → answer → reason → example."""

    question: _line(60) = Field(title="問い", description="問い")
    answer: _prose(300) = Field(title="答え", description="短い答え。最初の一文で答える。")
    reason: _prose(900) = Field(title="理由", description="なぜそう答えるのか")
    examples: PhraseRefs = Field(min_length=1, max_length=6, title="例の言葉", description="例になる言葉の id")
    avoid: NgRefs = Field((), title="避ける言葉", description="言ってはいけないこと(NG の id)")
    see: PageRefs = Field((), title="あわせて読むもの", description="あわせて読む項目の id")


class Stop(Frozen):
    """One stop of a cause guide's road."""

    stage: Stage = Field(title="段階", description="段階")
    text: _prose(400) = Field(title="すること", description="この段階ですること")
    phrases: PhraseRefs = Field((), max_length=4, title="使う言葉", description="この段階で使う言葉の id")


class CauseFile(Frozen):
    """corpus/causes/<cause>.yml: what it does, how the offender sees it, the road."""

    title: _line(40) = Field(title="題", description="題")
    lead: _prose(300) = Field(title="導入", description="一段落の導入")
    impact: _prose(900) = Field(title="相手に起きること", description="相手に起きること")
    blind_spot: _prose(900) = Field(title="見えにくいこと", description="謝る側から見えにくいこと")
    consequence: _prose(900) = Field(title="放っておくとどうなるか", description="放っておくとどうなるか")
    own: tuple[_line(120), ...] = Field(min_length=2, max_length=8, title="認める点", description="自分のこととして認める点")
    road: tuple[Stop, ...] = Field(min_length=3, title="道のり", description="段階ごとの道のり")
    avoid: NgRefs = Field(min_length=1, title="避ける言葉", description="言ってはいけないこと(NG の id)")
    situations: Situations = ()
    sources: SourceRefs = Field((), title="出典", description="出典の id(corpus/sources.yml)")


class NgFile(FacetedFile):
    """corpus/ng/<id>.yml: words or an act that break an apology."""

    words: _line(40) = Field(title="NGの言葉", description="言ってはいけない言葉、またはふるまい")
    type: NgType = Field(title="NGの型", description="NG の型")
    patterns: tuple[_line(200), ...] = Field((), title="見つける型", description="下書きの中で見つけるための正規表現(安全な書き方だけ)")
    examples: tuple[_prose(160), ...] = Field(min_length=1, title="NGの例文", description="NG になる例文。patterns が必ず見つけること。")
    fine: tuple[_prose(160), ...] = Field((), title="問題のない例文", description="似ていても問題のない例文。patterns が見つけてはいけない。")
    why: _prose(400) = Field(title="なぜ傷つけるのか", description="なぜ傷つけるのか")
    consequence: _prose(400) = Field(title="言うとどうなるか", description="言うとどうなるか")
    say_instead: _prose(200) = Field(title="代わりの考え方", description="代わりの考え方。言い方は instead の言葉で示す。")
    instead: PhraseRefs = Field(min_length=1, max_length=4, title="代わりの言葉", description="代わりに使う言葉の id")


class Section(Frozen):
    """A heading of a guide with its text and what it embeds."""

    heading: _line(40) = Field(title="見出し", description="見出し")
    text: _prose(1600) = Field(title="本文", description="本文。空行で段落、「- 」で箇条書き。")
    phrases: PhraseRefs = Field((), max_length=6, title="載せる言葉", description="ここに載せる言葉の id")
    avoid: NgRefs = Field((), title="載せるNG", description="ここに載せる NG の id")


class GuideFile(FacetedFile):
    """corpus/guides/<id>.yml: an ordered way through a subject."""

    title: _line(40) = Field(title="題", description="題")
    lead: _prose(300) = Field(title="導入", description="一段落の導入")
    sections: tuple[Section, ...] = Field(min_length=2, title="節", description="見出しごとの本文")
    summary: tuple[_line(100), ...] = Field(min_length=2, max_length=6, title="まとめ", description="まとめ")
    see: PageRefs = Field((), title="あわせて読むもの", description="あわせて読む項目の id")


class SafetyFile(FacetedFile):
    """corpus/safety/<id>.yml: where words are not the answer."""

    title: _line(40) = Field(title="題", description="題")
    lead: _prose(300) = Field(title="導入", description="一段落の導入")
    signs: tuple[_line(80), ...] = Field(min_length=2, title="しるし", description="あてはまるしるし")
    do: tuple[_prose(200), ...] = Field(min_length=1, title="すること", description="すること")
    dont: tuple[_prose(200), ...] = Field(min_length=1, title="しないこと", description="しないこと")
    sections: tuple[Section, ...] = Field((), title="節", description="見出しごとの本文")
    helplines: HelplineRefs = Field(min_length=1, title="相談先", description="相談先の id(corpus/helplines/)")


class HelplineFile(Frozen):
    """corpus/helplines/<id>.yml: the only place where a help line's number stands."""

    name: _line(40) = Field(title="窓口の名前", description="窓口の名前")
    number: _line(20) | None = Field(None, title="番号", description="電話番号(「#」で始まるときは引用符で囲む)")
    number_note: _line(60) | None = Field(None, title="番号の補足", description="番号がない、地域で違うなどの補足")
    purpose: _line(120) = Field(title="相談できること", description="何を相談できるか")
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"']+$", max_length=200)] = Field(title="公式のページ", description="https:// で始まる、窓口の公式のページ")
    source: _line(80) = Field(title="確かめた出典", description="番号を確かめた出典")
    checked_on: Annotated[date, BeforeValidator(_day)] = Field(title="確かめた日", description="確かめた日(YYYY-MM-DD)")


class Source(Frozen):
    """One work or law that texts lean on (corpus/sources.yml)."""

    id: Annotated[str, StringConstraints(pattern=ID_PATTERN)]
    label: _line(60)
    detail: _line(300)
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"']+$", max_length=200)] | None = None


class Redirect(Frozen):
    """An id that was renamed (corpus/redirects.yml); `old` keeps arriving."""

    old: Annotated[str, StringConstraints(pattern=ID_PATTERN)]
    new: Annotated[str, RefersTo(("phrase", "qa", "guide", "safety", "ng"))]


Kind = Annotated[str, InVocabulary("kind")]
Kinds = Annotated[tuple[Kind, ...], Unique]
Words = Annotated[tuple[_line(24), ...], Unique]


class Means(Frozen):
    """What the words of a group say about a situation, by facet."""

    scene: Scenes = ()
    stage: Stages = ()
    cause: Causes = ()
    tone: Tones = ()
    channel: Channels = ()
    kind: Kinds = ()


class Group(Frozen):
    """corpus/search/*.yml: words that mean the same to a reader. Forms and readings are worked out, not typed."""

    words: Words = Field(min_length=1, description="同じものを探している語(動詞と形容詞は辞書の形で)")
    means: Means = Field(Means(), description="その語から読み取れる場面・段階・原因・口調・手段・種類")
    near: Words = Field((), description="この語のどれかも一緒にあるときだけ効く")
    leads: Annotated[str, RefersTo(("safety",))] | None = Field(None, description="いちばん上に出す安全の項目の id")
    stop: bool = Field(False, description="検索で読み飛ばす語")


Least = Annotated[int, Field(ge=0, description="いくつあれば足りるか")]


class KindGoal(Frozen):
    """How many entries of a kind are enough."""

    kind: Kind
    least: Least


class CellGoal(Frozen):
    """How many intents are enough where one of `scenes` meets one of `stages` (empty means all)."""

    scenes: Scenes = ()
    stages: Stages = ()
    least: Least


class ChannelGoal(Frozen):
    """How many wordings for a channel are enough."""

    channel: Channel
    least: Least


class NaturalTones(Frozen):
    """The tones that every stage of a scene should offer."""

    scene: Scene
    tones: Tones


class Never(Frozen):
    """A scene and a cause that do not meet in life."""

    scene: Scene
    cause: Cause
    why: _prose(200) = Field(description="起きない理由と、代わりに置くところ")


class Goals(Frozen):
    """corpus/coverage.yml: from how many words on the corpus is full. Nothing written asks for nothing."""

    wordings: Least = 0
    kinds: tuple[KindGoal, ...] = ()
    cells: tuple[CellGoal, ...] = Field((), description="場面と段階ごとの目安。上から見て、最初にあてはまる行を使う。")
    cause: Least = 0
    situation: Least = 0
    never: tuple[Never, ...] = ()
    channels: tuple[ChannelGoal, ...] = ()
    tones: tuple[NaturalTones, ...] = ()


class Spelling(Frozen):
    """corpus/drafts/spellings.yml: how else a word is written, before patterns are tried on a draft."""

    write: _line(24) = Field(description="型に書く書き方")
    also: Annotated[tuple[_line(24), ...], Unique] = Field(min_length=1, description="同じ語のほかの書き方(かな、話し言葉、土地の言葉)")


class Signs(Frozen):
    """Patterns that recognise something in a draft, with what they must and must not find."""

    patterns: tuple[_line(200), ...] = Field(min_length=1, description="下書きの中で見つけるための正規表現(安全な書き方だけ)")
    examples: tuple[_prose(160), ...] = Field(min_length=1, description="patterns が必ず見つける例文")
    fine: tuple[_prose(160), ...] = Field((), description="patterns が見つけてはいけない例文")


class OwnedSigns(Signs):
    """corpus/drafts/owned.yml: what turns an NG into its being owned (「〜は言い訳です」)."""

    note: _line(60) = Field(description="どういう言い方か")


class ComponentSigns(Signs):
    """corpus/drafts/components.yml: how an apology's component sounds."""

    component: Component = Field(description="謝罪の要素")
    rank: Literal["first", "helps", "unasked"] = Field(description="first は真っ先にあるとよいもの、helps はあるとよいもの、unasked はなくてよく、勧めないもの")
    sources: SourceRefs = Field((), description="rank のもとになる出典の id(corpus/sources.yml)")


class DangerSigns(Signs):
    """corpus/drafts/danger.yml: what calls for a safety page before any words."""

    leads: Annotated[str, RefersTo(("safety",))] = Field(description="いちばん上に出す安全の項目の id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What the draft checker knows besides the NG entries; field by field a file of corpus/drafts."""

    spellings: tuple[Spelling, ...] = ()
    owned: tuple[OwnedSigns, ...] = ()
    components: tuple[ComponentSigns, ...] = ()
    danger: tuple[DangerSigns, ...] = ()


DRAFT_FILES: Mapping[str, type[Frozen]] = {"spellings": Spelling, "owned": OwnedSigns, "components": ComponentSigns, "danger": DangerSigns}
"""By name of a file of corpus/drafts: what its list holds."""


class Entry(Frozen):
    """What the path of a file says."""

    kind: ClassVar[str]
    id: str
    path: PurePosixPath

    @functools.cached_property
    def facets(self) -> Mapping[str, tuple[str, ...]]:
        """Facet → ids, in the singular names of the published data."""
        return {"scene": getattr(self, "scenes", ()), "stage": getattr(self, "stages", ()),
                "cause": getattr(self, "causes", ()), "tone": getattr(self, "tones", ()),
                "channel": getattr(self, "channels", ())}


class Phrase(Entry, PhraseFile):
    kind = "phrase"
    scene: str
    stage: str

    @property
    def title(self) -> str:
        return self.intent

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(wording.text for wording in self.wordings)

    @functools.cached_property
    def facets(self) -> Mapping[str, tuple[str, ...]]:
        tones = tuple(dict.fromkeys(w.tone for w in self.wordings))
        channels = tuple(dict.fromkeys(c for w in self.wordings for c in w.channels))
        return {"scene": (self.scene,), "stage": (self.stage,), "cause": self.causes, "tone": tones, "channel": channels}


class Qa(Entry, QaFile):
    kind = "qa"

    @property
    def title(self) -> str:
        return self.question

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.answer, self.reason)


class CauseGuide(Entry, CauseFile):
    kind = "cause"

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.lead, self.impact, self.blind_spot, self.consequence, *self.own, *(stop.text for stop in self.road))

    @functools.cached_property
    def facets(self) -> Mapping[str, tuple[str, ...]]:
        return {"scene": (), "stage": (), "cause": (self.id,), "tone": (), "channel": ()}


class Ng(Entry, NgFile):
    kind = "ng"

    @property
    def title(self) -> str:
        return self.words

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.examples, self.why, self.consequence, self.say_instead)


class Guide(Entry, GuideFile):
    kind = "guide"

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.lead, *(part for section in self.sections for part in (section.heading, section.text)), *self.summary)


class Safety(Entry, SafetyFile):
    kind = "safety"

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.lead, *self.signs, *self.do, *self.dont, *(s.text for s in self.sections))


class Helpline(Entry, HelplineFile):
    kind = "helpline"


FILES: Mapping[str, tuple[type[Frozen], type[Entry], str]] = {
    "phrases": (PhraseFile, Phrase, "corpus/phrases/<scene>/<stage>/<id>.yml"),
    "qa": (QaFile, Qa, "corpus/qa/<id>.yml"),
    "causes": (CauseFile, CauseGuide, "corpus/causes/<cause>.yml"),
    "ng": (NgFile, Ng, "corpus/ng/<id>.yml"),
    "guides": (GuideFile, Guide, "corpus/guides/<id>.yml"),
    "safety": (SafetyFile, Safety, "corpus/safety/<id>.yml"),
    "helplines": (HelplineFile, Helpline, "corpus/helplines/<id>.yml"),
}
"""By folder of corpus/: the file's model, the entry it becomes, where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Everything that was read, and the document behind each entry for messages."""

    vocabularies: Vocabularies
    phrases: Mapping[str, Phrase]
    qa: Mapping[str, Qa]
    causes: Mapping[str, CauseGuide]
    ng: Mapping[str, Ng]
    guides: Mapping[str, Guide]
    safety: Mapping[str, Safety]
    helplines: Mapping[str, Helpline]
    sources: Mapping[str, Source]
    redirects: Mapping[str, str]
    groups: Mapping[PurePosixPath, tuple[Group, ...]]
    """Search words by file."""
    drafts: Drafts
    goals: Goals
    documents: Mapping[PurePosixPath, Document]

    def __iter__(self) -> Iterator[Entry]:
        """Every searchable entry."""
        for group in (self.phrases, self.qa, self.causes, self.ng, self.guides, self.safety):
            yield from group.values()


def references(model: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, tuple[str, ...], str]]:
    """Every (place, accepted kinds, id) that a model refers to, at any depth."""
    for name, kinds in _referring(type(model)):
        value = getattr(model, name, None)
        if value is None or value == ():
            continue
        for at, item in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            here = (*loc, name) if at is None else (*loc, name, at)
            if isinstance(item, BaseModel):
                yield from references(item, here)
            elif kinds and isinstance(item, str):
                yield here, kinds, item


@functools.cache
def _referring(model: type[BaseModel]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields that may hold ids, and of which kinds; none for a model that has others within."""
    fields = ((name, _ref_kinds(info), _models_in(info.annotation)) for name, info in model.model_fields.items())
    return tuple((name, kinds) for name, kinds, inner in fields if kinds or any(map(_referring, inner)))


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in getattr(annotation, "__args__", ()) for model in _models_in(inner)]


def _ref_kinds(info: Any) -> tuple[str, ...]:
    found: list[tuple[str, ...]] = []

    def walk(annotation: Any) -> None:
        for meta in getattr(annotation, "__metadata__", ()):
            if isinstance(meta, RefersTo):
                found.append(meta.kinds)
        for inner in getattr(annotation, "__args__", ()) or ():
            walk(inner)
        if hasattr(annotation, "__origin__") and hasattr(annotation, "__metadata__"):
            walk(annotation.__origin__)

    for meta in info.metadata:
        if isinstance(meta, RefersTo):
            found.append(meta.kinds)
    walk(info.annotation)
    return found[0] if found else ()
