/* The projects on the map: fetched once, drawn on canvas, told only what is shown and selected. */
(() => {
  const CityAtlas = (globalThis.CityAtlas ??= {});
  const { CanvasLayer, geometryParts, tracePart } = CityAtlas;
  const SOFT_FROM_METRES = 1000;
  const VAGUE_FROM_METRES = 3000;
  const MANY = 2500;
  const LABEL_ZOOM = 12.25;
  const HIT_SLACK = 5;
  const TOOLS_WIDTH = 58;
  const FEW = 12;

  /* Points, lines and rings of a geometry as flat world-pixel arrays. */
  const split = (geometry) => {
    const shape = { points: [], lines: [], rings: [] };
    const visit = (part) => {
      if (!part) return;
      if (part.type === "GeometryCollection") part.geometries.forEach(visit);
      else if (part.type.endsWith("Point")) shape.points.push(...geometryParts(part));
      else if (part.type.endsWith("LineString")) shape.lines.push(...geometryParts(part));
      else shape.rings.push(...geometryParts(part));
    };
    visit(geometry);
    return shape;
  };

  const bounds = (shape) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const flat of [...shape.points, ...shape.lines, ...shape.rings]) {
      for (let index = 0; index < flat.length; index += 2) {
        box[0] = Math.min(box[0], flat[index]);
        box[1] = Math.min(box[1], flat[index + 1]);
        box[2] = Math.max(box[2], flat[index]);
        box[3] = Math.max(box[3], flat[index + 1]);
      }
    }
    return box;
  };

  /* Half-way along the longest line, where its symbol stands. */
  const middle = (lines) => {
    const length = (flat) => {
      let sum = 0;
      for (let index = 2; index < flat.length; index += 2) {
        sum += Math.hypot(flat[index] - flat[index - 2], flat[index + 1] - flat[index - 1]);
      }
      return sum;
    };
    const longest = lines.reduce((best, flat) => (length(flat) > length(best) ? flat : best));
    let left = length(longest) / 2;
    for (let index = 2; index < longest.length; index += 2) {
      const [x1, y1, x2, y2] = longest.slice(index - 2, index + 2);
      const step = Math.hypot(x2 - x1, y2 - y1);
      if (step >= left) {
        const share = step === 0 ? 0 : left / step;
        return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
      }
      left -= step;
    }
    return [longest[0], longest[1]];
  };

  const anchors = (shape, box) => {
    if (shape.points.length) return shape.points.map((flat) => [flat[0], flat[1]]);
    if (shape.lines.length) return [middle(shape.lines)];
    return [[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]];
  };

  const distanceToSegment = (x, y, x1, y1, x2, y2) => {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const square = dx * dx + dy * dy;
    const share = square ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / square)) : 0;
    return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
  };

  const isInside = (x, y, rings) => {
    let inside = false;
    for (const flat of rings) {
      for (let i = 0, j = flat.length - 2; i < flat.length; j = i, i += 2) {
        const crosses = flat[i + 1] > y !== flat[j + 1] > y;
        const at = ((flat[j] - flat[i]) * (y - flat[i + 1])) / (flat[j + 1] - flat[i + 1]) + flat[i];
        if (crosses && x < at) inside = !inside;
      }
    }
    return inside;
  };

  /* Where a name may stand beside its symbol: right, left, below, above; left end and middle. */
  const labelSpots = (x, y, { width, gap }) => [
    [x + gap, y],
    [x - gap - width, y],
    [x - width / 2, y + gap + 5],
    [x - width / 2, y - gap - 5],
  ];

  /* Whether a name fits at a spot: in the seen part, clear of the tools, touching nothing taken. */
  const isFree = ([x, y], { width, size, taken, seen: [left, , right] }) =>
    x >= left + 4 && x + width <= right - TOOLS_WIDTH
    && !taken.some((box) => x < box[2] + 2 && x + width > box[0] - 2
      && y - size / 2 < box[3] + 1 && y + size / 2 > box[1] - 1);

  const ProjectLayer = CanvasLayer.extend({
    options: { pane: "overlayPane", source: "catalogue" },

    initialize(options) {
      CanvasLayer.prototype.initialize.call(this, options);
      this._features = [];
      this._byId = new Map();
      this._shown = null;
      this._selected = null;
      this._hovered = null;
    },

    /* Take the catalogue: a FeatureCollection of records. */
    setData(collection) {
      this._features = collection.features
        .filter((feature) => feature.geometry)
        .map((feature) => {
          const shape = split(feature.geometry);
          const box = bounds(shape);
          const { id, sector, status, place } = feature.properties;
          return {
            id, sector, status, shape, box,
            properties: feature.properties,
            anchors: anchors(shape, box),
            accuracy: place?.accuracy_m ?? 0,
            extent: Math.max(box[2] - box[0], box[3] - box[1]),
            isShown: true,
          };
        });
      this._byId = new Map(this._features.map((feature) => [feature.id, feature]));
      return this.show(this._shown);
    },

    setMessages(messages) {
      this._messages = messages;
      return this.redraw();
    },

    /* Show the records with these ids; null shows all. Drawn at once. */
    show(ids) {
      this._shown = ids;
      const wanted = ids ? new Set(ids) : null;
      this._count = 0;
      for (const feature of this._features) {
        feature.isShown = wanted === null || wanted.has(feature.id);
        if (feature.isShown) this._count += 1;
      }
      this.redrawNow();
      return this;
    },

    shownCount() {
      return this._count ?? 0;
    },

    select(id) {
      this._selected = id;
      return this.redraw();
    },

    /* Lines, pins and rings of the reader's own question, drawn over the projects. */
    setMarks(marks) {
      this._marks = marks;
      return this.redraw();
    },

    /* The bounds of a record, widened by its accuracy; null where it has no place. */
    boundsOf(id) {
      const feature = this._byId.get(id);
      return feature ? this._toBounds([feature]) : null;
    },

    shownBounds() {
      const shown = this._features.filter((feature) => feature.isShown);
      return shown.length ? this._toBounds(shown) : null;
    },

    _toBounds(features) {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const feature of features) {
        box[0] = Math.min(box[0], feature.box[0]);
        box[1] = Math.min(box[1], feature.box[1]);
        box[2] = Math.max(box[2], feature.box[2]);
        box[3] = Math.max(box[3], feature.box[3]);
      }
      const corner = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
      return L.latLngBounds(corner(box[0], box[1]), corner(box[2], box[3]));
    },

    draw(context, frame) {
      const radius = this._radius(frame.zoom);
      this._places = [];
      const margin = 40;
      const isNear = (feature) => {
        const halo = feature.accuracy * frame.pixelsPerMetre + margin;
        return frame.x(feature.box[2]) > -halo && frame.x(feature.box[0]) < frame.width + halo
          && frame.y(feature.box[3]) > -halo && frame.y(feature.box[1]) < frame.height + halo;
      };
      const visible = this._features.filter((feature) => feature.isShown && isNear(feature));
      const isMany = visible.length > MANY;
      if (!isMany) for (const feature of visible) this._drawUncertainty(context, frame, feature, radius);
      for (const feature of visible) {
        if (feature.shape.rings.length) this._drawArea(context, frame, feature);
      }
      for (const feature of visible) {
        if (feature.shape.lines.length) this._drawLine(context, frame, feature);
      }
      this._drawMarksBelow(context, frame);
      this._drawSymbols(context, frame, visible, isMany ? 3 : radius, isMany);
      if (!isMany) this._drawLabels(context, frame, radius);
      this._drawMarksAbove(context, frame);
    },

    _radius(zoom) {
      if (zoom < 9.5) return 7;
      if (zoom < 11.5) return 9;
      return zoom < 13.5 ? 11 : 13;
    },

    _drawUncertainty(context, frame, feature, radius) {
      const reach = feature.accuracy * frame.pixelsPerMetre;
      if (reach < radius * 1.3) return;
      const colour = CityAtlas.sectorColour(feature.sector);
      context.save();
      context.fillStyle = context.strokeStyle = colour;
      if (feature.shape.lines.length) {
        context.globalAlpha = feature.accuracy >= VAGUE_FROM_METRES ? 0.045 : 0.09;
        context.lineWidth = reach * 2;
        context.lineCap = context.lineJoin = "round";
        context.beginPath();
        for (const flat of feature.shape.lines) tracePart(context, frame, flat, false);
        context.stroke();
      } else {
        const strength = feature.accuracy >= VAGUE_FROM_METRES ? 0.5 : 1;
        const isActive = this._isActive(feature);
        for (const [x, y] of feature.anchors) {
          this._drawSoftCircle(context, frame.x(x), frame.y(y), reach, isActive ? 1.6 : strength);
        }
      }
      context.restore();
    },

    _drawSoftCircle(context, x, y, reach, strength) {
      const colour = context.fillStyle;
      context.globalAlpha = Math.min(1, strength);
      const soft = context.createRadialGradient(x, y, reach * 0.2, x, y, reach);
      soft.addColorStop(0, `${colour}24`);
      soft.addColorStop(1, `${colour}05`);
      context.fillStyle = soft;
      context.beginPath();
      context.arc(x, y, reach, 0, Math.PI * 2);
      context.fill();
      context.globalAlpha = Math.min(1, 0.34 * strength);
      context.lineWidth = 1;
      context.setLineDash([3, 5]);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
      context.fillStyle = colour;
    },

    _drawArea(context, frame, feature) {
      const colour = CityAtlas.sectorColour(feature.sector);
      const isActive = this._isActive(feature);
      context.beginPath();
      for (const flat of feature.shape.rings) tracePart(context, frame, flat, true);
      context.fillStyle = `${colour}${isActive ? "40" : "26"}`;
      context.fill("evenodd");
      context.strokeStyle = colour;
      context.lineWidth = isActive ? 2.6 : 1.6;
      context.setLineDash(feature.accuracy >= SOFT_FROM_METRES ? [7, 5] : []);
      context.stroke();
      context.setLineDash([]);
    },

    _drawLine(context, frame, feature) {
      const colour = CityAtlas.sectorColour(feature.sector);
      const isActive = this._isActive(feature);
      const style = CityAtlas.statusStyle(feature.status).line;
      const isSoft = feature.accuracy >= SOFT_FROM_METRES;
      const width = (frame.zoom < 11 ? 3.6 : 5) * (isActive ? 1.35 : 1);
      const path = () => {
        context.beginPath();
        for (const flat of feature.shape.lines) tracePart(context, frame, flat, false);
      };
      context.save();
      context.lineJoin = "round";
      context.lineCap = "round";
      path();
      context.strokeStyle = CityAtlas.inks().casing;
      context.lineWidth = width + 3;
      context.stroke();
      if (isActive) {
        context.strokeStyle = `${colour}44`;
        context.lineWidth = width + 10;
        context.stroke();
      }
      context.globalAlpha = feature.accuracy >= VAGUE_FROM_METRES ? 0.78 : 1;
      context.lineCap = isSoft ? "butt" : "round";
      context.setLineDash(isSoft ? [width * 2.4, width * 1.5] : []);
      context.strokeStyle = colour;
      if (style === "edged") {
        context.lineWidth = width + 2;
        context.stroke();
        context.strokeStyle = CityAtlas.inks().paper;
        context.lineWidth = width - 1;
        context.stroke();
        context.strokeStyle = colour;
        context.lineWidth = width - 2.6;
        context.stroke();
      } else {
        context.lineWidth = style === "hollow-dotted" ? width * 0.7 : width;
        context.stroke();
        context.setLineDash([]);
        if (style.startsWith("hollow")) {
          context.strokeStyle = CityAtlas.inks().paper;
          context.lineWidth = width * 0.42;
          context.stroke();
        } else if (style === "striped") {
          context.strokeStyle = CityAtlas.inks().paper;
          context.lineWidth = width * 0.26;
          context.setLineDash([width * 1.1, width * 1.5]);
          context.stroke();
        }
      }
      context.restore();
    },

    /* Symbols; those that would hide each other stand as one stack with their number. */
    _drawSymbols(context, frame, visible, radius, isMany) {
      const stacks = new Map();
      const reach = radius * 1.1;
      const cell = Math.max(reach, 1);
      for (const feature of visible) {
        for (const [worldX, worldY] of feature.anchors) {
          const [x, y] = [frame.x(worldX), frame.y(worldY)];
          if (x < -30 || y < -30 || x > frame.width + 30 || y > frame.height + 30) continue;
          if (isMany) {
            context.fillStyle = CityAtlas.sectorColour(feature.sector);
            context.fillRect(x - radius / 2, y - radius / 2, radius, radius);
            continue;
          }
          this._stack(stacks, cell, reach, { x, y, feature });
        }
      }
      const list = [...new Set([...stacks.values()].flat())];
      list.sort((one, other) => one.y - other.y);
      const isInFront = ({ members }) => this._isActive(this._leader(members));
      for (const stack of list.filter((one) => !isInFront(one))) this._drawStack(context, frame, stack, radius);
      for (const stack of list.filter(isInFront)) this._drawStack(context, frame, stack, radius);
      this._places = list;
    },

    _stack(stacks, cell, reach, { x, y, feature }) {
      const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
      for (let dx = -1; dx <= 1; dx += 1) {
        for (let dy = -1; dy <= 1; dy += 1) {
          for (const stack of stacks.get(`${column + dx},${row + dy}`) ?? []) {
            if (Math.hypot(stack.x - x, stack.y - y) <= reach) {
              if (!stack.members.includes(feature)) stack.members.push(feature);
              return;
            }
          }
        }
      }
      const key = `${column},${row}`;
      if (!stacks.has(key)) stacks.set(key, []);
      stacks.get(key).push({ x, y, members: [feature] });
    },

    _isActive(feature) {
      return feature.id === this._selected || feature.id === this._hovered;
    },

    /* The member that stands in front of its stack: the selected, the hovered or the first. */
    _leader(members) {
      return members.find((one) => one.id === this._selected)
        ?? members.find((one) => one.id === this._hovered) ?? members[0];
    },

    _drawStack(context, frame, stack, radius) {
      const feature = this._leader(stack.members);
      const isActive = this._isActive(feature);
      const size = isActive ? Math.round(radius * 1.25) : radius;
      const { x, y } = stack;
      if (isActive) {
        context.beginPath();
        context.arc(x, y, size * 1.75, 0, Math.PI * 2);
        context.fillStyle = `${CityAtlas.sectorColour(feature.sector)}33`;
        context.fill();
        context.lineWidth = 2;
        context.strokeStyle = CityAtlas.inks().ink;
        context.stroke();
      }
      const draw = (member, dx) => {
        const image = CityAtlas.symbolSprite(member.sector, member.status, size, frame.ratio);
        context.globalAlpha = member.accuracy >= VAGUE_FROM_METRES ? 0.8 : 1;
        context.drawImage(image, x - image.half + dx, y - image.half, image.half * 2, image.half * 2);
        context.globalAlpha = 1;
      };
      const others = stack.members.filter((member) => member !== feature);
      if (others.length) draw(others[0], size * 0.45);
      draw(feature, 0);
      if (others.length) {
        const [badgeX, badgeY] = [x + size * 1.15, y - size * 0.95];
        context.beginPath();
        context.arc(badgeX, badgeY, 7.5, 0, Math.PI * 2);
        context.fillStyle = CityAtlas.inks().ink;
        context.fill();
        context.fillStyle = CityAtlas.inks().paper;
        context.font = `600 10px ${CityAtlas.FONT}`;
        context.textAlign = "center";
        context.textBaseline = "middle";
        context.fillText(String(stack.members.length), badgeX, badgeY + 0.5);
      }
    },

    /* Names, as many as fit without touching each other; the selected one first. */
    _drawLabels(context, frame, radius) {
      const size = this.options.labelSize ?? 12.5;
      const isNear = frame.zoom >= (this.options.labelZoom ?? LABEL_ZOOM) || this._places.length <= FEW;
      const taken = this._places.map(({ x, y }) => [x - radius, y - radius, x + radius, y + radius]);
      const wanted = this._places
        .map(({ x, y, members }) => ({ x, y, feature: this._leader(members) }))
        .filter(({ feature }) => isNear || this._isActive(feature))
        .toSorted((one, other) => this._isActive(other.feature) - this._isActive(one.feature)
          || one.feature.accuracy - other.feature.accuracy);
      const named = new Set();
      for (const { x, y, feature } of wanted) {
        if (named.has(feature.id)) continue;
        const isActive = this._isActive(feature);
        const weight = isActive ? 600 : 500;
        const { name_zh: zh, name_en: en } = feature.properties;
        const text = this._messages?.pick(zh, en) ?? zh;
        context.font = `${weight} ${size}px ${CityAtlas.FONT}`;
        const width = context.measureText(text).width;
        const spots = labelSpots(x, y, { width, gap: radius * 1.4 + 4 });
        const spot = spots.find((one) => isFree(one, { width, size, taken, seen: frame.seen }))
          ?? (isActive ? spots[0] : null);
        if (!spot) continue;
        named.add(feature.id);
        taken.push([spot[0], spot[1] - size / 2, spot[0] + width, spot[1] + size / 2]);
        const { ink: colour, halo } = CityAtlas.inks();
        CityAtlas.drawLabel(context, text, spot[0], spot[1], { colour, halo, size, weight, align: "left" });
      }
    },

    _drawMarksBelow(context, frame) {
      for (const { lon, lat, radius_m: reach } of this._marks?.rings ?? []) {
        context.beginPath();
        context.arc(frame.x(CityAtlas.worldX(lon)), frame.y(CityAtlas.worldY(lat)),
          reach * frame.pixelsPerMetre, 0, Math.PI * 2);
        context.fillStyle = "#1F5A7A12";
        context.fill();
        context.strokeStyle = "#1F5A7A";
        context.lineWidth = 1.4;
        context.setLineDash([2, 4]);
        context.stroke();
        context.setLineDash([]);
      }
    },

    _drawMarksAbove(context, frame) {
      const at = ([lon, lat]) => [frame.x(CityAtlas.worldX(lon)), frame.y(CityAtlas.worldY(lat))];
      for (const { from, to } of this._marks?.lines ?? []) {
        const [[x1, y1], [x2, y2]] = [at(from), at(to)];
        context.beginPath();
        context.moveTo(x1, y1);
        context.lineTo(x2, y2);
        context.strokeStyle = "#22262A";
        context.lineWidth = 1.6;
        context.setLineDash([5, 4]);
        context.stroke();
        context.setLineDash([]);
        context.beginPath();
        context.arc(x2, y2, 3.5, 0, Math.PI * 2);
        context.fillStyle = "#22262A";
        context.fill();
      }
    },

    /* The ids at a point of the map's container, nearest symbols first. */
    idsAt(containerPoint) {
      if (!this._map || !this._bounds) return [];
      const layerPoint = this._map.containerPointToLayerPoint(containerPoint);
      const { x, y } = layerPoint.subtract(this._bounds.min);
      const zoom = this._map.getZoom();
      const scale = 2 ** zoom;
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const reach = this._radius(zoom) + HIT_SLACK;
      const stacks = (this._places ?? [])
        .map((stack) => ({ stack, distance: Math.hypot(stack.x - x, stack.y - y) }))
        .filter(({ distance }) => distance <= reach)
        .toSorted((one, other) => one.distance - other.distance);
      const ids = stacks.flatMap(({ stack }) => stack.members.map((member) => member.id));
      const [worldX, worldY] = [(x + origin.x) / scale, (y + origin.y) / scale];
      for (const feature of this._features) {
        if (!feature.isShown || ids.includes(feature.id)) continue;
        const slack = (HIT_SLACK + 3) / scale;
        const [left, top, right, bottom] = feature.box;
        if (worldX < left - slack || worldX > right + slack) continue;
        if (worldY < top - slack || worldY > bottom + slack) continue;
        const isOnLine = feature.shape.lines.some((flat) => {
          for (let index = 2; index < flat.length; index += 2) {
            const distance = distanceToSegment(
              worldX, worldY, flat[index - 2], flat[index - 1], flat[index], flat[index + 1],
            );
            if (distance <= slack) return true;
          }
          return false;
        });
        if (isOnLine || (stacks.length === 0 && isInside(worldX, worldY, feature.shape.rings))) {
          ids.push(feature.id);
        }
      }
      return ids;
    },

    hover(id) {
      if (this._hovered === id) return;
      this._hovered = id;
      this.redraw();
    },
  });

  CityAtlas.ProjectLayer = ProjectLayer;
  CityAtlas.projectLayer = (options) => new ProjectLayer(options);
})();
