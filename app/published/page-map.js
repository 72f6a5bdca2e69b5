/* The map as Folium renders it. */
export const buildMap = (box, parts) => {
const node = document.createElement("div");
Object.assign(node, { id: "city_map", className: "folium-map" });
box.append(node);

    
            var city_map = L.map(
                "city_map",
                {
                    center: [0.0, 0.0],
                    crs: L.CRS.EPSG3857,
                    ...{
  "zoom": 1,
  "zoomControl": false,
  "preferCanvas": false,
  "zoomSnap": 0.25,
  "zoomDelta": 0.5,
  "wheelPxPerZoomLevel": 90,
  "maxBoundsViscosity": 0.5,
}

                }
            );
            L.control.zoom( { position: "topright" } ).addTo(city_map);

            

        
    var base_map_layer = parts.baseMap({}).addTo(city_map);
    parts.addBase(city_map, "osm", L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {"attribution": "\u00a9 OpenStreetMap contributors", "maxZoom": 18, "referrerPolicy": "origin"}));
    var projects_layer = parts.projectLayer({}).addTo(city_map);
return { map: city_map, baseMap: base_map_layer, projects: projects_layer };
};
