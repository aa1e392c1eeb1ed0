/** A lane of the timeline, laid out: its marks in spots above, its ribbons below, so high that none covers another. */
import { at, DAY } from './days'
import type { Axis } from './folded'
import { depth, spots, type Spot } from './swarm'
import type { Day, Lane } from './types'
import { hold } from './words'

export const STEP = 12
export const RIBBON = 5
const LEAST = 25
/** The line of the name, where it stands above its marks. */
const NAME = 18

export interface Ribbon { x: number; wide: number; y: number; holder: string; words: string; conflict: boolean }
export interface LaneRow { id: string; name: string; claims: number; spots: Spot[]; high: number; top: number; ribbons: Ribbon[] }

/** The middle of a day on the axis. */
export const middle = (axis: Axis, day: Day): number => axis.x(at(day) + DAY / 2)

/** Lay out what of a lane falls into `range`; with `above` its name stands over the marks. */
export function laid(lane: Lane, axis: Axis, range: [Day, Day], above: boolean): LaneRow {
  const marks = lane.marks.filter((mark) => mark.last >= range[0] && mark.first <= range[1])
  const grouped = spots(marks, (day) => middle(axis, day))
  const claimants = [...new Set(lane.ribbons.map((one) => one.claimant))]
  const top = above ? NAME : 0
  const high = Math.max(LEAST, depth(grouped) * STEP + 9 + claimants.length * (RIBBON + 1) + top)
  return { id: lane.id, name: lane.name, claims: lane.claims, spots: grouped, high, top, ribbons: ribbons(lane, axis, claimants) }
}

/** One line for each claimant, so that two holders of one day run side by side. */
function ribbons(lane: Lane, axis: Axis, claimants: string[]): Ribbon[] {
  return lane.ribbons.flatMap((one) => {
    const left = Math.max(axis.x(at(one.first ?? one.known_since)), axis.left)
    const right = Math.min(one.last ? axis.x(at(one.last) + DAY) : axis.right, axis.right)
    const conflict = lane.conflicts.some(([start, end]) => (start ?? '') <= (one.last ?? '9999') && (end ?? '9999') >= (one.first ?? ''))
    return right > left ? [{ x: left, wide: right - left, y: claimants.indexOf(one.claimant) * (RIBBON + 1), holder: one.holder, words: hold(one), conflict }] : []
  })
}
