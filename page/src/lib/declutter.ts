/** Marks on a map that do not overlap: those that would are one mark, and a name is set only where it is free. */
import type { Hold, PlaceRow } from './types'

export interface Spot {
  /** The place with most claims comes first; the mark stands on it and carries its name. */
  places: PlaceRow[]
  x: number
  y: number
  voices: [string, number][]
  claims: number
  disputed: number
  holds: Hold[]
  conflict: boolean
  wide: number
  name: { words: string; x: number; y: number; anchor: 'start' | 'end' | 'middle' } | null
}
export interface Rectangle { left: number; top: number; right: number; bottom: number }

const HIGH = 20
const GAP = 3
const SHOWN = 3
const LINE = 15

let letters: CanvasRenderingContext2D | null = null
/** The width of words in the name's type, in pixels. */
export function measure(words: string): number {
  letters ??= document.createElement('canvas').getContext('2d')!
  letters.font = '600 12.5px Inter'
  return letters.measureText(words).width
}

const overlap = (a: Rectangle, b: Rectangle): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** The width of a mark: for each side its shape and its number. */
export const width = (voices: [string, number][]): number => 10 + voices.slice(0, SHOWN).reduce((sum, [, claims]) => sum + 19 + 7 * String(claims).length, 0) + (voices.length > SHOWN ? 12 : 0)

function box(spot: Spot): Rectangle {
  const flag = spot.holds.length ? 14 : 0
  return { left: spot.x - spot.wide / 2 - GAP - 2, right: spot.x + spot.wide / 2 + GAP + 2, top: spot.y - HIGH / 2 - GAP - 2 - flag, bottom: spot.y + HIGH / 2 + GAP + 2 }
}

function add(spot: Spot, other: Spot): void {
  spot.places.push(...other.places)
  const counted = new Map(spot.voices)
  for (const [voice, claims] of other.voices) counted.set(voice, (counted.get(voice) ?? 0) + claims)
  spot.voices = [...counted].sort((a, b) => b[1] - a[1])
  spot.claims += other.claims
  spot.disputed += other.disputed
  spot.wide = width(spot.voices)
}

/** Join marks that would overlap, the greater first. */
function joined(spots: Spot[]): Spot[] {
  let left = spots
  for (let again = true; again; ) {
    again = false
    const kept: Spot[] = []
    for (const spot of left) {
      const taken = kept.find((other) => overlap(box(other), box(spot)))
      if (taken) {
        add(taken, spot)
        again = true
      } else kept.push(spot)
    }
    left = kept
  }
  return left
}

/** Set each name right, left, above or below its mark, where nothing else stands and it is within the frame. */
function named(spots: Spot[], wide: number, high: number, covered: Rectangle[]): void {
  const taken = [...spots.map(box), ...covered]
  for (const spot of spots) {
    const more = spot.places.length > 1 ? ` +${spot.places.length - 1}` : ''
    const words = `${spot.places[0]!.name}${more}`
    const long = measure(words) + 4
    const side = spot.wide / 2 + 7
    const tries = [
      { x: spot.x + side, y: spot.y, anchor: 'start' as const, left: spot.x + side },
      { x: spot.x - side, y: spot.y, anchor: 'end' as const, left: spot.x - side - long },
      { x: spot.x, y: spot.y + HIGH / 2 + LINE * 0.75, anchor: 'middle' as const, left: spot.x - long / 2 },
      { x: spot.x, y: spot.y - HIGH / 2 - LINE * 0.75 - (spot.holds.length ? 13 : 0), anchor: 'middle' as const, left: spot.x - long / 2 },
    ]
    for (const { x, y, anchor, left } of tries) {
      const name = { left, right: left + long, top: y - LINE / 2, bottom: y + LINE / 2 }
      if (name.left < 4 || name.right > wide - 4 || name.top < 4 || name.bottom > high - 4) continue
      if (taken.some((other) => overlap(other, name))) continue
      taken.push(name)
      spot.name = { words, x, y, anchor }
      break
    }
  }
}

/** All marks in view. `first` are ids that go before all others (the selection), `covered` what lies over the map. */
export function declutter(spots: Spot[], frame: { wide: number; high: number; covered: Rectangle[] }, first: ReadonlySet<string>): Spot[] {
  const { wide, high, covered } = frame
  const inView = spots.filter((spot) => spot.x - spot.wide / 2 > 4 && spot.y > 14 && spot.x + spot.wide / 2 < wide - 4 && spot.y < high - 14)
  const rank = (spot: Spot): number => (first.has(spot.places[0]!.id) ? 1e9 : 0) + spot.claims
  const marks = joined(inView.sort((a, b) => rank(b) - rank(a))).filter((spot) => spot.x - spot.wide / 2 > 2 && spot.x + spot.wide / 2 < wide - 2)
  named(marks, wide, high, covered)
  return marks
}
