/* Records whole: those of a packed catalogue are fetched when they are first looked at. */

/** @typedef {{features: Feature[], reference: Partial<Reference>, count?: number}} Slice */

/**
 * Whether a record is known in part alone.
 * @param {Feature | null | undefined} feature
 */
export const isPacked = (feature) => Boolean(feature && /** @type {{isPacked?: boolean}} */ (feature.properties).isPacked);

export class WholeRecords {
  /**
   * @param {string} address Where they are fetched; their ids are added.
   * @param {Reference} reference The words that come with them are kept here.
   * @param {(address: string) => Promise<Slice>} fetchSlice
   */
  constructor(address, reference, fetchSlice) {
    this.address = address;
    this.reference = reference;
    this.fetchSlice = fetchSlice;
    /** @type {Map<string, Promise<void>>} */
    this.asked = new Map();
  }

  /**
   * Complete a record in place; at once where it is whole.
   * @param {Feature} feature
   */
  async complete(feature) {
    if (!isPacked(feature)) return;
    const { id } = feature.properties;
    const asked = this.asked.get(id) ?? this.take(feature);
    this.asked.set(id, asked);
    try {
      await asked;
    } finally {
      this.asked.delete(id);
    }
  }

  /**
   * The records that speak of a text which is no project's name: the first of them, and how many there are.
   * @param {string} text
   */
  async findMentions(text) {
    const { features, count = features.length } = await this.fetchSlice(`${this.address}&speaks=${encodeURIComponent(text)}`);
    return { features, count };
  }

  /** @param {Feature} feature */
  async take(feature) {
    const { features: [whole], reference } = await this.fetchSlice(`${this.address}&ids=${feature.properties.id}`);
    if (!whole) throw new Error(`${feature.properties.id}: no such record`);
    for (const [name, table] of Object.entries(reference)) {
      const words = /** @type {Record<string, object | undefined>} */ (/** @type {unknown} */ (this.reference));
      words[name] = Object.assign(words[name] ?? {}, table);
    }
    const { clock } = feature.derived;
    feature.properties = whole.properties;
    feature.derived = { ...whole.derived, clock };
  }
}
