import { appendFileSync } from "node:fs";

/** The file that figures are added to; without it they are only asserted. */
const file = process.env.NIGHTSHIFT_FIGURES;

/** What was counted: how much was tried, how much of it held, and whatever else is worth a column. */
export interface Counts {
  readonly tried: number;
  readonly passed: number;
  readonly [extra: string]: number | string;
}

/** Notes a figure for `npm run reliability`, which adds up the numbers of those of one name. */
export function figure(name: string, counts: Counts): void {
  if (file) appendFileSync(file, `${JSON.stringify({ name, ...counts })}\n`);
}

/**
 * How much is tried: a `sample` in `npm run test:all`; `all` that can differ in `npm run reliability`; and `every` single case
 * of it, which takes hours and shows that nothing was left out.
 */
export const extent = (["all", "every"] as const).find((one) => one === process.env.RELIABILITY) ?? "sample";
