// What was found in a draft, as HTML elements. The draft and the corpus are only ever set as text, never as markup.

import { element } from "../search/hit.js";
import { isJapanese, measure } from "./measure.js";
import { register } from "./register.js";

/**
 * @typedef {import("./checker.js").Finding} Finding
 * @typedef {{ scene?: string, tone?: string, channel?: string }} Choice
 * @typedef {{ parts: Node[], summary: string }} Report
 */

const LONG = 600;
const SHORT = 4;

/**
 * @param {import("./checker.js").Checker} checker @param {string} draft @param {Choice} choice @param {URL} root
 * @returns {Report}
 */
export function report(checker, draft, choice, root) {
  const ways = checker.readings(draft);
  const dangers = checker.dangers(ways);
  const findings = checker.findings(ways).map((one) => ({ ...one, places: one.places.map((place) => trimmed(draft, place)) }));
  const there = checker.components(ways);
  const parts = [];
  if (dangers.length) parts.push(dangerPart(dangers, root));
  if (!isJapanese(draft)) {
    parts.push(note("日本語の文を調べる場所です。ほかの言葉の文は、そのまま送る前に、だれかに読んでもらえると安心です。"));
    return { parts, summary: "日本語の文ではないようです。" };
  }
  const main = findings.filter(({ beside }) => !beside);
  parts.push(...findingParts(draft, findings, root));
  const measured = measure(draft);
  const isApology = ["regret", "responsibility", "repair", "forgiveness"].some((id) => there.has(id));
  if (measured.length < SHORT) parts.push(note("短いので、ここまでです。何をしたかを一言そえると、相手は何の話かを探さずにすみます。"));
  else if (!isApology && !findings.length) parts.push(note("お詫びの言葉は見あたりませんでした。謝る文でなければ、このままで大丈夫です。"));
  if (!dangers.length && measured.length >= SHORT) parts.push(componentPart(checker, draft, there, choice, root));
  if (measured.length >= SHORT) parts.push(registerPart(draft), lengthPart(checker, measured, choice));
  const summary = [dangers.length ? `先に読んでほしいページがあります。${dangers[0].title}。` : "",
    main.length ? `気をつけたい言い方が${main.length}つあります。` : "気をつけたい言い方は見つかりませんでした。"].join("");
  return { parts, summary };
}

/** A place without the stops and spaces at its ends. @param {string} draft @param {import("./checker.js").Place} place */
function trimmed(draft, { start, end }) {
  const text = draft.slice(start, end);
  const lead = /^[\s。、.,!?！？…]*/.exec(text)?.[0].length ?? 0;
  const tail = /[\s。、.,!！…]*$/.exec(text)?.[0].length ?? 0;
  return lead + tail < text.length ? { start: start + lead, end: end - tail } : { start, end };
}

/** @param {string} text */
const note = (text) => element("p", "draft-note", text);

/** @param {string} text @param {string} url @param {URL} root */
function link(text, url, root) {
  const made = element("a", "", text);
  made.setAttribute("href", new URL(url, root).href);
  return made;
}

/** @param {import("./checker.js").Danger[]} dangers @param {URL} root */
function dangerPart(dangers, root) {
  const [first, ...rest] = dangers;
  const lines = first.lines.map(({ name, number, url }) => {
    const call = element("a", "", number || "相談のしかたを見る");
    call.setAttribute("href", number ? `tel:${number.replace(/[^0-9#]/g, "")}` : url);
    return element("li", "", name, " ", call);
  });
  const part = element("section", "draft-danger",
    element("p", "draft-danger-first", "送る前に、先にこちらを読んでください"),
    element("h2", "", link(first.title, first.url, root)),
    element("p", "", first.lead), element("p", "", first.do),
    element("ul", "draft-lines", ...lines));
  part.append(element("p", "draft-danger-go", link("安全のページを開く", first.url, root)));
  part.dataset.danger = first.id;
  for (const other of rest) {
    const also = element("p", "", "あわせて: ", link(other.title, other.url, root));
    also.dataset.danger = other.id;
    part.append(also);
  }
  return part;
}

/** @param {string} draft @param {Finding[]} findings @param {URL} root @returns {Node[]} */
function findingParts(draft, findings, root) {
  const main = findings.filter(({ beside }) => !beside);
  if (!main.length) {
    return [element("p", "check-clear", element("b", "", "気をつけたい言い方は見つかりませんでした。"), " 声に出して、相手の耳で一度読んでみてください。")];
  }
  const title = element("h2", "check-title", `気をつけたい言い方が ${main.length} つ`);
  const preview = previewOf(draft, main);
  const cards = element("div", "draft-cards", ...findings.map((finding) => (finding.beside ? besideCard(finding, root) : card(draft, finding, main, root))));
  return [title, element("p", "draft-hint", "印を押すと理由へ、理由の中の言葉を押すと文の場所へ移ります。"), preview, cards];
}

