/* The screen kept awake while the show is seen. */
export class WakeLock {
  constructor() {
    /** @type {WakeLockSentinel | null} */
    this.lock = null;
    /** @type {unknown} */
    this.fault = null;
  }

  async keep() {
    if (document.hidden || !navigator.wakeLock || this.lock) return;
    try {
      this.lock = await navigator.wakeLock.request("screen");
      document.documentElement.dataset.awake = "true";
      this.lock.addEventListener("release", () => {
        this.lock = null;
        delete document.documentElement.dataset.awake;
      });
    } catch (fault) {
      // Refused on battery saving or without a secure address: the show goes on.
      this.fault = fault;
    }
  }

  release() {
    this.lock?.release();
  }
}
