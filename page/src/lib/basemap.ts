/**
 * The base map: Natural Earth out of one local PMTiles file, in the colours of the style sheet, with place names of the program's own
 * gazetteer. Loaded only when a map is drawn.
 */
import { addProtocol, Map as MapLibre, setWorkerUrl, type ExpressionSpecification, type GeoJSONSource, type LayerSpecification, type StyleSpecification } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { Protocol } from 'pmtiles'
import { address, get } from './api'
import type { Label, Page } from './types'

export interface Camera {
  project(longitude: number, latitude: number): [number, number]
  wide: number
  high: number
  /** A round distance and its length: `[20, 84]` is 20 km in 84 pixels. */
  scale: [number, number]
}
/** West, south, east, north in degrees. */
export type Box = [number, number, number, number]
export interface Room { top: number; bottom: number; left: number; right: number }
/** What the names of the base map keep clear of: a rectangle around a point, in pixels. */
export interface Kept { x: number; y: number; wide: number; high: number }

const RANGES: [string, string[]][] = [
  ['latin', ['U+0000-00FF', 'U+2000-206F', 'U+02BB-02BC']],
  ['latin-ext', ['U+0100-02BA', 'U+1E00-1E9F']],
  ['cyrillic', ['U+0400-045F', 'U+0490-0491']],
  ['cyrillic-ext', ['U+0460-048F']],
]
const faces = (name: string) => RANGES.map(([script, range]) => ({ url: `${location.origin}/static/fonts/${name}-${script}.woff2`, 'unicode-range': range }))
const byZoom = (...stops: number[]): ExpressionSpecification => ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification
const LABELS_FROM = 5
// The unseen words of `keep`: an "o" of the bold type at 15 px, and a line of it.
const LETTER = 9
const LINE = 18
const EMPTY = { type: 'FeatureCollection' as const, features: [] }

function layers(colour: (name: string) => string): LayerSpecification[] {
  const halo = { 'text-halo-color': colour('land'), 'text-halo-width': 1.4 }
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
    { id: 'land', type: 'fill', source: 'world', 'source-layer': 'land', paint: { 'fill-color': colour('land') } },
    { id: 'lake', type: 'fill', source: 'world', 'source-layer': 'lake', paint: { 'fill-color': colour('lake') } },
    { id: 'river', type: 'line', source: 'world', 'source-layer': 'river', layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { 'line-color': colour('river'), 'line-width': byZoom(3, 0.5, 7, 1.3, 10, 2.6) } },
    { id: 'admin1', type: 'line', source: 'world', 'source-layer': 'admin1', minzoom: 4.5, paint: { 'line-color': colour('inner'), 'line-width': byZoom(4, 0.6, 9, 1.2), 'line-dasharray': [4, 2, 1, 2] } },
    { id: 'border-case', type: 'line', source: 'world', 'source-layer': 'border', minzoom: 4, layout: { 'line-join': 'round' }, paint: { 'line-color': colour('inner'), 'line-opacity': 0.45, 'line-width': byZoom(4, 2, 9, 7) } },
    { id: 'border', type: 'line', source: 'world', 'source-layer': 'border', filter: ['!', ['get', 'disputed']], layout: { 'line-join': 'round' }, paint: { 'line-color': colour('border'), 'line-width': byZoom(2, 0.6, 9, 1.6) } },
    { id: 'border-disputed', type: 'line', source: 'world', 'source-layer': 'border', filter: ['get', 'disputed'], paint: { 'line-color': colour('border'), 'line-width': byZoom(2, 0.9, 9, 1.8), 'line-dasharray': [2.4, 1.8] } },
    { id: 'dot', type: 'circle', source: 'places', paint: { 'circle-radius': ['interpolate', ['linear'], ['get', 'population'], 0, 1.4, 300000, 3.2], 'circle-color': colour('edge') } },
    { id: 'region', type: 'symbol', source: 'world', 'source-layer': 'region', minzoom: 5.5, maxzoom: 9.5, layout: { 'text-field': ['get', 'name'], 'text-font': ['regular'], 'text-size': 11.5, 'text-letter-spacing': 0.16, 'text-transform': 'uppercase', 'text-max-width': 7 }, paint: { 'text-color': colour('edge'), ...halo } },
    { id: 'country', type: 'symbol', source: 'world', 'source-layer': 'country', maxzoom: 6.5, layout: { 'text-field': ['get', 'name'], 'text-font': ['regular'], 'text-size': byZoom(2, 11, 6, 16), 'text-letter-spacing': 0.1, 'text-max-width': 7, 'symbol-sort-key': ['-', 0, ['get', 'size']] }, paint: { 'text-color': colour('name'), ...halo } },
    { id: 'place', type: 'symbol', source: 'places', layout: { 'text-field': ['get', 'name'], 'text-font': ['regular'], 'text-size': ['interpolate', ['linear'], ['get', 'population'], 0, 11, 100000, 12.5, 1000000, 15], 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 0.45, 'symbol-sort-key': ['-', 0, ['get', 'population']], 'text-padding': 4 }, paint: { 'text-color': colour('name'), ...halo } },
    // Above all: the words of our own marks, unseen, so that no name of the base map is set where a mark stands.
    { id: 'kept', type: 'symbol', source: 'kept', layout: { 'text-field': ['get', 'words'], 'text-font': ['bold'], 'text-size': 15, 'text-allow-overlap': true, 'text-anchor': 'center', 'text-max-width': 60, 'text-line-height': 1.2 }, paint: { 'text-opacity': 0 } },
  ] as LayerSpecification[]
}

