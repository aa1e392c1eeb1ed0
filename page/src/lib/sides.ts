import table from '../../../src/rashomon/web/sides.json'

/** `Rapid Support Forces` -> `rapid-support-forces`: what stands in `data-side`; no side is `none`. */
export function slug(side: string | null | undefined): string {
  return (side ?? 'none').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
}

const styles: Record<string, number> = table.sides

/** The shape of a side as an SVG path in a box of -5..5. */
export const shape = (side: string | null | undefined): string => table.styles[styles[slug(side)] ?? table.other]!.path

/** The word beside the shape. */
export const sideWord = (side: string | null | undefined): string => (!side || side === 'none' ? 'no known side' : side)
