/** Days as numbers: midnight UTC in milliseconds. */
export const DAY = 86_400_000
export const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
export const iso = (time: number): string => new Date(time).toISOString().slice(0, 10)
export const plus = (day: string, days: number): string => iso(at(day) + days * DAY)