function style(): StyleSpecification {
  const rules = getComputedStyle(document.documentElement)
  const colour = (name: string): string => rules.getPropertyValue(`--${name}`).trim()
  return {
    version: 8,
    'font-faces': { regular: faces('map'), bold: faces('map-bold') },
    sources: {
      world: { type: 'vector', url: `pmtiles://${location.origin}/basemap/world.pmtiles` },
      places: { type: 'geojson', data: EMPTY },
      kept: { type: 'geojson', data: EMPTY },
    },
    layers: layers(colour),
  } as StyleSpecification
}

/** True where the browser can draw the map. */
export function hasWebGL(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}

export class BaseMap {
  readonly #map: MapLibre
  #labels = new AbortController()
  #shown: Label[] = []
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)').matches

  constructor(container: HTMLElement, onmove: (camera: Camera) => void, onrest: () => void) {
    setWorkerUrl(workerUrl)
    addProtocol('pmtiles', new Protocol().tile)
    this.#map = new MapLibre({ container, style: style(), center: [30, 35], zoom: 2, minZoom: 1.5, maxZoom: 11.5, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: this.#still ? 0 : 200 })
    this.#map.touchZoomRotate.disableRotation()
    this.#map.keyboard.disableRotation()
    this.#map.getCanvas().setAttribute('aria-label', 'Base map; arrow keys move it, plus and minus zoom')
    const tell = (): void => onmove(this.camera())
    for (const event of ['move', 'resize', 'load'] as const) this.#map.on(event, tell)
    this.#map.on('moveend', () => void this.#label())
    this.#map.on('idle', onrest)
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#map.setStyle(style()))
  }

  camera(): Camera {
    const { clientWidth, clientHeight } = this.#map.getContainer()
    return {
      project: (longitude, latitude) => {
        const { x, y } = this.#map.project([longitude, latitude])
        return [x, y]
      },
      wide: clientWidth,
      high: clientHeight,
      scale: this.#scale(),
    }
  }

  /** Show a box inside the room that is left; a point is a box without width. */
  fit(box: Box, nearest: number, room: Room): void {
    this.#map.fitBounds(box, { padding: room, maxZoom: nearest, animate: !this.#still, duration: 700 })
  }

  #scale(): [number, number] {
    const pixel = (Math.cos((this.#map.getCenter().lat * Math.PI) / 180) * 40_075.017) / (512 * 2 ** this.#map.getZoom())
    const most = pixel * 110
    const power = 10 ** Math.floor(Math.log10(most))
    const kilometres = [5, 2, 1].map((digit) => digit * power).find((round) => round <= most) ?? power
    return [kilometres, kilometres / pixel]
  }

  zoom(by: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + by, duration: this.#still ? 0 : 250 })
  }

  /** Keep the base map's own names clear of marks and buttons: unseen words as large as they are lie there. */
  keep(rectangles: Kept[]): void {
    const features = rectangles.map(({ x, y, wide, high }) => {
      const { lng, lat } = this.#map.unproject([x, y])
      const words = Array<string>(Math.max(1, Math.round(high / LINE))).fill('o'.repeat(Math.max(1, Math.ceil(wide / LETTER)))).join('\n')
      return { type: 'Feature' as const, properties: { words }, geometry: { type: 'Point' as const, coordinates: [lng, lat] } }
    })
    this.#map.getSource<GeoJSONSource>('kept')?.setData({ type: 'FeatureCollection', features })
    this.#map.triggerRepaint()
  }

  /** Names of places in view, the largest first; places that carry a mark are left to it. */
  async #label(): Promise<void> {
    this.#labels.abort()
    this.#labels = new AbortController()
    if (this.#map.getZoom() < LABELS_FROM) return this.#draw([])
    const bounds = this.#map.getBounds()
    const bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((degrees) => degrees.toFixed(3)).join(',')
    const found = await get<Page<Label>>(address('labels', { bbox, limit: 150 }), this.#labels.signal).catch(() => null)
    if (found) this.#draw(found.items)
  }

  #draw(labels: Label[], without: ReadonlySet<string> = this.#without): void {
    this.#shown = labels
    const features = labels
      .filter((label) => !without.has(label.name))
      .map((label) => ({ type: 'Feature' as const, properties: { name: label.name, population: label.population }, geometry: { type: 'Point' as const, coordinates: [label.longitude, label.latitude] } }))
    this.#map.getSource<GeoJSONSource>('places')?.setData({ type: 'FeatureCollection', features })
  }

  #without: ReadonlySet<string> = new Set()

  /** Names that the marks already carry. */
  leave(names: ReadonlySet<string>): void {
    this.#without = names
    this.#draw(this.#shown)
  }

  remove(): void {
    this.#labels.abort()
    this.#map.remove()
  }
}
