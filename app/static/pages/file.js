/* The script of a file of its own. */
import { Standalone } from "./standalone.js";
import { part } from "../parts/find.js";

export const file = new Standalone(part("#city-file", HTMLElement));
