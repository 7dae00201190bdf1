"""Review → the Markdown of the comment. Whoever wrote the words, they come out as words: no link, mention, image or HTML of theirs lives."""

from __future__ import annotations

import re
from typing import Iterator, Sequence

from scripts.review.model import Changed, Other, Review

MARK = "<!-- gomen-review -->"
"""By this the next run finds the comment to write over."""
MOST = 60_000
"""Characters; GitHub takes 65,536."""
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


def markdown(review: Review) -> str:
    """The whole comment; entries that would make it too long are only counted."""
    head = "\n\n".join([MARK, "### この変更で、言葉がどう変わるか", f"足した {review.added}、直した {review.altered}、消した {review.removed}。"])
    tail = "\n\n".join(_tail(review))
    shown: list[str] = []
    for entry in review.entries:
        part = "\n\n".join(_entry(entry))
        if len(head) + len(tail) + sum(map(len, shown)) + len(part) > MOST:
            break
        shown.append(part)
    hidden = review.added + review.altered - len(shown)
    rest = [f"ほかの {hidden} ファイルは、ここでは省きました。"] if hidden > 0 and (shown or not review.faults) else []
    return "\n\n".join(filter(None, [head, *shown, *rest, tail])) + "\n"


def plain(text: str) -> str:
    """Text that Markdown shows as it stands. `@` and `#` become wide, since GitHub looks for mentions after it has decoded entities."""
    visible = _HIDDEN.sub("", text.replace("\r", "")).replace("@", "＠").replace("#", "＃")
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", visible).replace("\n", "<br>")


def _entry(entry: Changed) -> Iterator[str]:
    yield f"#### {plain(entry.title)}"
    yield f"{'足した' if entry.new else '直した'}{plain(entry.place)} `{entry.path}`"
    if entry.wordings:
        yield _table(("口調", "手段", "言葉"), [
            (plain(w.tone), plain(w.channels), (f"件名 {plain(w.subject)}<br>" if w.subject else "") + plain(w.text)) for w in entry.wordings])
    yield from (f"> {plain(text)}" for text in entry.texts)
    if entry.why:
        yield f"**なぜ届くか** {plain(entry.why)}"
    if entry.alike:
        yield "**似ている言葉**(文字の並びの重なり。別の場面や気持ちが言えているかを見てください)"
        yield "\n".join(_other(other) for other in entry.alike)
    if entry.neighbours:
        yield "**となりに並ぶ言葉**"
        yield "\n".join(_other(other) for other in entry.neighbours)


def _other(other: Other) -> str:
    share = f"{other.nearness:.0%} " if other.nearness else ""
    return f"- {share}{plain(other.title)}:「{plain(other.text)}」 `{other.path}`"


def _tail(review: Review) -> Iterator[str]:
    if review.faults:
        yield "#### 直すところ"
        yield "\n".join(f"- {plain(f.path)} の {f.line} 行目 {f.code} {plain(f.message)}" for f in review.faults)
        if review.more_faults:
            yield f"ほかに {review.more_faults} あります。"
    if review.counts:
        yield "#### 数の変わったところ"
        yield _table(("場所", "前", "後"), [(plain(c.name), str(c.before), str(c.after)) for c in review.counts])
    if review.gone:
        yield "#### 消したもの"
        yield "\n".join(f"- {plain(path)}" for path in review.gone)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))
