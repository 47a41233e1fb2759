import { distance } from "fastest-levenshtein";

/** The candidate that was probably meant: few edits away for its length, or with the same beginning. */
export function closestMatch(given: string, candidates: readonly string[]): string | undefined {
  const wanted = given.toLowerCase().slice(0, 100);
  if (!wanted) return undefined;
  const scored = candidates
    .map((candidate) => ({ candidate, off: distance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.off - b.off || (a.candidate < b.candidate ? -1 : 1));
  const best = scored[0];
  if (best && best.off <= Math.max(1, Math.floor(best.candidate.length / 3))) return best.candidate;
  if (wanted.length < 2) return undefined;
  return candidates.find((candidate) => candidate.toLowerCase().startsWith(wanted));
}
