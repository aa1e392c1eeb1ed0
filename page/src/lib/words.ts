import type { Claim, Days, Hold, Quantity, Standing } from './types'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2023-09-15` -> `15 Sep 2023`. */
export function day(iso: string, year = true): string {
  const [y, m, d] = iso.split('-')
  return `${Number(d)} ${MONTHS[Number(m) - 1] ?? m}${year ? ` ${y}` : ''}`
}

/** `["2023-09-14", "2023-09-15"]` -> `14–15 Sep 2023`. */
export function days(interval: Days, none = 'day not stated'): string {
  if (!interval) return none
  const [first, last] = interval
  if (first === last) return day(first)
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))}–${day(last)}`
  return first.slice(0, 4) === last.slice(0, 4) ? `${day(first, false)} – ${day(last)}` : `${day(first)} – ${day(last)}`
}

/** `1, "claim"` -> `1 claim`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`
}

const NUMBER = new Intl.NumberFormat('en-GB')

/** `at least 7 killed`, `12,000 to 20,000 displaced`. */
export function quantity(one: Quantity): string {
  const low = one.min === null ? null : NUMBER.format(one.min)
  const high = one.max === null ? null : NUMBER.format(one.max)
  const about = one.approx ? 'about ' : ''
  const number = low === high ? `${about}${low}` : high === null ? `at least ${low}` : low === null ? `up to ${high}` : `${low} to ${high}`
  return [number, one.unit && one.unit !== one.of ? one.unit : '', one.of].filter(Boolean).join(' ')
}

/** How a source stands to what it tells: `says`, `denies`, `says with doubt`, `says of what lies ahead`. */
export function verb(claim: Pick<Claim, 'polarity' | 'certainty' | 'source'>): string {
  if (claim.polarity === 'denied') return 'denies'
  if (claim.polarity === 'negated') return 'says it did not happen'
  if (claim.certainty === 'hedged') return 'says with doubt'
  return claim.certainty === 'intended' ? 'says of what lies ahead' : 'says'
}

export const speaker = (claim: Pick<Claim, 'source' | 'outlet' | 'doc'>): string => claim.source?.name ?? claim.outlet ?? claim.doc

const STANCES: Record<string, string> = {
  corroborates: 'agrees with',
  confirms: 'confirms',
  contradicts: 'contradicts',
  denies: 'denies',
  no_comment: 'does not comment on',
  updates: 'updates',
}
export const stance = (name: string): string => STANCES[name] ?? name
const UNDERGONE: Record<string, string> = { corroborates: 'also told by', confirms: 'confirmed by', contradicts: 'contradicted by', denies: 'denied by', no_comment: 'without comment from', updates: 'updated by' }
/** A stance as seen from the claim that it is taken to. */
export const undergone = (name: string): string => UNDERGONE[name] ?? name

const standings = new Map<string, string>()
/** The rubric's own words for each standing, as the program's briefs and pages have them. */
export const learn = (rubric: Standing[]): void => rubric.forEach((one) => standings.set(one.name, one.says))
export const status = (name: string): string => standings.get(name) ?? name

/** `Russia says: Russia holds it since 15 Sep 2023, as claimed`. */
export function hold(one: Hold): string {
  const since = one.first ? `since ${day(one.first)}` : `told on ${day(one.known_since)}, since when is not`
  return `${one.claimant} says: ${one.holder} holds it ${since}${one.last ? `, until ${day(one.last)}` : ''}, as claimed`
}

const PLACES: Record<string, string> = { region: 'region', country: 'country', area: 'area', water: 'water', computed: 'computed area' }
export const feature = (name: string | null): string => (name ? (PLACES[name] ?? name) : 'place')
