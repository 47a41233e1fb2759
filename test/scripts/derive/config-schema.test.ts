import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { deriveConfigSchema } from "../../../scripts/derive/config-schema.ts";

const isRight = new Ajv({ allErrors: true }).compile(deriveConfigSchema());
let team: Record<string, unknown>;

beforeAll(async () => {
  team = parse(await readFile(new URL("../../../nightshift.yaml", import.meta.url), "utf8"));
});

describe("The JSON Schema of nightshift.yaml", () => {
  it("takes the file that is checked in", () => {
    expect(isRight(team), JSON.stringify(isRight.errors)).toBe(true);
  });

  it.each([
    ["a misspelt key", () => ({ ...team, enviroments: {} })],
    ["a language that is not spoken", () => ({ ...team, language: "de" })],
    ["a channel without #", () => ({ ...team, alerts: { channel: "alerts" } })],
    ["an environment without a pipeline", () => ({ ...team, environments: { dev: { channel: "#dev" } } })],
    ["a role that there is not", () => ({ ...team, people: [{ user: "U0OWNER", roles: ["admin"] }] })],
    ["a person without a role", () => ({ ...team, people: [{ user: "U0OWNER", roles: [] }] })],
  ])("refuses %s", (_reason, change) => {
    expect(isRight(change())).toBe(false);
  });
});
