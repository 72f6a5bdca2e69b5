/* A field that is filled before anything reads it. */
/**
 * Stands for what is made once the data are here; its type is what the field says.
 * @returns {never}
 */
export const later = () => /** @type {never} */ (undefined);
