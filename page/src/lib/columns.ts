import type { shown } from './state.svelte'

/** What the table lists. */
export type Kind = typeof shown.rows
/** A column: its head, and the order of the API that a click on it asks for. */
export interface Column { name: string; sort: string | null; number?: boolean }

export const COLUMNS: Record<Kind, Column[]> = {
  claims: [
    { name: 'Day', sort: 'day' }, { name: 'Place', sort: 'place' }, { name: 'Kind', sort: 'kind' }, { name: 'Who says it', sort: 'source' }, { name: 'Quote', sort: null },
    { name: 'Reached us through', sort: 'outlet' }, { name: 'Standing of the event', sort: 'status' }, { name: 'Origins', sort: 'origins', number: true },
  ],
  events: [
    { name: 'Day', sort: 'day' }, { name: 'Place', sort: 'place' }, { name: 'Kinds', sort: null }, { name: 'Told by', sort: null }, { name: 'Standing', sort: null },
    { name: 'Claims', sort: 'claims', number: true }, { name: 'Reports', sort: 'reports', number: true }, { name: 'Origins', sort: 'origins', number: true },
  ],
  reports: [{ name: 'Published', sort: 'published' }, { name: 'Outlet', sort: 'outlet' }, { name: 'Title', sort: 'title' }, { name: 'Dated by', sort: null }, { name: 'Language', sort: null }, { name: 'Claims', sort: 'claims', number: true }],
  sources: [{ name: 'Source', sort: 'name' }, { name: 'Side', sort: 'side' }, { name: 'Offices', sort: null }, { name: 'Claims', sort: 'claims', number: true }, { name: 'Reports', sort: null, number: true }, { name: 'Of disputed events', sort: null, number: true }],
  places: [{ name: 'Place', sort: 'name' }, { name: 'What it is', sort: null }, { name: 'In', sort: null }, { name: 'Told by', sort: null }, { name: 'Claims', sort: 'claims', number: true }, { name: 'Events', sort: null, number: true }, { name: 'Of disputed events', sort: 'disputed', number: true }],
}

/** The order of each list before somebody chooses another. */
export const USUAL: Record<Kind, string> = { claims: '-day', events: '-day', reports: '-published', sources: '-claims', places: '-claims' }
export const KINDS = Object.keys(COLUMNS) as Kind[]
