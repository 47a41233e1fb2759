/** A bar of characters, for places where nothing can be drawn. */
export function progressBar(filled: number, total: number): string {
  const length = Math.max(0, Math.min(total, Math.round(filled)));
  return "▓".repeat(length) + "░".repeat(total - length);
}
