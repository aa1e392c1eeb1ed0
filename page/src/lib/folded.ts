/**
 * An axis of days on which long stretches without a claim are folded to a narrow break: two weeks of September and two of October are
 * both readable although two years lie between them.
 */
import { scaleUtc } from 'd3-scale'
import { at, DAY } from './days'
import type { Day } from './types'

export interface Stretch { from: number; end: number; left: number; right: number }
export interface Fold { left: number; right: number; from: number; end: number }
export interface Axis {
  x(time: number): number
  invert(pixels: number): number
  stretches: Stretch[]
  folds: Fold[]
  left: number
  right: number
}

const BREAK = 24
const NARROWEST = 34

/** A stretch with less than this part of the claims gets the narrowest room: one "this year" takes none from a week's battle. */
const FEW = 0.05

/** Days with claims that lie closer together than this belong to one stretch. */
const gap = (range: [Day, Day]): number => Math.max(10 * DAY, (at(range[1]) - at(range[0])) * 0.05)

function stretchesOf(days: [Day, number][], range: [Day, Day]): { from: number; end: number; claims: number }[] {
  const [from, end] = [at(range[0]), at(range[1]) + DAY]
  const most = gap(range)
  const pad = Math.min(2 * DAY, most / 4)
  const found: { from: number; end: number; claims: number }[] = []
  for (const [day, claims] of days) {
    const time = at(day)
    const last = found.at(-1)
    if (time < from || time >= end) continue
    if (last && time - last.end <= most) (last.end = time + DAY), (last.claims += claims)
    else found.push({ from: time, end: time + DAY, claims })
  }
  if (!found.length) return [{ from, end, claims: 0 }]
  if (found[0]!.from - from <= most) found[0]!.from = from
  if (end - found.at(-1)!.end <= most) found.at(-1)!.end = end
  return found.map((one) => ({ ...one, from: Math.max(from, one.from - pad), end: Math.min(end, one.end + pad) }))
}

/** Lay `range` between two pixels; `days` are the sorted days on which something is claimed, each with how many claims. */
export function fold(days: [Day, number][], range: [Day, Day], left: number, right: number): Axis {
  const parts = stretchesOf(days, range)
  const room = Math.max(40, right - left - BREAK * (parts.length - 1))
  const least = Math.min(NARROWEST, room / parts.length)
  const all = parts.reduce((sum, part) => sum + part.claims, 0)
  const enough = Math.min(FEW * all, Math.max(...parts.map((part) => part.claims)))
  const share = (part: { from: number; end: number; claims: number }): number => (part.claims >= enough ? part.end - part.from : 0)
  const total = parts.reduce((sum, part) => sum + share(part), 0)
  const rest = room - least * parts.length
  let edge = left
  const stretches = parts.map((part) => {
    const wide = least + (rest * share(part)) / total
    const laid = { ...part, left: edge, right: edge + wide }
    edge += wide + BREAK
    return laid
  })
  const scale = scaleUtc(stretches.flatMap((one) => [one.from, one.end]), stretches.flatMap((one) => [one.left, one.right]))
  const folds = stretches.slice(1).map((one, i) => ({ left: stretches[i]!.right, right: one.left, from: stretches[i]!.end, end: one.from }))
  return { x: (time) => scale(time), invert: (pixels) => +scale.invert(pixels), stretches, folds, left, right: stretches.at(-1)!.right }
}

export interface Tick { x: number; time: number; words: string; long: boolean }

/** Words under an axis, about one in `every` pixels, never closer than they are wide. */
export function ticks(axis: Axis, every: number, short: (time: Date) => string, withYear: (time: Date) => string): Tick[] {
  const found: Tick[] = []
  let year = 0
  for (const part of axis.stretches) {
    const scale = scaleUtc([part.from, part.end], [part.left, part.right])
    const wide = part.right - part.left
    const times = wide < every ? [new Date((part.from + part.end) / 2)] : scale.ticks(Math.max(1, Math.floor(wide / every)))
    for (const time of times) {
      const first = time.getUTCFullYear() !== year
      const x = scale(time)
      const needed = (found.at(-1)?.long || first ? 0.86 : 0.62) * every
      const last = found.at(-1)
      if (last && (x - last.x < needed || (!first && short(new Date(last.time)) === short(time)))) continue
      year = time.getUTCFullYear()
      found.push({ x, time: +time, words: first ? withYear(time) : short(time), long: first })
    }
  }
  return found
}
