/** The answers of /api/v1/, as docs/api.md describes them. Days are ISO 8601, intervals inclusive, offsets half-open characters. */
export type Day = string
export type Days = [Day, Day] | null

export interface Link { role: 'source' | 'channel' | 'relay' | 'outlet'; name: string; office: string | null; side: string | null; start: number | null; end: number | null; because: string }
export interface Party { name: string; side: string | null }
export interface PlaceOfClaim { id: string; name: string; resolved: boolean; feature: string | null; latitude: number | null; longitude: number | null; radius: number | null }
export interface Quantity { of: string; min: number | null; max: number | null; unit: string | null; approx: boolean }
export interface DisputeTold { relation: string; by: string; start: number; end: number }

export interface Claim {
  id: string; event: string; report: string; doc: string; outlet: string | null; published: Days
  start: number; end: number; quote: string
  kind: string; polarity: 'affirmed' | 'negated' | 'denied'; certainty: 'stated' | 'hedged' | 'intended'; verification: string | null; recapture: boolean
  status: string[]; origins: number; origin: number | null; voice: string | null
  source: { id: string; name: string; office: string | null; side: string | null } | null
  chain: Link[]; actor: Party | null; target: Party | null; places: PlaceOfClaim[]; when: Days
  quantities: Quantity[]; disputes: DisputeTold[]; acled: string | null; rule: string
}
export interface Judgement { at: string; by: string; verdict: string; claim: string; other: string | null; field: string | null; value: string | null; before: string | null; reason: string }
export interface OneClaim { claim: Claim; sentence: [number, number]; text: string; history: Judgement[] }

export interface Standing { name: string; says: string; when: string; detail?: string }
export interface EventRow {
  id: string; when: Days; place: string; place_id: string | null; kinds: string[]; claims: number; reports: number; outlets: number; origins: number
  disputed: boolean; standing: string[]; voices: Record<string, number>; headline: string
}
export interface Origin { number: number; name: string; side: string | null; claims: string[]; because: string[] }
export interface Relation { left: string; right: string; stance: string; detail: string; because: string[] }
export interface Toll { of: string; part: string | null; low: number | null; high: number | null; origin: string; claim: string; published: Day | null; side: string | null }
export interface Total { of: string; side: string | null; rule: string; low: number | null; best: number | null; high: number | null; because: string }
export interface Accounts {
  event: EventRow; standing: Standing[]; lines: string[]; cited: string[]; origins: Origin[]; claims: Claim[]; relations: Relation[]
  tolls: Toll[]; totals: Total[]; places: PlaceOfClaim[]; history: Judgement[]
}

export interface PlaceRow {
  id: string; name: string; resolved: boolean; feature: string | null; admin: string[]; latitude: number | null; longitude: number | null; radius: number | null
  population: number; claims: number; events: number; disputed: number; voices: Record<string, number>
}
export interface Hold { holder: string; claimant: string; first: Day | null; last: Day | null; known_since: Day; claims: string[] }
export interface Candidate { id: string; name: string; admin: string[]; latitude: number; longitude: number; score: number; reason: string }
export interface OnePlace { place: PlaceRow; holds: Hold[]; candidates: Candidate[]; dispute: string | null }
export interface Unresolved { id: string; text: string; claims: number; events: number; disputed: number; candidates: Candidate[] }
export interface MapAnswer {
  points: (PlaceRow & { kinds: Record<string, number> })[]; areas: PlaceRow[]
  control: { place: { id: string; name: string; latitude: number; longitude: number }; conflict: boolean; holds: Hold[] }[]
  unresolved: Unresolved[]; unplaced: number
}

export interface Mark {
  claim: string; event: string; first: Day; last: Day; kind: string; polarity: string; certainty: string; voice: string | null; source: string | null
  status: string[]; verification: string | null
}
export interface Bin { day: Day; voice: string | null; claims: number; denials: number; disputed: number }
export interface Lane { id: string; name: string; claims: number; marks: Mark[]; bins: Bin[]; ribbons: Hold[]; conflicts: [Day | null, Day | null][] }
export interface TimelineAnswer { lanes_by: 'place' | 'source'; days: Days; more: number; binned: boolean; lanes: Lane[]; undated: number }

export interface SourceRow { id: string; name: string; side: string | null; offices: string[]; spellings: string[]; claims: number; reports: number; disputed: number }
export interface ReportRow { id: string; doc: string; outlet: string | null; title: string | null; url: string | null; published: Days; dated_by: string | null; language: string; claims: number }
export interface TextMark { claim: string; of: string; start: number; end: number }
export interface OneReport {
  report: ReportRow; text: string; evidence: { first: Day; last: Day; by: string; detail: string; start: number | null; end: number | null }[]
  passages: [number, number, string][]; sentences: [number, number][]; boilerplate: { start: number; end: number; rule: string }[]
  marks: TextMark[]; claims: Claim[]; versions: { earlier: string; later: string; detail: string }[]
  issues: { kind: string; detail: string; start: number | null; end: number | null }[]
}

export interface About {
  ledger: string; version: string; state: string; review: boolean; published: Days; days: Days; publication_days: Day[]
  counts: { reports: number; claims: number; events: number; places: number; sources: number; issues: number; judgements: number }
  sides: string[]; kinds: string[]; standings: Standing[]; formats: string[]; building: number | null
}
export interface Summary {
  claims: number; events: number; reports: number; outlets: number; unnamed: number; origins: number; disputed: number; places: number; sources: number
  facets: { kind: Record<string, number>; voice: Record<string, number>; status: Record<string, number>; polarity: Record<string, number> }
  days: [Day, number, number][]
}
export interface Brief {
  title: string; days: Days; more: number
  rows: { style: 'title' | 'section' | 'note' | 'event' | 'line' | 'source' | 'quote'; text: string; event: string | null; cites: number[] }[]
  citations: { number: number; claim: string; report: string; head: string; quote: string; start: number; end: number }[]
}
export interface Label { id: string; name: string; latitude: number; longitude: number; population: number; feature: string }
export interface Doubt {
  reason: 'place' | 'day' | 'cluster' | 'disputed' | 'unread' | 'chosen'; id: string; claim: string | null; event: string | null; report: string | null; margin: number | null
  why: string; candidates: Candidate[]; field: string | null; other: string | null; quote: string | null; judged: number
}
export interface ReviewAnswer { reasons: Record<string, number>; items: Doubt[]; next: string | null }
/** Who asks: the holder of the run's token has no name; a person of a team has one, which stands under each decision. */
export interface Me { name: string | null; may_decide: boolean }
export interface Page<Row> { items: Row[]; next: string | null }
export interface NewJudgement { verdict: string; claim: string; other: string | null; field: string | null; value: string | null; by: string; reason: string }
