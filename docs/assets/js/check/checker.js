// A draft → findings, by the NG patterns of the corpus. Pure: nothing is stored, nothing is sent.

/**
 * @typedef {{ id: string, words: string, type: string, label: string, patterns: string[], why: string, instead: string, url: string,
 *   phrases: { title: string, url: string }[] }} Rule
 * @typedef {{ rule: Rule, start: number, end: number }} Finding
 */

/**
 * Every place where a rule's pattern matches, first to last; of overlapping places of one rule, the first.
 * @param {string} draft @param {Rule[]} rules
 * @returns {Finding[]}
 */
export function findings(draft, rules) {
  /** @type {Finding[]} */
  const found = [];
  for (const rule of rules) {
    let free = 0;
    const places = rule.patterns.flatMap((pattern) => [...draft.matchAll(new RegExp(pattern, "g"))])
      .filter((match) => match[0]).map((match) => ({ start: match.index, end: match.index + match[0].length }))
      .sort((a, b) => a.start - b.start || b.end - a.end);
    for (const place of places) {
      if (place.start < free) continue;
      found.push({ rule, ...place });
      free = place.end;
    }
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}
