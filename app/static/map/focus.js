/* Which record the reader has selected or points at. */
export class Focus {
  constructor() {
    this.selected = null;
    this.hovered = null;
  }

  isActive({ id }) {
    return id === this.selected || id === this.hovered;
  }

  /* The member that stands in front of its stack: the selected, the hovered or the first. */
  leaderOf(members) {
    return members.find((one) => one.id === this.selected)
      ?? members.find((one) => one.id === this.hovered) ?? members[0];
  }
}
