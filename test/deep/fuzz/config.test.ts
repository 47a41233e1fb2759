import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { ConfigError, parseConfig } from "../../../lib/config/load.ts";
import { fuzz } from "./fuzz.ts";
import { damage, endless, hostileText, mutated, mutation } from "./hostile.ts";

const file = readFileSync(new URL("../../../sandbox/nightshift.yaml", import.meta.url), "utf8");
const data: unknown = parse(file);

/** A valid configuration, or an error that says in words what is wrong and where. */
function isRead(yaml: string): boolean {
  try {
    expect(Object.keys(parseConfig(yaml).environments).length).toBeGreaterThan(0);
    return true;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    expect(error.message).toMatch(/^nightshift\.yaml is not right:\n {2}\S/);
    // A file may have thousands of problems.
    const said = error.problems.map(({ message }) => message);
    expect(said.find((one) => !one.trim() || /\[object |\bundefined\b|\bat .+\.ts:/.test(one))).toBe(undefined);
    expect(error.message.split("\n").find((line) => line.length >= 2_000)).toBe(undefined);
    return false;
  }
}

it("nightshift.yaml with other values in it is read, or refused in words", async () => {
  const inputs = fc.array(mutation, { minLength: 1, maxLength: 4 });
  await fuzz("configurations", { quick: 200, full: 6_000 }, inputs, (mutations) => {
    isRead(stringify(mutated(data, mutations)) ?? "");
  });
});

it("nightshift.yaml with other letters in it is read, or refused in words", async () => {
  const snippets = fc.oneof(
    hostileText,
    endless,
    fc.constantFrom(
      "*",
      "&a ",
      "*a",
      "!!js/function ",
      "!!binary x",
      "<<: *a",
      "---\n",
      "...\n",
      "%YAML 9.9\n",
      "? ",
      "|\n",
      ">\n",
      "\t",
      ": ",
      "- ",
      "{",
      "[",
      "[".repeat(3_000),
      "# ",
      "'",
      '"',
      "\\x",
      "a: &a [*a, *a]\n",
    ),
  );
  const edits = fc.array(fc.tuple(fc.nat(file.length), fc.nat(40), snippets), {
    minLength: 1,
    maxLength: 3,
  });
  await fuzz("texts of configurations", { quick: 200, full: 6_000 }, fc.tuple(edits, damage), ([some, harm]) => {
    let text = file;
    for (const [at, gone, put] of some) text = text.slice(0, at) + put + text.slice(at + gone);
    isRead(harm(text));
  });
});
