// Whether a draft keeps one register: です・ます or plain. Pure.
// Quotations are somebody's words, fragments and calls (ごめんね。来週の土曜。待っててね。) belong to both.

/** @typedef {{ start: number, end: number, text: string }} Sentence */
/** @typedef {{ style: "polite" | "plain" | "mixed" | "none", polite: Sentence[], plain: Sentence[] }} Register */

const QUOTED = /「[^「」]*」|『[^『』]*』|〔[^〔〕]*〕|"[^"]*"/g;
const POLITE = /(?:です|ます|でした|ました|ません(?:でした)?|でしょう|ましょう|ください|下さい|ませ|ございます)(?:か|ね|よ|よね|が|けど|けれど|から|ので|し|な)*$/;
const PLAIN = /(?:(?:だ|だった|じゃない|なかった|である|んだ|たい|かった|らない|てない|たくない|[いきしちにりぎみび]た|[っん]だ|った|[えけせてねべめれげぜ]た|んで)|(?:する|くる|[てで](?:い)?る|れる|せる|ける|える|げる|べる|める|なる|ある|おく|いく|行く|言う|思う|やる|わる|かる|とる|送る|返す|話す|待つ|聞く|[わらかがさたなばまや]ない|できない|しない))(?:よ|ね|よね|な|わ|ぞ|さ|から|けど|けれど|し|の|んだ|もん)*$|(?:じゃん|だろ|だろう|かな|っけ|だね|だよ|だよね)$/;
/** 〜するね、〜たよね、〜するよ: warm beside です・ます, not careless. */
const WARM = /(?:ね|よね|[うくぐすつぬぶむるたい]よ)$/;
const FREE = /^(?:ごめん(?:ね|よ)?|すまん|ありがとう?|悪い|お願い|おはよう|拝啓|敬具|以上|前略|草々)$|(?:ごめん|ありがとう|ごめんね|すまん|悪かった)$|[てで](?:ね|よ)?$/;

/** @param {string} draft @returns {Register} */
export function register(draft) {
  const covered = draft.replace(QUOTED, (quoted) => "〓".repeat(quoted.length)).replace(/<[^<>]*>/g, (tag) => " ".repeat(tag.length));
  /** @type {Sentence[]} */
  const polite = [];
  /** @type {Sentence[]} */
  const plain = [];
  const lines = covered.split("\n").filter((line) => line.trim());
  const stopped = lines.filter((line) => /[。!?！？]\s*$/.test(line)).length * 2 >= lines.length;
  for (const found of covered.matchAll(/[^。.!?！？…\n]+/g)) {
    const ending = found[0].replace(/[^ぁ-ゖァ-ヺー一-鿿々〓]+$/u, "").replace(/[笑草]$/, "").replace(/([ぁ-ゖ])[ー〜~っッ]+$/, "$1");
    const lead = found[0].length - found[0].trimStart().length;
    if (/^\s*(?:[・\-*●■◆]|[0-9０-９一二三四五六七八九十]+[.、．)）]|件名|Subject)/.test(found[0]) || !ending) continue;
    if (stopped && covered[found.index + found[0].length] === "\n") continue; // an item or a heading among full sentences
    const sentence = { start: found.index + lead, end: found.index + found[0].trimEnd().length, text: draft.slice(found.index + lead, found.index + found[0].trimEnd().length) };
    if (POLITE.test(ending)) polite.push(sentence);
    else if (!FREE.test(ending) && PLAIN.test(ending)) plain.push(sentence);
  }
  const careless = polite.length ? plain.filter(({ text }) => !WARM.test(text.replace(/[^ぁ-ゖァ-ヺー一-鿿]+$/u, ""))) : plain;
  const style = polite.length && careless.length ? "mixed" : polite.length ? "polite" : plain.length ? "plain" : "none";
  return { style, polite, plain: careless };
}
