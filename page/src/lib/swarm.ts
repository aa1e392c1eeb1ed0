import type { Mark } from './types'

/** Marks of one lane that fall on the same spot: one to three are drawn one over the other, more become a number. */
export interface Spot { x: number; marks: Mark[] }

const WIDE = 12
const STACK = 3

/** Group marks by their place on the axis (pixels). A spot takes marks that begin within a mark's width of its first. */
export function spots(marks: Mark[], x: (day: string) => number): Spot[] {
  const sorted = marks.map((mark) => ({ at: x(mark.first), mark })).sort((a, b) => a.at - b.at)
  const found: { x: number; last: number; marks: Mark[] }[] = []
  for (const { at, mark } of sorted) {
    const spot = found.at(-1)
    const reach = spot ? (spot.marks.length >= STACK ? number(spot.marks.length) : WIDE) : 0
    if (spot && at - spot.x < reach) spot.marks.push(mark)
    else found.push({ x: at, last: at, marks: [mark] })
  }
  return found
}

/** The width of a number that stands for so many marks. */
export const number = (marks: number): number => 16 + String(marks).length * 7

export const isNumber = (spot: Spot): boolean => spot.marks.length > STACK

/** How many marks stand one over the other in a lane. */
export const depth = (lane: Spot[]): number => Math.max(1, ...lane.map((spot) => (isNumber(spot) ? 1 : spot.marks.length)))
