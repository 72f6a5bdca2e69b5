/* The words of what a record is, beside its names: the twin of the server's `projects.labels`. */
import { normalise } from "./search.js";

/** @typedef {{zh: string, latin: string, en: string[]}} Label */
/** @typedef {{facet: string, wanted: Set<string>}} Meaning The slugs of a facet that a word means. */

/** @type {Record<string, Vocabulary>} */
const LABELLED = { sector: "sectors", status: "statuses", kind: "kinds" };
const [LEAST_SIGNS, LEAST_LETTERS] = [2, 3];

const isLatin = (/** @type {string} */ word) => /^[\0-\x7f]*$/u.test(word);

/**
 * Whether a normalised word means a label.
 * @param {Label} label
 * @param {string} word
 */
const has = ({ zh, latin, en }, word) => {
  if (!isLatin(word)) return [...word].length >= LEAST_SIGNS && zh.includes(word);
  const begins = word.length >= LEAST_LETTERS;
  return word === latin || en.some((own) => word === own || word === `${own}s` || (begins && own.startsWith(word)));
};

export class LabelKeys {
  /** @param {Partial<Pick<Reference, Vocabulary | "labels">>} [reference] */
  constructor(reference = {}) {
    const { signs = "", silent = [], joint = "" } = reference.labels ?? {};
    this.signs = signs;
    this.silent = new Set(silent);
    this.joint = joint;
    /** @type {{facet: string, slug: string, label: Label}[]} */
    this.labels = Object.entries(LABELLED).flatMap(([facet, vocabulary]) =>
      (reference[vocabulary] ?? []).map(({ slug, name_zh, name_en, pinyin = "" }) => ({
        facet, slug, label: { zh: normalise(name_zh ?? ""), latin: pinyin, en: (name_en ?? "").split(/\s+/u).map(normalise).filter(Boolean) },
      })));
    const statuses = this.labels.filter(({ facet }) => facet === "status").map(({ label }) => label.zh);
    this.cut = statuses.length ? new RegExp(`(${statuses.join("|")})`, "u") : null;
  }

  /**
   * Part a status from the word in which it stands, and drop what says nothing beside others.
   * @param {string[]} words
   */
  part(words) {
    const { cut, joint, silent } = this;
    const bare = (/** @type {string} */ piece) => (joint && piece.startsWith(joint) ? piece.slice(joint.length) : piece);
    const parted = words.flatMap((word) => {
      const pieces = cut ? word.split(cut) : [word];
      return pieces.length > 1 ? pieces.map(bare).filter(Boolean) : pieces;
    });
    const telling = parted.filter((word) => !silent.has(word));
    return telling.length ? telling : parted;
  }

  /**
   * What a word means beside the names; often nothing.
   * @param {string} word
   * @returns {Meaning[]}
   */
  meanings(word) {
    /** @type {Map<string, Set<string>>} */
    const found = new Map();
    if (this.silent.has(word)) return [];
    for (const { facet, slug, label } of this.labels) {
      if (has(label, word)) found.set(facet, (found.get(facet) ?? new Set()).add(slug));
    }
    return Array.from(found, ([facet, wanted]) => ({ facet, wanted }));
  }
}
