/** What part of the earth a map is to show. */
import type { Box } from './basemap'
import type { PlaceRow } from './types'

export interface Ground { longitude: number | null; latitude: number | null; radius: number | null }
const KILOMETRES = 111.32

/** The box of places; one of an area holds all of it. */
export function around(rows: Ground[]): Box | null {
  const known = rows.filter((row) => row.longitude !== null)
  if (!known.length) return null
  const reach = (row: Ground): number => (row.radius ?? 0) / KILOMETRES
  const west = Math.min(...known.map((row) => row.longitude! - reach(row)))
  const east = Math.max(...known.map((row) => row.longitude! + reach(row)))
  const south = Math.min(...known.map((row) => row.latitude! - reach(row)))
  const north = Math.max(...known.map((row) => row.latitude! + reach(row)))
  return [Math.max(-179, west), Math.max(-80, south), Math.min(179, east), Math.min(80, north)]
}

/** The places where nine of ten claims are: one far away does not make all others one mark. */
export function most(points: PlaceRow[]): PlaceRow[] {
  const sorted = points.filter((place) => place.longitude !== null).sort((a, b) => b.claims - a.claims)
  const all = sorted.reduce((sum, place) => sum + place.claims, 0)
  let counted = 0
  return sorted.filter((place) => {
    const among = counted < all * 0.9
    counted += place.claims
    return among
  })
}
