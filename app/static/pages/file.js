/* The script of a file of its own. */
import { Standalone } from "./standalone.js";

export const file = new Standalone(document.getElementById("city-file"));
