import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Host } from "../lib/host.ts";

/** The host of the deployed functions: Lambda. */
const lambdaHost: Host = {
  env: process.env,
  now: () => new Date(),
  log: (line) => console.log(JSON.stringify(line)),
  readFile: (name) => readFile(join(process.env.LAMBDA_TASK_ROOT ?? ".", name), "utf8"),
};

/** A function's handler in Lambda, made at its first call. */
export function inLambda<Event, Answer>(create: (host: Host) => (event: Event) => Answer): (event: Event) => Answer {
  let handle: ((event: Event) => Answer) | undefined;
  return (event) => {
    handle ??= create(lambdaHost);
    return handle(event);
  };
}
