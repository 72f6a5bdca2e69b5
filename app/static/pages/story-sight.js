/* Tells the story editor what the reader sees, when asked to. */
const LARGEST_FILE = 270_000;
let tell = null;

/* Whom to tell; none while there is no editor. */
export const setTeller = (teller) => { tell = teller; };

/* Say what is seen: the act, the address with camera and selection, and more. */
export const tellSight = (act, more = {}) => tell?.({ act, query: globalThis.location.search.slice(1), ...more });

/* Give the chosen file to the editor; more than a story can be is not even sent. */
export const openFile = async (field) => {
  const [file] = field.files;
  if (!file) return;
  const text = await file.slice(0, LARGEST_FILE).text();
  field.value = "";
  tellSight("file", { text });
};
