/* The names beside the symbols, as many as fit without touching each other. */
import { isFree, labelSpots } from "../core/label-room.js";
import { FONT, inks } from "../core/symbols.js";
import { drawLabel } from "./canvas-ink.js";

const FEW = 12;

/* Names, as many as fit without touching each other; the selected one first. */
export const drawNames = (context, frame, stacks, { radius, focus, nameOf, size, fromZoom }) => {
  const isNear = frame.zoom >= fromZoom || stacks.length <= FEW;
  const taken = stacks.map(({ x, y }) => [x - radius, y - radius, x + radius, y + radius]);
  const wanted = stacks
    .map(({ x, y, members }) => ({ x, y, feature: focus.leaderOf(members) }))
    .filter(({ feature }) => isNear || focus.isActive(feature))
    .toSorted((one, other) => Number(focus.isActive(other.feature)) - Number(focus.isActive(one.feature))
      || one.feature.accuracy - other.feature.accuracy);
  const named = new Set();
  for (const { x, y, feature } of wanted) {
    if (named.has(feature.id)) continue;
    const isActive = focus.isActive(feature);
    const weight = isActive ? 600 : 500;
    const text = nameOf(feature);
    context.font = `${weight} ${size}px ${FONT}`;
    const width = context.measureText(text).width;
    const spots = labelSpots(x, y, { width, gap: radius * 1.4 + 4 });
    const spot = spots.find((one) => isFree(one, { width, size, taken, seen: frame.seen }))
      ?? (isActive ? spots[0] : null);
    if (!spot) continue;
    named.add(feature.id);
    taken.push([spot[0], spot[1] - size / 2, spot[0] + width, spot[1] + size / 2]);
    const { ink: colour, halo } = inks();
    drawLabel(context, text, spot[0], spot[1], { colour, halo, size, weight, align: "left" });
  }
};
