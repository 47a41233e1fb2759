/** The arithmetic of charts. */

/** Round values that cover `min` to `max` and zero: about `count` steps of 1, 2, 2.5 or 5 times a power of ten. */
export function niceTicks(min: number, max: number, count = 4): number[] {
  const low = Math.min(0, min);
  const high = Math.max(0, max);
  if (low === high) return [0, 1];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** A straight line through two points: `from` becomes `to`. */
export function linear(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  const span = from[1] - from[0];
  return (value) => (span === 0 ? to[0] : to[0] + ((value - from[0]) / span) * (to[1] - to[0]));
}

export interface Slice {
  /** Of the whole, from 0 to 1. */
  readonly share: number;
  /** Turns clockwise from twelve o'clock. */
  readonly from: number;
  readonly to: number;
}

/** The slices of a pie; values that are not positive have none. */
export function slices(values: readonly number[]): Slice[] {
  const sizes = values.map((value) => Math.max(0, value));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let from = 0;
  return sizes.map((size) => {
    const share = total === 0 ? 0 : size / total;
    const slice = { share, from, to: from + share };
    from = slice.to;
    return slice;
  });
}

/** The path of a ring's sector around the origin. A whole ring is drawn in two halves, since an arc can't end where it began. */
export function sector(slice: Slice, outer: number, inner: number): string {
  if (slice.share >= 0.9999) {
    const half = (radius: number, sweep: number) =>
      `A${radius} ${radius} 0 1 ${sweep} 0 ${radius}A${radius} ${radius} 0 1 ${sweep} 0 ${-radius}`;
    return `M0 ${-outer}${half(outer, 1)}ZM0 ${-inner}${half(inner, 0)}Z`;
  }
  const point = (turn: number, radius: number) => {
    const angle = turn * 2 * Math.PI;
    return `${(Math.sin(angle) * radius).toFixed(2)} ${(-Math.cos(angle) * radius).toFixed(2)}`;
  };
  const large = slice.share > 0.5 ? 1 : 0;
  return `M${point(slice.from, outer)}A${outer} ${outer} 0 ${large} 1 ${point(slice.to, outer)}L${point(slice.to, inner)}A${inner} ${inner} 0 ${large} 0 ${point(slice.from, inner)}Z`;
}

/** Which labels are shown so that they do not touch: every first, second, third, … */
export function labelStep(count: number, width: number, widest: number): number {
  return Math.max(1, Math.ceil((count * widest) / Math.max(1, width)));
}

/** 1,234; 12.3K; 1.2M: at most four significant characters on an axis. */
export function shortNumber(value: number, locale: string): string {
  const compact = Math.abs(value) >= 10_000;
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: compact ? 1 : 2,
    ...(compact ? { notation: "compact" as const } : {}),
  }).format(value);
}
