/** Ids like those of AWS and Slack, the same in every run: a small generator (mulberry32) with a fixed seed. */
export class Ids {
  #state: number;

  constructor(seed = 20261123) {
    this.#state = seed;
  }

  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string {
    let digits = "";
    while (digits.length < length) digits += this.#next().toString(16).padStart(8, "0");
    return digits.slice(0, length);
  }

  /** A UUID of version 4. */
  uuid(): string {
    const h = this.hex(32);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
  }

  /** `length` characters of A–Z and 0–9, as in Slack's ids. */
  upper(length: number): string {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    return Array.from({ length }, () => alphabet[this.#next() % alphabet.length]).join("");
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }
}
