/* The script of the show's page. */
import { Show } from "./show.js";
import { element } from "../parts/element.js";
import { find } from "../parts/find.js";

const data = JSON.parse(find("#show-data").textContent);

/* The show, for those who look from outside. */
export const show = new Show(data);

show.start().catch((fault) => {
  find("#show-map").dataset.fault = String(fault);
  find("#show-map").replaceChildren(element("p", { className: "city-fault", role: "alert", text: data.fault_text }));
});
