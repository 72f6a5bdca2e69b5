/* A drawn canvas kept as it is, so that pointing at one record draws one record. */

import { contextOf } from "./canvas-ink.js";

export class KeptPicture {
  constructor() {
    this.canvas = document.createElement("canvas");
    /** @type {string | null} */
    this.key = null;
  }

  /**
   * Keep what stands on a canvas under a key.
   * @param {string} key
   * @param {HTMLCanvasElement} canvas
   */
  keep(key, canvas) {
    this.key = key;
    this.canvas.width = canvas.width;
    this.canvas.height = canvas.height;
    contextOf(this.canvas).drawImage(canvas, 0, 0);
  }

  /**
   * Put it back.
   * @param {CanvasRenderingContext2D} context
   */
  put(context) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.canvas, 0, 0);
    context.restore();
  }
}
