/** One line of a structured log. It never holds bodies, tokens or signatures. */
export interface LogLine {
  readonly level: "info" | "warn" | "error";
  /** What happened, as a fixed phrase. */
  readonly event: string;
  readonly [field: string]: unknown;
}

/** What the runtime gives to a function: its settings, the time, a log. Nothing else is read from outside. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Date;
  log(line: LogLine): void;
  /** The text of a file that is deployed with the function. */
  readFile(name: string): Promise<string>;
}

/** @throws {Error} when the function was deployed without that setting */
export function setting(host: Host, name: string): string {
  const value = host.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}
