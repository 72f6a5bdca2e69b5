/* What our layers need of Leaflet's insides beyond its published types; for the checker alone, never served. */

import "leaflet";

declare module "leaflet" {
  interface Map {
    _animatingZoom?: boolean;
  }

  interface Renderer {
    _bounds?: Bounds;
    _container: HTMLCanvasElement;
    _update(): void;
    getEvents(): { [name: string]: LeafletEventHandlerFn };
  }
}
