"""The draft checker's page in a real Chromium: what it finds, how one moves in it, and that it stays calm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from scripts.check.patterns import recogniser_of
from scripts.corpus.load import load
from scripts.drafts.findings import DraftReader, spared
from scripts.drafts.learned import read_learned
from scripts.project import ROOT
from tests.drafts import HALVES, drafts

DONE = "[data-check-state=done]"
BAD = "昨日はごめん。でもそっちだって遅れたことあるよね。\n早く返事してほしい。許してください。"
ODD = ["", " ", "。", "ｺﾞﾒﾝﾈ ﾜｻﾞﾄｼﾞｬﾅｲﾖ", "か\u3099まんしてたのはこっち😢そっちのせい", "<p>ごめん。</p><br>でも、&nbsp;そっちだって", "ごめ〜んww もう怒ってないよね？？",
       "「悪気はなかった」と言い訳しました。", "「悪気はなかった」", "I am sorry if I hurt you.", "A\tB\r\n\r\nC  でも、そっちだって"]
CHECK = """async (texts) => {
  const { Checker } = await import(new URL('../assets/js/check/checker.js', location.href));
  const [data, weights] = await Promise.all(['checker', 'learned'].map(async (name) => (await fetch(`../data/v1/${name}.json`)).json()));
  const checker = new Checker(data, weights);
  return texts.map((text) => {
    const ways = checker.readings(text);
    return { readings: ways.map((way) => way.text), has: [...checker.components(ways)].sort(), dangers: checker.dangers(ways).map((one) => one.id),
      found: checker.findings(ways).flatMap(({ rule, places }) => places.map(({ start, end }) => [rule.id, text.slice(start, end)])) };
  });
}"""
JUDGE = """async (texts) => {
  const { register } = await import(new URL('../assets/js/check/register.js', location.href));
  return texts.map((text) => register(text).style);
}"""


def write(page: Page, origin: str, draft: str) -> Locator:
    """Open the page, type a draft and wait for what is said about it."""
    page.goto(f"{origin}/check/")
    page.wait_for_load_state("networkidle")
    page.locator("textarea[name=draft]").fill(draft)
    page.wait_for_selector(DONE)
    return page.locator(DONE)


def test_browser_and_build_agree(page: Page, origin: str) -> None:
    """Contributors would be told that a wording is fine, and readers that it is not; or the measured checker would not be the one that runs."""
    corpus = load(ROOT).corpus
    recogniser = recogniser_of(corpus)
    learned = read_learned()
    reader = DraftReader(corpus, learned, spared(corpus, DraftReader(corpus, learned)))
    components = {s.component: [recogniser.compiled(p) for p in s.patterns] for s in corpus.drafts.components}
    dangers = {s.leads: [recogniser.compiled(p) for p in s.patterns] for s in corpus.drafts.danger}
    texts = [*ODD, *(draft.text for half in HALVES for draft in drafts(half)), *(w.text for p in list(corpus.phrases.values())[::12] for w in p.wordings)]
    page.goto(f"{origin}/check/")
    for text, said in zip(texts, page.evaluate(CHECK, texts), strict=True):
        ways = recogniser.readings(text)
        assert said["readings"] == [way.text for way in ways], text
        assert said["has"] == sorted(c for c, patterns in components.items() if any(any(recogniser.plainly(way, patterns)) for way in ways)), text
        assert said["dangers"] == [d for d, patterns in dangers.items() if any(any(recogniser.plainly(way, patterns)) for way in ways)], text
        places = {(mark.ng, text[mark.start:mark.end]) for mark in reader.marks(text)}
        assert {ng for ng, _ in said["found"]} == {ng for ng, _ in places} and {tuple(one) for one in said["found"]} <= places, text


def test_a_long_draft_is_checked_whole(page: Page, origin: str) -> None:
    """A letter of five thousand characters would freeze the page, or be checked at its beginning only."""
    text = ("昨日は嘘をついてごめん。聞いてくれてありがとう。" * 220)[:4960] + "でも、そっちだって遅れたことあるよね。"
    region = write(page, origin, text)
    assert max(int(one.get_attribute("data-end")) for one in region.locator("[data-finding]").all()) > 4960
    expect(region.locator(".draft-preview.is-long mark").first).to_be_visible()


def test_marks_and_cards_lead_to_each_other_by_keyboard_and_tap(page: Page, origin: str) -> None:
    """With several findings a reader could not tell which reason belongs to which words."""
    region = write(page, origin, BAD)
    marks = region.locator("a.draft-mark")
    assert marks.count() >= 3
    assert region.locator("[data-ng=you-too], [data-ng=bringing-up-past]").count() and region.locator("[data-ng=please-forgive]").count() == 1
    marks.last.focus()
    page.keyboard.press("Enter")
    card = page.locator(":focus")
    expect(card).to_have_attribute("data-ng", "please-forgive")
    for part in (".hit-tags b", ".finding-instead", ".finding-places q"):
        expect(card.locator(part)).not_to_be_empty()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "許してください" in page.evaluate("document.activeElement.textContent")
    marks.first.click()
    assert page.evaluate("'finding' in document.activeElement.dataset")
    assert page.url.endswith("/check/")


def test_missing_parts_have_an_example_that_fits(page: Page, origin: str, site: Path) -> None:
    """A reader who writes to a client would be offered a friend's words, or be pushed to ask for forgiveness."""
    region = write(page, origin, "資料の送付が一日遅れ、申し訳ございませんでした。")
    expect(region.locator("[data-has=responsibility], [data-has=regret]")).to_have_count(2)
    page.locator("select[name=scene]").select_option("client")
    page.locator("select[name=tone]").select_option("polite")
    lacking = page.locator("[data-lacks]")
    assert "forgiveness" not in [one.get_attribute("data-lacks") for one in lacking.all()]
    assert lacking.first.get_attribute("data-lacks") == "repair"
    entries = {e["id"]: e for e in json.loads((site / "data/v1/entries.json").read_text("utf-8"))}
    for one in lacking.all():
        entry = entries[one.locator("a").get_attribute("href").split("#")[1]]
        assert entry["scene"] == ["client"] and "polite" in entry["tone"]
        assert any(one.locator("q").inner_text() in text for text in entry["texts"])


