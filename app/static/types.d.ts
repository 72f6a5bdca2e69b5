/* The shapes of what the page's modules hand each other; for the checker alone, never served. */

type Lang = string;
type Blanks = Record<string, unknown>;
type Point = [number, number];
type Box = number[];
type Position = number[];
type Facets = Record<string, Iterable<string> | undefined>;
type Choice = { q?: string } & { [facet: string]: any };

interface Geometry {
  type: string;
  coordinates?: any;
  geometries?: Geometry[];
}

interface Place {
  type: string;
  accuracy_m: number | null;
  method: string | null;
  source: string | null;
  licence: string | null;
  as_of: string | null;
}

interface Properties {
  id: string;
  name_zh: string | null;
  name_en: string | null;
  sector: string;
  kind: string;
  status: string;
  districts: string[];
  due: number | null;
  place: Place;
  [name: string]: any;
}

interface Feature {
  properties: Properties;
  geometry: Geometry | null;
  derived: { keys: string[]; signs?: string; accuracy_class: string; length_m?: number | null; area_m2?: number | null };
}

interface Collection {
  features: Feature[];
  [name: string]: any;
}

interface Term {
  slug: string;
  name_zh: string;
  name_en: string;
  limit_m?: number | null;
}

type Reference = Record<string, any>;

interface Shape {
  points: Float64Array[];
  lines: Float64Array[];
  rings: Float64Array[];
}

/* A record with a place, as the map draws it. */
interface Drawn {
  id: string;
  sector: string;
  status: string;
  shape: Shape;
  box: Box;
  properties: Properties;
  anchors: Point[];
  accuracy: number;
  isShown: boolean;
}

/* Where a canvas looks: world pixels to pixels of the canvas. */
interface Frame {
  zoom: number;
  scale: number;
  left: number;
  top: number;
  width: number;
  height: number;
  ratio: number;
  seen: Box;
  pixelsPerMetre: number;
  x(world: number): number;
  y(world: number): number;
}

interface Stack {
  x: number;
  y: number;
  members: Drawn[];
}

interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}
