/* The signs of the map: sector by colour and pictogram, status by fill and ring. */
(() => {
  const CityAtlas = (globalThis.CityAtlas ??= {});
  const GLYPH_BOX = 24;
  const SVG = "http://www.w3.org/2000/svg";
  const paths = new Map();
  const sprites = new Map();
  let theme = "light";

  /* The inks of the theme: a dark room turns paper and ink around and lightens the sectors. */
  const inks = () => CityAtlas.SYMBOLS.inks[theme];
  const baseColours = () => CityAtlas.SYMBOLS[theme === "dark" ? "base_map_dark" : "base_map"];
  const setTheme = (name) => {
    theme = name === "dark" ? "dark" : "light";
    sprites.clear();
  };

  const glyphPath = (sector) => {
    if (!paths.has(sector)) paths.set(sector, new Path2D(CityAtlas.SYMBOLS.sectors[sector].glyph));
    return paths.get(sector);
  };

  const sectorColour = (sector) => {
    const row = CityAtlas.SYMBOLS.sectors[sector];
    return row ? row[theme === "dark" ? "colour_dark" : "colour"] : inks().neutral;
  };
  const statusStyle = (status) =>
    CityAtlas.SYMBOLS.statuses[status] ?? { fill: "solid", ring: "none", shape: "disc" };

  /* The outline of a symbol around the origin. */
  const tracePlate = (context, shape, radius) => {
    context.beginPath();
    if (shape === "square") {
      const half = radius * 0.92;
      context.roundRect(-half, -half, half * 2, half * 2, radius * 0.38);
    } else {
      context.arc(0, 0, radius, 0, Math.PI * 2);
    }
  };

  const drawRing = (context, ring, radius, colour) => {
    if (ring === "none") return;
    context.strokeStyle = colour;
    context.lineWidth = Math.max(1.4, radius * 0.17);
    context.beginPath();
    const outer = radius * 1.34;
    if (ring === "progress") context.arc(0, 0, outer, -Math.PI / 2, Math.PI);
    else context.arc(0, 0, outer, 0, Math.PI * 2);
    context.stroke();
  };

  /* Draw a symbol around (0, 0) with the given radius in pixels. */
  const paint = (context, sector, status, radius) => {
    const colour = sectorColour(sector);
    const style = statusStyle(status);
    const hollow = style.fill !== "solid";
    context.lineCap = "round";
    context.fillStyle = inks().paper;
    tracePlate(context, style.shape, radius + 1.6);
    context.fill();
    drawRing(context, style.ring, radius, colour);
    tracePlate(context, style.shape, radius - (hollow ? radius * 0.08 : 0));
    context.fillStyle = hollow ? inks().paper : colour;
    context.fill();
    if (hollow) {
      context.strokeStyle = colour;
      context.lineWidth = radius * 0.19;
      context.setLineDash(style.fill === "dotted" ? [radius * 0.12, radius * 0.42] : []);
      context.stroke();
      context.setLineDash([]);
    }
    if (!CityAtlas.SYMBOLS.sectors[sector]) return;
    const scale = (radius * 1.22) / GLYPH_BOX;
    context.save();
    context.scale(scale, scale);
    context.translate(-GLYPH_BOX / 2, -GLYPH_BOX / 2);
    context.fillStyle = hollow ? colour : inks().paper;
    context.fill(glyphPath(sector), "evenodd");
    context.restore();
  };

  /* A symbol painted once and kept, at the pixel ratio of the screen. */
  const sprite = (sector, status, radius, ratio) => {
    const key = `${sector}|${status}|${radius}|${ratio}`;
    let kept = sprites.get(key);
    if (!kept) {
      const half = Math.ceil(radius * 1.34 + radius * 0.2 + 2);
      kept = document.createElement("canvas");
      kept.width = kept.height = Math.ceil(half * 2 * ratio);
      const context = kept.getContext("2d");
      context.scale(ratio, ratio);
      context.translate(half, half);
      paint(context, sector, status, radius);
      kept.half = half;
      sprites.set(key, kept);
    }
    return kept;
  };

  /* The same symbol as an SVG picture for lists, cards and legends; it is decoration only. */
  const picture = (sector, status, size = 22) => {
    const radius = 10;
    const colour = sectorColour(sector);
    const style = statusStyle(status);
    const hollow = style.fill !== "solid";
    const make = (tag, attributes) => {
      const node = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      return node;
    };
    const svg = make("svg", {
      viewBox: "-16 -16 32 32", width: size, height: size, "aria-hidden": "true",
      focusable: "false", class: "city-symbol",
    });
    if (style.ring === "full") {
      svg.append(make("circle", { r: 13.4, fill: "none", stroke: colour, "stroke-width": 1.7 }));
    } else if (style.ring === "progress") {
      svg.append(make("path", {
        d: "M0 -13.4A13.4 13.4 0 1 1 -13.4 0", fill: "none", stroke: colour,
        "stroke-width": 1.9, "stroke-linecap": "round",
      }));
    }
    const plate = style.shape === "square"
      ? make("rect", { x: -9.2, y: -9.2, width: 18.4, height: 18.4, rx: 3.8 })
      : make("circle", { r: hollow ? 9.2 : radius });
    plate.setAttribute("fill", hollow ? inks().paper : colour);
    if (hollow) {
      plate.setAttribute("stroke", colour);
      plate.setAttribute("stroke-width", 1.9);
      if (style.fill === "dotted") {
        plate.setAttribute("stroke-dasharray", "1.2 4.2");
        plate.setAttribute("stroke-linecap", "round");
      }
    }
    svg.append(plate);
    const glyph = CityAtlas.SYMBOLS.sectors[sector]?.glyph;
    if (glyph) {
      svg.append(make("path", {
        d: glyph, fill: hollow ? colour : inks().paper, "fill-rule": "evenodd",
        transform: "scale(.51) translate(-12 -12)",
      }));
    }
    return svg;
  };

  Object.assign(CityAtlas, {
    inks, baseColours, setTheme, sectorColour, statusStyle, symbolSprite: sprite, symbolPicture: picture,
  });
})();
