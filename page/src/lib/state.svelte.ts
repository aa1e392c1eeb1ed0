/** One selection, one range, one set of filters, all of it in the address: whoever gets the link sees the same. */

export const FILTERS = ['place', 'side', 'voice', 'source', 'kind', 'status', 'polarity', 'from', 'to', 'text', 'as_of', 'report', 'event'] as const
export type Filter = (typeof FILTERS)[number]
export type View = 'workbench' | 'brief' | 'review' | 'legend'
export type What = 'event' | 'claim' | 'report' | 'place'
export interface Selection { what: What; id: string }

const VIEWS: readonly string[] = ['workbench', 'brief', 'review', 'legend']
const WHATS: readonly string[] = ['event', 'claim', 'report', 'place']

interface Shown {
  view: View
  filters: Partial<Record<Filter, string>>
  sel: Selection | null
  lanes: 'place' | 'source'
  rows: 'claims' | 'events' | 'reports' | 'sources' | 'places'
  sort: string
  day: string
}

const ROWS: readonly string[] = ['claims', 'events', 'reports', 'sources', 'places']

function oneOf<Value extends string>(value: string | null, allowed: readonly string[], otherwise: Value): Value {
  return value !== null && allowed.includes(value) ? (value as Value) : otherwise
}

function selection(value: string | null): Selection | null {
  const at = value?.indexOf(':') ?? -1
  if (!value || at < 0 || !WHATS.includes(value.slice(0, at))) return null
  return { what: value.slice(0, at) as What, id: value.slice(at + 1) }
}

function read(): Shown {
  const query = new URLSearchParams(location.search)
  const filters: Shown['filters'] = {}
  for (const name of FILTERS) {
    const value = query.getAll(name).filter(Boolean).join(',')
    if (value) filters[name] = value
  }
  return {
    view: oneOf<View>(query.get('view'), VIEWS, 'workbench'),
    filters,
    sel: selection(query.get('sel')),
    lanes: oneOf(query.get('lanes'), ['place', 'source'], 'place'),
    rows: oneOf(query.get('rows'), ROWS, 'claims'),
    sort: query.get('sort') ?? '',
    day: query.get('day') ?? '',
  }
}

export const shown: Shown = $state(read())

/** The address of a state; what is as usual is left out. */
export function link(change: Partial<Shown> = {}): string {
  const next = { ...shown, ...change }
  const query = new URLSearchParams()
  if (next.view !== 'workbench') query.set('view', next.view)
  for (const name of FILTERS) if (next.filters[name]) query.set(name, next.filters[name])
  if (next.sel) query.set('sel', `${next.sel.what}:${next.sel.id}`)
  if (next.lanes !== 'place') query.set('lanes', next.lanes)
  if (next.rows !== 'claims') query.set('rows', next.rows)
  if (next.sort) query.set('sort', next.sort)
  if (next.day) query.set('day', next.day)
  const words = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
  return words ? `/?${words}` : '/'
}

/** Change the state and the address. `quiet` replaces the entry of the history: for what is dragged. */
export function go(change: Partial<Shown>, quiet = false): void {
  Object.assign(shown, change)
  const address = link()
  if (address !== location.pathname + location.search) history[quiet ? 'replaceState' : 'pushState'](null, '', address)
}

export function filter(change: Partial<Record<Filter, string>>, quiet = false): void {
  const filters = { ...shown.filters, ...change }
  for (const name of FILTERS) if (!filters[name]) delete filters[name]
  go({ filters }, quiet)
}

/** Add or take away one of the values of a filter that may have several. */
export function toggle(name: Filter, value: string): void {
  const values = (shown.filters[name] ?? '').split(',').filter(Boolean)
  filter({ [name]: (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]).join(',') })
}

export const has = (name: Filter, value: string): boolean => (shown.filters[name] ?? '').split(',').includes(value)

export function select(what: What, id: string): void {
  go({ sel: { what, id } })
}

/** A click on a link to a state of this page changes the state; with a key held down the browser opens its tab. */
export function follow(event: MouseEvent): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  history.pushState(null, '', (event.currentTarget as HTMLAnchorElement).href)
  Object.assign(shown, read())
}

addEventListener('popstate', () => Object.assign(shown, read()))
