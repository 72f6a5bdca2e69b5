/* The script of the show's page. */
import "./print.js";
import { Show } from "./show.js";
import { element } from "../parts/element.js";
import { part } from "../parts/find.js";

const data = JSON.parse(part("#show-data", HTMLElement).textContent);

/* The show, for those who look from outside. */
export const show = new Show(data);

show.start().catch((fault) => {
  const map = part("#show-map", HTMLElement);
  map.dataset.fault = String(fault);
  map.replaceChildren(element("p", { className: "city-fault", role: "alert", text: data.fault_text }));
});
