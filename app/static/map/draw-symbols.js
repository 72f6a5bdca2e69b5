/* The symbols of the records; those that would hide each other stand as one stack. */
import { isVague, measures } from "../core/measures.js";
import { FONT, inks, sectorColour } from "../core/symbols.js";
import { symbolSprite } from "./symbol-sprites.js";

/** @typedef {import("./focus.js").Focus} Focus */

const MARGIN = 30;

/**
 * @param {Map<string, Stack[]>} stacks
 * @param {number} cell
 * @param {number} reach
 * @param {{x: number, y: number, worldX: number, worldY: number, feature: Drawn}} at
 */
const addToStacks = (stacks, cell, reach, { x, y, worldX, worldY, feature }) => {
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
  const here = stacks.get(key) ?? [];
  here.push({ x, y, worldX, worldY, members: [feature] });
  stacks.set(key, here);
};

/**
 * The stacks of what stands in the frame, from the back to the front.
 * @param {Frame} frame
 * @param {Drawn[]} features
 * @param {number} radius
 * @returns {Stack[]}
 */
export const stackSymbols = (frame, features, radius) => {
  /** @type {Map<string, Stack[]>} */
  const stacks = new Map();
  const reach = radius * measures.stack.reach;
  const cell = Math.max(reach, 1);
  for (const feature of features) {
    for (const [worldX, worldY] of feature.anchors) {
      const [x, y] = [frame.x(worldX), frame.y(worldY)];
      const isIn = x >= -MARGIN && y >= -MARGIN && x <= frame.width + MARGIN && y <= frame.height + MARGIN;
      if (isIn) addToStacks(stacks, cell, reach, { x, y, worldX, worldY, feature });
    }
  }
  return [...stacks.values()].flat().toSorted((one, other) => one.y - other.y);
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Stack<Inked>} stack
 * @param {{radius: number, focus: Focus}} how
 */
const drawStack = (context, frame, stack, { radius, focus }) => {
  const feature = focus.leaderOf(stack.members);
  const isActive = focus.isActive(feature);
  const size = isActive ? Math.round(radius * measures.stack.active) : radius;
  const { x, y } = stack;
  if (isActive) {
    context.beginPath();
    context.arc(x, y, size * measures.stack.active_ring, 0, Math.PI * 2);
    context.fillStyle = `${sectorColour(feature.sector)}33`;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = inks().ink;
    context.stroke();
  }
  const draw = (/** @type {Inked} */ member, /** @type {number} */ dx) => {
    const { image, half } = symbolSprite(member.sector, member.status, size, frame.ratio);
    context.globalAlpha = isVague(member.accuracy) ? measures.stack.vague_opacity : 1;
    context.drawImage(image, x - half + dx, y - half, half * 2, half * 2);
    context.globalAlpha = 1;
  };
  const others = stack.members.filter((member) => member !== feature);
  if (others.length) draw(others[0], size * measures.stack.second);
  draw(feature, 0);
  if (others.length) {
    const [badgeX, badgeY] = [x + size * 1.15, y - size * 0.95];
    context.beginPath();
    context.arc(badgeX, badgeY, 7.5, 0, Math.PI * 2);
    context.fillStyle = inks().ink;
    context.fill();
    context.fillStyle = inks().paper;
    context.font = `600 10px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(stack.members.length), badgeX, badgeY + 0.5);
  }
};

/**
 * Draw the stacks; those with the selected or hovered record stand in front.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Stack<Inked>[]} stacks
 * @param {{radius: number, focus: Focus}} how
 */
export const drawStacks = (context, frame, stacks, { radius, focus }) => {
  const isInFront = (/** @type {Stack<Inked>} */ { members }) => focus.isActive(focus.leaderOf(members));
  for (const stack of stacks) if (!isInFront(stack)) drawStack(context, frame, stack, { radius, focus });
  for (const stack of stacks) if (isInFront(stack)) drawStack(context, frame, stack, { radius, focus });
};
