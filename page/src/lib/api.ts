import type { NewJudgement } from './types'

/** What the server said instead of an answer: its own words, and where they apply the parameter that they are about. */
export class Problem extends Error {
  readonly status: number
  readonly parameter: string | null
  /** 0..1 while the record is woven anew (status 503). */
  readonly progress: number | null

  constructor(status: number, detail: string, parameter: string | null = null, progress: number | null = null) {
    super(detail)
    this.status = status
    this.parameter = parameter
    this.progress = progress
  }
}

const TOKEN = 'rashomon-review-token'
const WAIT_MS = 700

/** The token of `rashomon serve --review` comes once, in the fragment of the address, and stays in this tab. */
export function takeToken(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (!given) return
  sessionStorage.setItem(TOKEN, given)
  history.replaceState(null, '', location.pathname + location.search)
}

function headers(accept = 'application/json'): HeadersInit {
  const token = sessionStorage.getItem(TOKEN)
  return token ? { Accept: accept, Authorization: `Bearer ${token}` } : { Accept: accept }
}

async function problem(answer: Response): Promise<Problem> {
  const told = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string; parameter?: string | null; progress?: number }
  return new Problem(answer.status, told.detail ?? told.title ?? answer.statusText, told.parameter ?? null, told.progress ?? null)
}

/** One request; a dead connection becomes a Problem that says what to do. */
async function ask(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, options)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem(0, 'The program does not answer. Is `rashomon serve` still running?')
  }
}

/** Path of the API with its parameters; empty ones are left out. */
export function address(name: string, parameters: Record<string, string | number | null | undefined> = {}): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(parameters)) if (value !== null && value !== undefined && value !== '') query.append(key, String(value))
  const words = query.toString()
  return `/api/v1/${name}${words ? `?${words}` : ''}`
}

/** GET an answer. While the record is being woven (503) it asks again and tells `waiting` how far that is. */
export async function get<Answer>(path: string, signal?: AbortSignal, waiting?: (progress: number) => void): Promise<Answer> {
  for (;;) {
    const answer = await ask(path, { headers: headers(), signal: signal ?? null })
    if (answer.ok) return (await answer.json()) as Answer
    const told = await problem(answer)
    if (told.status !== 503) throw told
    waiting?.(told.progress ?? 0)
    await new Promise((done) => setTimeout(done, WAIT_MS))
    signal?.throwIfAborted()
  }
}

export async function getText(path: string, accept: string): Promise<string> {
  const answer = await ask(path, { headers: headers(accept) })
  if (!answer.ok) throw await problem(answer)
  return answer.text()
}

export async function judge(judgement: NewJudgement): Promise<void> {
  const answer = await ask('/api/v1/judgements', {
    method: 'POST',
    headers: { ...headers(), 'Content-Type': 'application/json' },
    body: JSON.stringify(judgement),
  })
  if (!answer.ok) throw await problem(answer)
}
