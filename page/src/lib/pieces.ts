import type { Claim, OneReport, TextMark } from './types'

/** A piece of a report's text that lies wholly inside or outside every mark. */
export interface Piece {
  start: number
  words: string
  /** Claims whose quote covers the piece, in order of length, the shortest first. */
  quotes: string[]
  /** Parts of the chosen claim that cover the piece: cue, source, place ... */
  parts: TextMark[]
  boilerplate: string | null
  heading: boolean
}

const HEADINGS = new Set(['headline', 'summary', 'heading'])

/** Cut the text at every edge of a mark, of boilerplate and of a heading. `claim` is the chosen one, whose parts are marked too. */
export function pieces(report: OneReport, claim: string | null): Piece[] {
  const quotes = report.marks.filter((mark) => mark.of === 'quote')
  const parts = report.marks.filter((mark) => mark.claim === claim && mark.of !== 'quote')
  const headings = report.passages.filter(([, , part]) => HEADINGS.has(part))
  const edges = new Set([0, report.text.length])
  for (const { start, end } of [...quotes, ...parts, ...report.boilerplate]) edges.add(start).add(end)
  for (const [start, end] of headings) edges.add(start).add(end)
  const cuts = [...edges].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1]!
    const covers = (mark: { start: number; end: number }): boolean => mark.start <= start && end <= mark.end
    return {
      start,
      words: report.text.slice(start, end),
      quotes: quotes.filter(covers).sort((a, b) => a.end - a.start - (b.end - b.start)).map((mark) => mark.claim),
      parts: parts.filter(covers),
      boilerplate: report.boilerplate.find(covers)?.rule ?? null,
      heading: headings.some(([from, to]) => from <= start && end <= to),
    }
  })
}

/** Which claim a click on a piece means: the next of those that cover it. */
export function next(piece: Piece, claim: string | null): string {
  return piece.quotes[(piece.quotes.indexOf(claim ?? '') + 1) % piece.quotes.length]!
}

export const byId = (claims: Claim[]): Map<string, Claim> => new Map(claims.map((claim) => [claim.id, claim]))