/**
 * The draft with every place marked; a mark leads to the card of the finding that begins first.
 * @param {string} draft @param {Finding[]} main
 */
function previewOf(draft, main) {
  const preview = element("div", draft.length > LONG ? "draft-preview is-long" : "draft-preview");
  preview.setAttribute("role", "group");
  preview.setAttribute("aria-label", "印のついた下書き");
  const spots = main.flatMap((finding) => finding.places.map((place, number) => ({ finding, place, number }))).sort((a, b) => a.place.start - b.place.start);
  let at = 0;
  for (const { finding, place, number } of spots) {
    const start = Math.max(at, place.start);
    preview.append(draft.slice(at, start));
    const mark = element("a", "draft-mark", element("mark", "", draft.slice(start, Math.max(start, place.end))));
    mark.id = markId(finding, number);
    mark.setAttribute("href", `#${cardId(finding)}`);
    mark.dataset.to = cardId(finding);
    if (place.end > start) preview.append(mark);
    at = Math.max(at, place.end);
  }
  preview.append(draft.slice(at));
  return preview;
}

/** @param {Finding} finding */
const cardId = (finding) => `finding-${finding.rule.id}`;
/** @param {Finding} finding @param {number} number */
const markId = (finding, number) => `mark-${finding.rule.id}-${number + 1}`;

/** @param {HTMLElement} made @param {Finding} finding */
function labelled(made, { rule, places }) {
  Object.assign(made.dataset, { finding: "", ng: rule.id, type: rule.type, start: String(places[0].start), end: String(places[0].end) });
  return made;
}

/** @param {string} draft @param {Finding} finding @param {Finding[]} main @param {URL} root */
function card(draft, finding, main, root) {
  const { rule, places, like } = finding;
  const quotes = element("p", "finding-places", ...places.slice(0, 6).flatMap((place, number) => {
    const back = element("a", "", element("q", "", short(draft.slice(place.start, place.end))));
    back.setAttribute("href", `#${markId(finding, number)}`);
    back.dataset.to = markId(finding, number);
    return [back, " "];
  }));
  if (places.length > 6) quotes.append(`ほか ${places.length - 6} か所`);
  const made = labelled(element("section", "finding",
    element("p", "hit-tags", element("b", "", rule.label)),
    element("h3", "finding-title", link(rule.words, rule.url, root), like ? " に近い言い方" : ""),
    quotes,
    ...(like ? [element("p", "finding-like", "似た例文から見分けた印です。そう聞こえないと思えば、そのままで大丈夫です。")] : []),
    element("p", "", rule.why),
    element("p", "finding-instead", element("b", "", "代わりに"), " ", rule.instead)), finding);
  made.id = cardId(finding);
  made.tabIndex = -1;
  if (rule.phrases.length) {
    made.append(element("details", "finding-phrases", element("summary", "", "言い方の例"), element("ul", "links", ...rule.phrases.map((phrase) => element("li", "", link(phrase.title, phrase.url, root))))));
  }
  const next = main[main.indexOf(finding) + 1];
  if (next) {
    const on = element("a", "", `次: ${next.rule.words}`);
    on.setAttribute("href", `#${cardId(next)}`);
    on.dataset.to = cardId(next);
    made.append(element("p", "finding-next", on));
  }
  return made;
}

/** What marks the same words as a card above: there for who asks. @param {Finding} finding @param {URL} root */
function besideCard(finding, root) {
  const { rule } = finding;
  return labelled(element("details", "finding is-beside",
    element("summary", "", element("b", "", rule.label), " 同じところに、", rule.words),
    element("p", "", rule.why),
    element("p", "finding-instead", element("b", "", "代わりに"), " ", rule.instead),
    element("p", "", link("くわしく", rule.url, root))), finding);
}

/** @param {string} text */
const short = (text) => (text.length > 40 ? `${text.slice(0, 38)}…` : text).replace(/\s+/g, " ");

/**
 * @param {import("./checker.js").Checker} checker @param {string} draft @param {Set<string>} there @param {Choice} choice @param {URL} root
 */
