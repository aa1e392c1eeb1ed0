import { get, Problem } from './api'

/** Counts the changes of the ledger made from this page; every answer is asked for again after one. */
export const ledger = $state({ changes: 0 })

/**
 * An answer of the API that follows a path. The old answer stays while the new one is under way; `busy`, `progress` (0..1 of weaving)
 * and `error` say how it stands. A path of null asks for nothing.
 */
export class Loaded<Answer> {
  data = $state.raw<Answer | null>(null)
  /** The path that `data` answers. */
  of = $state<string | null>(null)
  error = $state.raw<Problem | null>(null)
  busy = $state(false)
  progress = $state<number | null>(null)
  #tries = $state(0)

  constructor(path: () => string | null) {
    $effect(() => {
      const wanted = path()
      void ledger.changes
      void this.#tries
      if (wanted === null) {
        this.data = null
        this.error = null
        this.busy = false
        return
      }
      const ended = new AbortController()
      this.busy = true
      void this.#fetch(wanted, ended.signal)
      return () => ended.abort()
    })
  }

  async #fetch(path: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await get<Answer>(path, signal, (progress) => (this.progress = progress))
      this.data = answer
      this.of = path
      this.error = null
    } catch (error) {
      if (signal.aborted) return
      this.error = error instanceof Problem ? error : new Problem(0, String(error))
      this.data = null
    }
    if (signal.aborted) return
    this.busy = false
    this.progress = null
  }

  again = (): void => {
    this.#tries += 1
  }
}
