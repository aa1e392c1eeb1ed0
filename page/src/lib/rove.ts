/**
 * One stop of the Tab key for many marks: the arrow keys go from mark to mark (`data-mark`), left and right within a lane
 * (`data-lane`), up and down to the nearest of the next lane; Home and End to the first and last.
 */
export function rove(event: KeyboardEvent): void {
  const here = (event.target as Element).closest<SVGElement | HTMLElement>('[data-mark]')
  if (!here) return
  const marks = [...(event.currentTarget as Element).querySelectorAll<SVGElement | HTMLElement>('[data-mark]')]
  const next = target(event.key, here, marks)
  if (!next) return
  event.preventDefault()
  here.setAttribute('tabindex', '-1')
  next.setAttribute('tabindex', '0')
  next.focus()
}

function target(key: string, here: SVGElement | HTMLElement, marks: (SVGElement | HTMLElement)[]): SVGElement | HTMLElement | undefined {
  const index = marks.indexOf(here)
  if (key === 'ArrowRight') return marks[index + 1]
  if (key === 'ArrowLeft') return marks[index - 1]
  if (key === 'Home') return marks[0]
  if (key === 'End') return marks.at(-1)
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined
  const lanes = [...new Set(marks.map((mark) => mark.dataset.lane))]
  const lane = lanes[lanes.indexOf(here.dataset.lane) + (key === 'ArrowDown' ? 1 : -1)]
  const x = here.getBoundingClientRect().x
  const distance = (mark: Element): number => Math.abs(mark.getBoundingClientRect().x - x)
  return marks.filter((mark) => lane !== undefined && mark.dataset.lane === lane).sort((a, b) => distance(a) - distance(b))[0]
}
