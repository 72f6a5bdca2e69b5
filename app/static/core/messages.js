/* The words of the page: the sentence in the reader's language, its blanks filled in. */
export class Messages {
  /**
   * @param {Lang} lang
   * @param {Record<string, string>} table
   */
  constructor(lang, table) {
    this.lang = lang;
    this.table = table;
  }

  /**
   * The sentence in this language; English is the language of the sources.
   * @param {string} message
   * @param {Blanks} [blanks]
   * @returns {string}
   */
  say(message, blanks = {}) {
    return Messages.fill(this.table[message] ?? message, blanks);
  }

  /**
   * The sentence for n things. Chinese has one form.
   * @param {string} one
   * @param {string} many
   * @param {number} n
   * @param {Blanks} [blanks]
   * @returns {string}
   */
  count(one, many, n, blanks = {}) {
    const translated = this.table[one];
    return Messages.fill(translated ?? (n === 1 ? one : many), { ...blanks, n });
  }

  /**
   * A record's text in this language, or in the other where it has none.
   * @param {string | null | undefined} zh
   * @param {string | null | undefined} en
   * @returns {string}
   */
  pick(zh, en) {
    const [first, second] = this.lang === "zh" ? [zh, en] : [en, zh];
    return first || second || "";
  }

  /**
   * The language of a name or title that is not the page's: for those who have the page read to them.
   * @param {string} text
   * @returns {string | null}
   */
  foreign(text) {
    const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
    return this.lang !== "zh" && han > (text.match(/\p{Script=Latin}/gu)?.length ?? 0) ? "zh-CN" : null;
  }

  /**
   * @param {number} value
   * @param {number} [digits]
   * @returns {string}
   */
  number(value, digits = 0) {
    return new Intl.NumberFormat(this.lang === "zh" ? "zh-CN" : "en", {
      maximumFractionDigits: digits,
    }).format(value);
  }

  /**
   * @param {string} text
   * @param {Blanks} blanks
   * @returns {string}
   */
  static fill(text, blanks) {
    return text.replaceAll(/\{(\w+)\}/g, (whole, name) => String(blanks[name] ?? whole));
  }
}
