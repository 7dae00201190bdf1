// Hepburn and kunrei romaji → hiragana, or "" when the letters aren't romaji.

const VOWELS = "aiueo";
const ROWS = /** @type {Record<string, string>} */ ({
  "": "あいうえお", k: "かきくけこ", s: "さしすせそ", t: "たちつてと", n: "なにぬねの", h: "はひふへほ", m: "まみむめも",
  y: "や ゆ よ", r: "らりるれろ", w: "わ   を", g: "がぎぐげご", z: "ざじずぜぞ", d: "だぢづでど", b: "ばびぶべぼ", p: "ぱぴぷぺぽ",
});
const SMALL = /** @type {Record<string, string>} */ ({ a: "ゃ", u: "ゅ", o: "ょ", e: "ぇ", i: "ぃ" });

/** @type {Map<string, string>} */
const TABLE = new Map();
for (const [consonant, row] of Object.entries(ROWS)) {
  [...row].forEach((kana, index) => { if (kana !== " ") TABLE.set(consonant + VOWELS[index], kana); });
  if (consonant && !"yw".includes(consonant)) {
    for (const vowel of "auoe") TABLE.set(`${consonant}y${vowel}`, row[1] + SMALL[vowel]);
  }
}
for (const [romaji, kana] of Object.entries({ shi: "し", chi: "ち", tsu: "つ", fu: "ふ", ji: "じ", ti: "ち", tu: "つ", si: "し", zi: "じ", di: "でぃ", fa: "ふぁ", fi: "ふぃ", fe: "ふぇ", fo: "ふぉ", che: "ちぇ", she: "しぇ", je: "じぇ" })) TABLE.set(romaji, kana);
for (const [consonant, kana] of Object.entries({ sh: "し", ch: "ち", j: "じ" })) for (const vowel of "auo") TABLE.set(consonant + vowel, kana + SMALL[vowel]);

/** @param {string} text lower-case letters @returns {string} */
export function romajiToKana(text) {
  let kana = "";
  let at = 0;
  while (at < text.length) {
    const size = [3, 2, 1].find((n) => TABLE.has(text.slice(at, at + n)));
    if (size) {
      kana += TABLE.get(text.slice(at, at + size));
      at += size;
    } else if (text[at] === "n" && (at + 1 === text.length || !`${VOWELS}y`.includes(text[at + 1]))) {
      kana += "ん";
      at += text[at + 1] === "'" ? 2 : 1;
    } else if (text[at] === "m" && "bpm".includes(text[at + 1] ?? "-")) {
      kana += "ん";
      at += 1;
    } else if (text[at] === text[at + 1] || (text[at] === "t" && text[at + 1] === "c")) {
      kana += "っ";
      at += 1;
    } else {
      return "";
    }
  }
  return kana;
}
