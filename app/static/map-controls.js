/* The map's own controls: base maps, whole city, full screen, legend; their words can change. */
(() => {
  const CityAtlas = (globalThis.CityAtlas ??= {});
  const { element } = CityAtlas;

  const icons = {
    full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    home: "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9",
    layers: "M12 4 3.5 8.5 12 13l8.5-4.5zM4 12.5l8 4.5 8-4.5M4 16l8 4.5 8-4.5",
  };

  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", icons[name]);
    svg.append(path);
    return svg;
  };

  /* Base maps by slug, as the map's script registers them. */
  CityAtlas.addBase = (map, slug, layer) => {
    (map.cityBases ??= new Map()).set(slug, layer);
  };

  const Tools = L.Control.extend({
    options: { position: "topright" },

    initialize({ onBase, onFull, onHome, ...options }) {
      L.setOptions(this, options);
      Object.assign(this, { onBase, onFull, onHome });
    },

    onAdd() {
      this._box = element("div", { className: "city-tools leaflet-bar" });
      L.DomEvent.disableClickPropagation(this._box);
      L.DomEvent.disableScrollPropagation(this._box);
      return this._box;
    },

    /* Write the buttons anew in a language. */
    setMessages(messages, { base, bases }) {
      const button = (name, label, on, extra = {}) => {
        const node = element("button", {
          type: "button", "aria-label": label, title: label, on: { click: on }, ...extra,
        });
        node.append(icon(name));
        return node;
      };
      const buttons = [
        button("home", messages.say("Whole city"), this.onHome),
        button("full", messages.say("Full screen"), this.onFull),
      ];
      const menu = element("fieldset", { className: "city-bases", hidden: "" });
      if (bases.length > 1) {
        const opener = button("layers", messages.say("Base map"), () => {
          menu.hidden = !menu.hidden;
          opener.setAttribute("aria-expanded", String(!menu.hidden));
          if (!menu.hidden) menu.querySelector("input:checked")?.focus();
        }, { "aria-expanded": "false" });
        buttons.push(opener);
        menu.append(element("legend", { text: messages.say("Base map") }));
        for (const slug of bases) {
          const input = element("input", {
            type: "radio", name: "city-base", value: slug,
            on: { change: () => this.onBase(slug) },
          });
          input.checked = slug === base;
          menu.append(element("label", {
            children: [input, element("span", { text: CityAtlas.baseName(messages, slug) })],
          }));
        }
        menu.append(element("p", {
          text: messages.say("Online maps ask other servers for pictures; the embedded map asks nobody."),
        }));
      }
      this._box.replaceChildren(...buttons, menu);
    },

    /* Mark the base map that is shown. */
    mark(base) {
      for (const input of this._box.querySelectorAll("input")) input.checked = input.value === base;
    },
  });

  CityAtlas.baseName = (messages, slug) => ({
    embedded: messages.say("Embedded (works without internet)"),
    osm: messages.say("OpenStreetMap (online)"),
    tianditu: messages.say("Tianditu map (online)"),
    "tianditu-imagery": messages.say("Tianditu imagery (online)"),
  })[slug] ?? slug;

  /* The legend: what fill, ring, line and softness mean. */
  const legend = (messages, vocabulary) => {
    const entry = (picture, text) => element("li", { children: [picture, element("span", { text })] });
    const list = (items) => element("ul", { children: items });
    const swatch = (className) => element("i", { className: `city-swatch ${className}`, "aria-hidden": "true" });
    return element("details", {
      className: "city-legend",
      children: [
        element("summary", { text: messages.say("Legend") }),
        element("div", {
          children: [
            element("h3", { text: messages.say("Status") }),
            list(vocabulary.statuses.map((term) =>
              entry(CityAtlas.symbolPicture(null, term.slug), messages.pick(term.name_zh, term.name_en)))),
            element("h3", { text: messages.say("Sector") }),
            list(vocabulary.sectors.map((term) =>
              entry(CityAtlas.symbolPicture(term.slug, "completed"), messages.pick(term.name_zh, term.name_en)))),
            element("h3", { text: messages.say("How sure the place is") }),
            list([
              entry(swatch("is-sure"), messages.say("Solid line: known within a kilometre")),
              entry(swatch("is-soft"), messages.say("Dashed line or soft circle: approximate; the circle is the uncertainty")),
              entry(swatch("is-many"), messages.say("A number: several projects at one place; click to choose")),
            ]),
          ],
        }),
      ],
    });
  };

  CityAtlas.MapTools = Tools;
  CityAtlas.mapLegend = legend;
})();
