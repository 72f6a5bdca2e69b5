/* Which record the reader has selected or points at. */
export class Focus {
  constructor() {
    /** @type {string | null} */
    this.selected = null;
    /** @type {string | null} */
    this.hovered = null;
  }

  get isNone() {
    return this.selected === null && this.hovered === null;
  }

  /** @param {{id: string}} one */
  isActive({ id }) {
    return id === this.selected || id === this.hovered;
  }

  /**
   * The member that stands in front of its stack: the selected, the hovered or the first.
   * @template {{id: string}} Member
   * @param {Member[]} members
   * @returns {Member}
   */
  leaderOf(members) {
    return members.find((one) => one.id === this.selected)
      ?? members.find((one) => one.id === this.hovered) ?? members[0];
  }
}
