/* The words of the page: the sentence in the reader's language, its blanks filled in. */
export class Messages {
  constructor(lang, table) {
    this.lang = lang;
    this.table = table;
  }

  /* The sentence in this language; English is the language of the sources. */
  say(message, blanks = {}) {
    return Messages.fill(this.table[message] ?? message, blanks);
  }

  /* The sentence for n things. Chinese has one form. */
  count(one, many, n, blanks = {}) {
    const translated = this.table[one];
    return Messages.fill(translated ?? (n === 1 ? one : many), { ...blanks, n });
  }

  /* A record's text in this language, or in the other where it has none. */
  pick(zh, en) {
    const [first, second] = this.lang === "zh" ? [zh, en] : [en, zh];
    return first || second || "";
  }

  number(value, digits = 0) {
    return new Intl.NumberFormat(this.lang === "zh" ? "zh-CN" : "en", {
      maximumFractionDigits: digits,
    }).format(value);
  }

  static fill(text, blanks) {
    return text.replaceAll(/\{(\w+)\}/g, (whole, name) => String(blanks[name] ?? whole));
  }
}
