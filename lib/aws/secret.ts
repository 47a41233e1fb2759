import type { Host } from "../host.ts";
import { objectAt, textAt } from "../pure/json.ts";
import { callJson } from "./signed-call.ts";

/** A SecureString of Parameter Store, read once per container; `refresh` reads it again after a rotation. */
export interface Secret {
  read(): Promise<string>;
  /** Reads it again, at most once a minute; resolves with whether it has changed. */
  refresh(): Promise<boolean>;
}

const refreshPauseMs = 60_000;

export function createSecret(host: Host, parameter: string): Secret {
  let value: Promise<string> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  const read = (): Promise<string> => {
    readAt = host.now().getTime();
    const reading = fetchParameter(host, parameter);
    // A failed read is not cached: the next request tries again.
    reading.catch(() => {
      if (value === reading) value = undefined;
    });
    value = reading;
    return reading;
  };
  return {
    read: () => value ?? read(),
    async refresh() {
      const before = value && (await value);
      if (host.now().getTime() - readAt < refreshPauseMs) return false;
      return (await read()) !== before;
    },
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
async function fetchParameter(host: Host, name: string): Promise<string> {
  const answer = await callJson(host, {
    service: "ssm",
    target: "AmazonSSM.GetParameter",
    jsonVersion: "1.1",
    input: { Name: name, WithDecryption: true },
  });
  const value = textAt(objectAt(answer, "Parameter"), "Value");
  if (!value) throw new Error(`The parameter ${name} has no value`);
  return value;
}
