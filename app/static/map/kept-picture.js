/* A drawn canvas kept as it is, so that pointing at one record draws one record. */

export class KeptPicture {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.key = null;
  }

  /* Keep what stands on a canvas under a key. */
  keep(key, canvas) {
    this.key = key;
    this.canvas.width = canvas.width;
    this.canvas.height = canvas.height;
    this.canvas.getContext("2d").drawImage(canvas, 0, 0);
  }

  /* Put it back. */
  put(context) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.canvas, 0, 0);
    context.restore();
  }
}