function componentPart(checker, draft, there, choice, root) {
  const { components } = checker.data;
  const asked = components.filter(({ rank }) => rank !== "unasked");
  const missing = asked.filter(({ id }) => !there.has(id));
  const style = register(draft).style;
  const tones = choice.tone ? [choice.tone] : style === "plain" ? ["casual", "soft"] : style === "polite" ? ["polite", "soft", "formal"] : ["soft", "casual", "polite"];
  const part = element("section", "draft-components", element("h2", "", "入っているもの、足せるもの"));
  part.append(element("ul", "draft-has", ...components.filter(({ id }) => there.has(id)).map(({ id, label }) => {
    const item = element("li", "", label);
    item.dataset.has = id;
    return item;
  })));
  const unasked = components.find(({ id, rank }) => rank === "unasked" && there.has(id));
  if (unasked) part.append(note(`「${unasked.label}」言葉は、なくて大丈夫です。許すかどうかは、相手が決める時間を残しておくほうが届きます。`));
  if (!missing.length) part.append(note("あると届きやすいものは、そろっています。足さなくて大丈夫です。"));
  else {
    const first = missing.filter(({ rank }) => rank === "first");
    part.append(note(first.length
      ? `全部は要りません。足すなら、まず${first.map(({ label }) => `「${label}」`).join("、")}です。`
      : "いちばん大事なものは入っています。ここから先は、合うものだけで足ります。"));
    part.append(element("ul", "draft-lacks", ...[...first, ...missing.filter((one) => !first.includes(one))].map((one) => {
      const isFirst = one.rank === "first";
      const item = element("li", isFirst ? "is-first" : "", element("b", "", one.label), ...(isFirst ? [" ", element("small", "", "まずこれ")] : []), " ",
        element("span", "", one.description));
      const example = exampleOf(one, choice.scene ?? "", tones);
      if (example) item.append(element("p", "draft-example", element("q", "", example.text), " ", link(example.title, example.url, root)));
      item.dataset.lacks = one.id;
      return item;
    })));
  }
  return part;
}

/**
 * The example that fits best: the scene first, then the tone.
 * @param {import("./checker.js").Component} component @param {string} scene @param {string[]} tones
 * @returns {import("./checker.js").Example | undefined}
 */
export function exampleOf({ examples }, scene, tones) {
  /** @param {import("./checker.js").Example} example */
  const worth = (example) => (scene && example.scene !== scene ? 10 : 0) + (tones.includes(example.tone) ? tones.indexOf(example.tone) : 5);
  return [...examples].sort((a, b) => worth(a) - worth(b))[0];
}

/** @param {string} draft */
function registerPart(draft) {
  const { style, polite, plain } = register(draft);
  const part = element("section", "draft-register", element("h2", "", "口調"));
  part.dataset.register = style;
  if (style === "mixed") {
    /** @param {import("./register.js").Sentence[]} sentences */
    const list = (sentences) => element("ul", "", ...sentences.slice(0, 5).map(({ text, start }) => {
      const item = element("li", "", element("q", "", short(text)));
      item.dataset.start = String(start);
      return item;
    }));
    part.append(element("p", "", "です・ますと、くだけた言い方が混じっています。わざとでなければ、どちらかにそろえると落ち着いて読めます。"),
      element("div", "draft-styles", element("div", "", element("b", "", "です・ます"), list(polite)), element("div", "", element("b", "", "くだけた"), list(plain))));
  } else {
    part.append(element("p", "", style === "polite" ? "です・ますでそろっています。" : style === "plain" ? "くだけた言い方でそろっています。" : "混じりはありません。"));
  }
  return part;
}

/** @param {import("./checker.js").Checker} checker @param {import("./measure.js").Measured} measured @param {Choice} choice */
function lengthPart(checker, { length, subject }, choice) {
  const part = element("section", "draft-length", element("h2", "", "長さ"));
  const channel = checker.data.channels.find(({ id }) => id === choice.channel);
  const isSpoken = channel && ["in-person", "phone"].includes(channel.id);
  part.dataset.length = String(length);
  if (!channel) {
    part.append(element("p", "", `${length} 字です。手段を選ぶと、長さの目安と比べます。`));
    return part;
  }
  const over = length > channel.max;
  part.dataset.over = String(over);
  part.append(element("p", "", `${length} 字です。${channel.label}の目安は ${channel.max} 字までです。`, over
    ? (isSpoken ? "声にすると長く、途中で言いよどみやすくなります。何をしたかと、お詫びを先に。" : "長い文は、読む側に時間を借ります。何をしたかと、これからすることだけ残せますか。")
    : "ちょうどよい長さです。"));
  if (isSpoken) part.append(element("p", "", `声に出すと、およそ ${Math.max(1, Math.round(length / 5))} 秒です。`));
  if (channel.id === "email") {
    part.append(element("p", "", subject ? `件名は ${[...subject].length} 字。用件とお詫びが、件名だけでわかるか見てください。` : "件名がありません。一行目に「件名:」と書くと、あわせて見ます。"));
  }
  return part;
}
