/* The shapes of what the page's modules hand each other; for the checker alone, never served. */

type Lang = string;
type Blanks = Record<string, unknown>;
type Point = [number, number];
type Box = number[];
type Position = number[];
type Facets = Record<string, Iterable<string> | undefined>;
/* What the reader has chosen: slugs by facet, and the words of a search. */
type Choice = { q?: string; area?: string; asof?: string } & { [facet: string]: any };

type Messages = import("./core/messages.js").Messages;

/* What an element is made of; all that is not named here is an attribute. */
interface Parts {
  className?: string | null;
  text?: string | number | null;
  children?: Iterable<Node | string | null | undefined | false>;
  on?: { [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void };
  [attribute: string]: unknown;
}

type Geometry = GeoJSON.Geometry;

interface Place {
  type: string;
  accuracy_m: number | null;
  extent_m?: number | null;
  method: string | null;
  source: string | null;
  licence: string | null;
  as_of: string | null;
}

/* Where a fact from elsewhere was found. */
interface Origin {
  title: string;
  title_en?: string | null;
  publisher: string | null;
  date: string | null;
  trust: string | null;
  why_zh: string | null;
  why_en: string | null;
  says: string | null;
  address: string | null;
}

interface Milestone {
  date: string | null;
  event: string;
  state: string;
  source?: Origin | null;
}

interface Figure {
  label_zh: string | null;
  label_en: string | null;
  value: number;
  unit: string;
}

interface Citation {
  section: string;
  paragraph: number;
  wording: string;
  mention: string;
}

interface Properties {
  id: string;
  name_zh: string | null;
  name_en: string | null;
  aliases: string[];
  sector: string;
  kind: string;
  status: string;
  districts: string[];
  due: number | null;
  summary_zh: string | null;
  summary_en: string | null;
  remark_zh: string | null;
  remark_en: string | null;
  milestones: Milestone[];
  figures: Figure[];
  citations: Citation[];
  place: Place;
}

interface Feature {
  properties: Properties;
  geometry: Geometry | null;
  derived: {
    keys: string[]; signs?: string; accuracy_class: string; length_m?: number | null; area_m2?: number | null;
    clock?: { steps: { from: string; slug: string }[]; newest: string };
  };
}

interface Collection {
  features: Feature[];
  records?: import("./core/records.js").Records;
  metadata?: { id?: string; report_date?: string | null };
}

/* A text in both languages. */
interface Named {
  name_zh: string | null;
  name_en: string | null;
}

interface Term extends Named {
  slug: string;
  limit_m?: number | null;
  pinyin?: string;
}

type Table = Record<string, Named | undefined>;
type Vocabulary = "sectors" | "kinds" | "statuses" | "districts" | "events" | "place_types" | "accuracy_classes" | "promise_states";
type TableName =
  | "dates" | "errors" | "extents" | "figures" | "lengths" | "areas" | "facets" | "states" | "trust" | "reasons" | "no_district" | "since" | "provenances";

/* The names of slugs and values, in both languages. */
interface Reference extends Record<Vocabulary, Term[]>, Record<TableName, Table> {
  survey?: import("./core/geodesy.js").Zone | null;
  clock?: Record<string, {
    slug: string; steps: import("./core/promise-clock.js").ClockStep[]; promise_zh: string | null; promise_en: string | null;
  } | undefined>;
  newest?: Named & { day: string };
  coverage?: Named;
  history?: Record<string, Named[] | undefined>;
  elsewhere?: Record<string, (Named & { id: string; report: string | null })[] | undefined>;
  other_choices: Record<string, Table | undefined>;
  /* How a search reads labels: traditional signs, words that say nothing, the sign that joins a status to its noun. */
  labels?: { signs: string; silent: string[]; joint: string };
  sections: Record<string, { title_zh: string; title_en: string } | undefined>;
}

interface Shape {
  points: Float64Array[];
  lines: Float64Array[];
  rings: Float64Array[];
}

/* What is drawn of a record: its shape, and what its look tells. */
interface Inked {
  id: string;
  sector: string | null;
  status: string;
  shape: Shape;
  anchors: Point[];
  accuracy: number;
}

/* A record with a place, as the map draws it: the lower its row, the more important. */
interface Drawn extends Inked {
  properties: Properties;
  row: number;
}

/* The marks of the reader's own question. */
interface Marks {
  rings: { lon: number; lat: number; radius_m: number }[];
  lines: { from: Position; to: Position }[];
}

/* A feature of the base map. */
interface Ground {
  parts: Float64Array[];
  geometry: string;
  properties: GroundProperties;
}

interface GroundProperties extends Named {
  min_zoom?: number;
  kind?: string;
  schematic?: boolean;
  state?: string;
  label?: Position;
}

/* The base map: its features by layer. */
type GroundLayers = Record<string, Ground[] | undefined>;
type GroundFiles = Record<string, { features: { geometry: Geometry; properties: GroundProperties }[] }>;

type Colours = ReturnType<typeof import("./core/symbols.js").baseColours>;

/* How a name is written. */
interface NameStyle {
  size: number;
  weight: number;
  colour: string;
  halo: string;
}

interface GroundName extends NameStyle {
  text: string;
  spotsOf: (width: number) => import("./core/label-room.js").Spot[];
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

/* What stands at one place of the frame. */
interface Stack<Member extends Inked = Drawn> {
  x: number;
  y: number;
  worldX: number;
  worldY: number;
  members: Member[];
}

interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}

/* The parts of the address that the page itself writes; what is empty goes. */
type AddressParts = Record<string, string | null | undefined>;

/* Keeps the view in an address. */
interface AddressKeeper {
  read(): URLSearchParams;
  setOwnPart(values: AddressParts): void;
  /* Where Back may close what is opened. */
  setSelected?(id: string | null): void;
}

/* What the host of a map says: what is shown, and where its data come from. */
interface MapState {
  sources: { catalogue: string; base: string; reference: string; messages: string; records?: string };
  lang: Lang;
  version: unknown;
  selected: string | null;
  shown?: string[] | null;
  chosen?: Choice | null;
  base?: string | null;
  camera?: Camera | null;
  panel?: string;
  area?: string | null;
  home?: string | null;
  report?: string | null;
  errors?: string | null;
  site?: MapSite | null;
  marks?: Marks | null;
  stands?: Record<string, string> | null;
  said?: string | null;
  heard?: import("./core/answers.js").Heard;
}

/* The site of plain files that a map is a page of: the ways to its top and to its pages. */
interface MapSite {
  lang: "zh" | "en";
  root: string;
  home: string;
  report: string;
  default: string;
}

/* A place of the city that a text names. */
interface FoundName {
  name: string;
  lon: number;
  lat: number;
  kind: string;
}

/* What a map tells its host. */
interface MapChannel {
  select?(id: string | null): void;
  point?(at: { lat: number; lng: number }): void;
  camera?(): void;
  base?(slug: string): void;
  area?(area: string): void;
  places?(text: string, lang: Lang): Promise<FoundName[]>;
  ready?(records: import("./core/records.js").Records): void;
  filter?(): import("./core/filter.js").ProjectFilter | null;
  isOvertaken?(heard: import("./core/answers.js").Heard | undefined): boolean;
}

/* The module that the server makes of the Folium map. */
declare module "*/folium-map.js" {
  export const buildMap: (box: HTMLElement, parts: {
    baseMap: (options: L.RendererOptions) => import("./map/base-map.js").BaseMap;
    projectLayer: (options: L.RendererOptions) => import("./map/project-layer.js").ProjectLayer;
    addBase: (map: L.Map, slug: string, layer: L.TileLayer) => void;
  }) => {
    map: L.Map;
    baseMap: import("./map/base-map.js").BaseMap;
    projects: import("./map/project-layer.js").ProjectLayer;
  };
}
