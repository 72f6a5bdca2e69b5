/* The script of the story editor's page. */
import { load } from "../core/load.js";
import { Messages } from "../core/messages.js";
import "./print.js";
import { StoryEditor } from "./story-editor.js";
import { openShelf } from "./story-shelf.js";
import { part } from "../parts/find.js";

const data = JSON.parse(part("#story-data", HTMLElement).textContent);

load(data.sources.messages).then((table) => {
  new StoryEditor(part("#story", HTMLElement), { data, messages: new Messages(data.lang, table), shelf: openShelf() }).start();
});
