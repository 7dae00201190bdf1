"""A page for each code that `check` prints, made from the rule itself."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Iterator

from scripts.check.registry import GROUPS, MENDABLE, Rule, rules
from scripts.pages.page import Crumb, Page
from scripts.pages.site import Site

_FOLDER = PurePosixPath("scripts/check/rules")
_HERE = "contribute/rules/"
_CRUMBS = (Crumb("参加する", "contribute/"), Crumb("書き方の決まり", _HERE))
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00a0\u200b-\u200f\u202a-\u202e\u2060\u3099\u309a]")


def pages(site: Site) -> Iterator[Page]:
    groups = [(heading, [rule for rule in rules().values() if rule.code[0] == letter]) for letter, heading in GROUPS.items()]
    yield Page(
        url=_HERE, title="書き方の決まり", crumbs=_CRUMBS, sources=tuple(sorted({_source(rule) for rule in rules().values()})),
        description="言葉のファイルを確かめるときの決まりの一覧。番号ごとに、理由と、直すところのある例、よい例があります。",
        body=site.render("rules.md.jinja", _HERE, groups=groups, mendable=MENDABLE))
    for rule in rules().values():
        yield Page(
            url=rule.address, title=f"{rule.title}({rule.code})", crumbs=(*_CRUMBS, Crumb(rule.code, rule.address)), sources=(_source(rule),),
            description=f"言葉のファイルの決まり {rule.code}「{rule.title}」。{rule.why}",
            body=site.render("rule.md.jinja", rule.address, rule=rule, bad=_seen(rule.shown(False)), good=_seen(rule.shown(True)), note=_note(rule), mendable=rule.code in MENDABLE))


def _source(rule: Rule) -> PurePosixPath:
    return _FOLDER / rule.file


def _seen(text: str) -> str:
    """What can't be seen, by its number."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text).replace("\t", "→")


def _note(rule: Rule) -> str:
    """What the lines alone don't show."""
    if rule.encoding != "utf-8":
        return f"文字コードが {'UTF-8(BOM つき)' if rule.encoding == 'utf-8-sig' else 'Shift_JIS'} のファイル。"
    if rule.without:
        return f"{rule.without} がない。"
    if rule.at != Rule.model_fields["at"].default and not rule.bad_at:
        return f"{rule.at} の場合。"
    if rule.link:
        return "ファイルの代わりに、ほかのファイルへのリンクを置いた。"
    if rule.pad:
        return f"{rule.pad:,} 文字のコメントのついたファイル。"
    if rule.crlf:
        return "改行が CRLF のファイル。"
    return ""
