/* When a part of the page is over: only once its place has left the page. */

/**
 * Wrap what ends a part.
 *
 * Streamlit ends a mounting at once when newer data overtakes it, while the newer mounting keeps
 * the same place: ending the part then would make it again, lose the camera and deafen the page.
 * @param {{isConnected: boolean}} place
 * @param {() => void} end
 * @returns {() => void}
 */
export const whenGone = (place, end) => () => {
  if (!place.isConnected) end();
};
