/** A bar of characters, for places without graphics. */
export function progressBar(filled: number, total: number): string {
  const length = Math.max(0, Math.min(total, Math.round(filled)));
  return "▓".repeat(length) + "░".repeat(total - length);
}
