/* How large the show draws on a screen, and which ground it shows there. */
const DESIGN = { width: 1920, height: 1080 };
const MAGNIFIED = 1.6;
const UPRIGHT_WIDTH = 720;
const LARGEST = 4;
const USUAL = { width: 800, height: 675 };
const FARTHEST = -1.5;

/**
 * How much symbols and names grow with the screen, as the words do.
 * @param {{width: number, height: number}} screen
 * @param {{isEmbedded: boolean, isStacked: boolean}} show
 */
export const magnification = ({ width, height }, { isEmbedded, isStacked }) => {
  const unit = Math.min(width / DESIGN.width, height / DESIGN.height);
  const upright = width / UPRIGHT_WIDTH;
  const wanted = isEmbedded ? 1 : isStacked ? upright : unit * MAGNIFIED;
  return Math.min(LARGEST, Math.max(1, Math.round(wanted * 20) / 20));
};

/**
 * A camera made for a wall shows the same ground in a smaller box.
 * @param {Camera} camera
 * @param {{width: number, height: number}} box
 * @param {number} magnified
 * @returns {Camera}
 */
export const fitCamera = (camera, { width, height }, magnified) => {
  const share = Math.min(width / USUAL.width, height / USUAL.height) / magnified;
  const less = Math.min(0, Math.max(FARTHEST, Math.log2(share)));
  return { ...camera, zoom: camera.zoom + less };
};
