/* A sentence with the names of another language marked, so that they are read as such. */
import { element } from "./element.js";

const HAN = /([\u3400-\u9fff]+(?:[（）“”《》、·0-9]*[\u3400-\u9fff]+)*[）”》]*)/u;

/**
 * The parts of a sentence: text, and Chinese names as elements that say so where the page is not Chinese.
 * @param {string} text
 * @param {string} lang
 * @returns {(string | HTMLElement)[]}
 */
export const marked = (text, lang) => {
  if (lang === "zh") return [text];
  return text.split(HAN).map((part, at) => (at % 2 ? element("span", { lang: "zh-CN", text: part }) : part));
};
