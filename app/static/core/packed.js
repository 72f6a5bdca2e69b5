/* A catalogue packed for the page, read into columns; the layout is docs/packed-format.md. */
import { PackedRecords } from "./packed-records.js";
import { Shapes } from "./packed-shapes.js";
import { TextColumn } from "./text-column.js";
import { countVarints, readVarints } from "./varints.js";

const MAGIC = "CPM";
const VERSION = 1;
const HEAD_BYTES = 8;

/**
 * The header of packed bytes, and where the columns begin.
 * @param {Uint8Array} bytes
 */
const readHeader = (bytes) => {
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC || bytes[MAGIC.length] !== VERSION) {
    throw new Error(`packed catalogue: expected ${MAGIC} of version ${VERSION}, found ${magic} of ${bytes[MAGIC.length]}`);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length + 1, true);
  const start = HEAD_BYTES + length;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD_BYTES, start)));
  const size = header.columns.reduce((/** @type {number} */ sum, /** @type {{bytes: number}} */ one) => sum + one.bytes, start);
  if (size !== bytes.length) throw new Error(`packed catalogue: expected ${size} bytes, found ${bytes.length}`);
  return { header, start };
};

/**
 * Lists of codes, one a record: each has its length before it.
 * @param {Uint8Array} body
 * @param {{words: string[], count: number}} how
 */
const readLists = (body, { words, count }) => {
  const numbers = readVarints(body, countVarints(body));
  const starts = new Uint32Array(count + 1);
  const codes = new Uint32Array(numbers.length - count);
  let at = 0;
  for (let row = 0; row < count; row += 1) {
    const length = numbers[at];
    codes.set(numbers.subarray(at + 1, at + 1 + length), starts[row]);
    starts[row + 1] = starts[row] + length;
    at += 1 + length;
  }
  return { starts, codes, words };
};

/**
 * Read a packed catalogue into records that know what is drawn, listed and filtered; the rest of
 * a record is fetched when its card is opened.
 * @param {Uint8Array} bytes
 * @returns {Collection}
 */
export const unpackCatalogue = (bytes) => {
  const { header, start } = readHeader(bytes);
  const { count, dictionaries } = header;
  /** @type {Record<string, Uint8Array>} */
  const bodies = {};
  /** @type {Record<string, TextColumn>} */
  const texts = {};
  /** @type {Record<string, {codes: Uint8Array | Uint32Array, words: any[]}>} */
  const coded = {};
  let at = start;
  for (const { name, form, bytes: length } of header.columns) {
    const body = bytes.subarray(at, at + length);
    bodies[name] = body;
    at += length;
    // What stays is copied, so that the bytes of the keys can go once they are read.
    if (form === "text" && name !== "keys") texts[name] = new TextColumn(body.slice(), count);
    if (form === "code") coded[name] = { codes: readVarints(body, count).slice(), words: dictionaries[name] };
  }
  const { promise } = coded;
  promise.words = promise.words.map((/** @type {string[][] | null} */ steps) => (
    steps && { newest: header.newest, steps: steps.map(([from, slug]) => ({ from, slug })) }));
  const records = new PackedRecords({
    count, coded,
    texts: /** @type {import("./packed-records.js").Columns["texts"]} */ (texts),
    keys: bodies.keys,
    districts: readLists(bodies.districts, { words: dictionaries.districts, count }),
    shapes: new Shapes(bodies.shape.slice(), bodies.positions, { count, units: header.units_a_degree }),
    signs: header.signs,
  });
  const { id, report_date } = header;
  return { features: records.features, records, metadata: { id, report_date } };
};