@pytest.mark.parametrize(("draft", "page_id"), [
    ("殴ってしまってごめん。もうしない。", "safety-violence"), ("返事くれないなら死ぬから。", "safety-self-harm"),
    ("ブロックされたから、別のアカウントから送ってる。", "safety-refused-contact"), ("別れるなら会社にバラすよ。", "safety-threats")])
def test_danger_stands_above_everything(page: Page, origin: str, draft: str, page_id: str) -> None:
    """A threat or a blow would be polished as wording, and the person who needs help would not be shown where it is."""
    region = write(page, origin, draft)
    first = region.locator("> *").first
    expect(first).to_have_attribute("data-danger", page_id)
    expect(region.locator("[data-lacks]")).to_have_count(0)
    first.locator("h2 a").click()
    page.wait_for_url(f"**/safety/{page_id}/")


def test_register_is_judged_as_an_ear_would(page: Page, origin: str) -> None:
    """Quotations, fragments and a warm 「〜ね」 would be called careless; a real slip would pass."""
    cases = {
        "遅れてすみません。待たせちゃったのは俺だ。": "mixed", "申し訳ありませんでした。なんか疲れてたんだよ。": "mixed", "昨日は嘘をつきました。ごめん、怖かったんだ。": "mixed",
        "昨日は遅れました。申し訳ありません。": "polite", "昨日は遅れてごめん。寒かったよね。": "plain", "「もう知らない」と言いました。ごめんなさい。": "polite",
        "〔名前〕さんへ\n昨日のこと。\n遅れてすみませんでした。": "polite", "遅くなりました。待っててね。": "polite", "すみませんでした。次は先に連絡するね。": "polite",
        "ごめん。来週の土曜。": "none"}
    page.goto(f"{origin}/check/")
    assert dict(zip(cases, page.evaluate(JUDGE, list(cases)))) == cases
    wordings = [(w.tone, w.text) for p in load(ROOT).corpus.phrases.values() for w in p.wordings]
    styles = list(zip(wordings, page.evaluate(JUDGE, [text for _, text in wordings])))
    wrong = [text for (tone, text), style in styles
             if style == "mixed" and tone != "soft" or style == {"casual": "polite", "polite": "plain", "formal": "plain"}.get(tone)]
    assert len(wrong) <= len(wordings) * 0.005, wrong


def test_length_is_told_for_the_channel(page: Page, origin: str) -> None:
    """A reader would send a letter by LINE, or an e-mail without a subject."""
    region = write(page, origin, "件名: お詫び\n" + "遅れて申し訳ございません。" * 12)
    page.locator("select[name=channel]").select_option("chat")
    expect(region.locator("[data-length]")).to_have_attribute("data-over", "true")
    page.locator("select[name=channel]").select_option("email")
    expect(region.locator("[data-length]")).to_have_attribute("data-over", "false")
    expect(region.locator("[data-length]")).to_have_attribute("data-length", "156")
    expect(region.locator("[data-length]")).to_contain_text("件名は 3 字")


@pytest.mark.parametrize("draft", ["あ", "ごめんね", "明日の会議は10時からです。", "I'm sorry I was late.", "<div><b>昨日は</b>遅れてごめん。</div>", "😭😭😭"])
def test_odd_input_is_met_calmly(page: Page, origin: str, draft: str) -> None:
    """Whatever is pasted, the page would break, run it as markup, or scold."""
    region = write(page, origin, draft)
    assert region.inner_text().strip() and region.locator(":scope > div b, script, img").count() == region.locator("[data-finding] b").count()
    page.get_by_role("button", name="消す").click()
    expect(page.locator("[data-check-state=idle]")).to_be_attached()


def test_a_draft_stays_in_its_tab_and_can_be_cleared(page: Page, origin: str) -> None:
    """A reader who looks up a phrase would lose the draft, or leave it behind on a shared phone."""
    write(page, origin, BAD)
    page.goto(f"{origin}/ng/")
    page.goto(f"{origin}/check/")
    expect(page.locator("textarea[name=draft]")).to_have_value(BAD)
    page.wait_for_selector(DONE)
    assert page.evaluate("Object.values(localStorage).join()").find("そっちだって") < 0
    page.get_by_role("button", name="消す").click()
    assert page.evaluate("sessionStorage.length") == 0
