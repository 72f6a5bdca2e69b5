/* The script of the story editor's page. */
import { load } from "../core/load.js";
import { Messages } from "../core/messages.js";
import { StoryEditor } from "./story-editor.js";
import { openShelf } from "./story-shelf.js";
import { find } from "../parts/find.js";

const data = JSON.parse(find("#story-data").textContent);

load(data.sources.messages).then((table) => {
  new StoryEditor(find("#story"), { data, messages: new Messages(data.lang, table), shelf: openShelf() }).start();
});
