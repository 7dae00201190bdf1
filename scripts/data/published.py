"""The shape of what is published under /data/v1/: the schemas are made from these models, the data from the same ones."""

from __future__ import annotations

from typing import Annotated, Literal, Mapping

from pydantic import Field, StringConstraints

from scripts.corpus.model import (CauseGuide, Causes, Channels, Frozen, Guide, Helpline, Kind, Ng, Phrase, Qa, Safety, Scenes, Source, Stages, Tones)
from scripts.corpus.vocabulary import Term

Text = Annotated[str, StringConstraints(min_length=1)]


class Listed(Frozen):
    """One searchable entry of entries.json. An empty list of a facet means: applies to all."""

    id: Text = Field(description="項目の id。変わりません。")
    kind: Kind = Field(description="種類")
    url: Annotated[str, StringConstraints(pattern="^/")] = Field(description="サイトの中の場所。サイトの URL につなげると開けます。")
    title: Text = Field(description="題。言葉なら、何をするための言葉か。")
    texts: tuple[Text, ...] = Field(min_length=1, description="本文。言葉なら、口調ごとの言い方。")
    scene: Scenes = Field(description="場面(空なら、すべて)")
    stage: Stages = Field(description="段階(空なら、すべて)")
    cause: Causes = Field(description="原因(空なら、すべて)")
    tone: Tones = Field(description="口調(空なら、すべて)")
    channel: Channels = Field(description="手段(空なら、すべて)")


class Everything(Frozen):
    """corpus.json."""

    version: Literal[1] = Field(description="形式の版")
    licence: str = Field(description="使う条件")
    vocabularies: Mapping[str, tuple[Term, ...]] = Field(description="場面や段階などの語彙")
    phrase: tuple[Phrase, ...]
    qa: tuple[Qa, ...]
    cause: tuple[CauseGuide, ...]
    ng: tuple[Ng, ...]
    guide: tuple[Guide, ...]
    safety: tuple[Safety, ...]
    helpline: tuple[Helpline, ...]
    source: tuple[Source, ...]
    redirect: Mapping[str, str] = Field(description="名前の変わった項目:前の id → いまの id")


class Published(Frozen):
    """One file of index.json."""

    path: Text = Field(description="この一覧から見た場所")
    about: Text = Field(description="中身")
    records: Annotated[int, Field(ge=0)] | None = Field(None, description="入っているものの数")
    bytes: Annotated[int, Field(ge=0)] = Field(description="大きさ(バイト)")
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] = Field(description="中身のハッシュ(SHA-256)")
    described_by: Text | None = Field(None, description="この形を決める JSON Schema の場所")


class Index(Frozen):
    """index.json."""

    version: Literal[1] = Field(description="形式の版")
    licence: str = Field(description="使う条件")
    licence_url: str = Field(description="使う条件の全文")
    attribution: str = Field(description="出典の書き方")
    files: tuple[Published, ...] = Field(description="すべてのファイル")
