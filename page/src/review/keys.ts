/** Keys that act wherever nobody is typing. */
export function untyped(acts: Record<string, () => void>): (event: KeyboardEvent) => void {
  return (event) => {
    const typing = (event.target as Element).closest('input, select, textarea')
    const act = typing || event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
}
