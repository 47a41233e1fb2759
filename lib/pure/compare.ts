/** The order of two texts by their code units, the same in every language; for moments in ISO 8601 that of time. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
