/* Records as they stand at another time than the report's: drawn and listed so, never told so. */

/**
 * @param {Feature} one
 * @param {string} status
 * @returns {Feature}
 */
const withStatus = (one, status) => Object.create(one, {
  properties: { value: Object.create(one.properties, { status: { value: status } }) },
});

/**
 * The records with the status that each has then; those that are not named stay as they are.
 * @param {Feature[]} features
 * @param {Record<string, string> | null | undefined} stands Statuses by id.
 * @returns {Feature[]}
 */
export const standing = (features, stands) => (stands
  ? features.map((one) => {
    const status = stands[one.properties.id];
    return status ? withStatus(one, status) : one;
  })
  : features);
