/** One line of a structured log. It never holds bodies, tokens or signatures. */
export interface LogLine {
  readonly level: "info" | "warn" | "error";
  /** What happened, in a few fixed words. */
  readonly event: string;
  readonly [field: string]: unknown;
}

/** What a function is given by the place where it runs: its settings, the time, a log. Nothing else is read from outside. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Date;
  log(line: LogLine): void;
  /** The text of a file that was deployed beside the function. */
  readFile(name: string): Promise<string>;
}

/** @throws {Error} when the function was deployed without that setting */
export function setting(host: Host, name: string): string {
  const value = host.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}
