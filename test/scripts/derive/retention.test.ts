import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { states } from "../../../handlers/index.ts";
import { ownStates } from "../../../scripts/derive/retention.ts";

const project = fileURLToPath(new URL("../../../", import.meta.url));
const all = [...states, ...ownStates];

it("Every definition of something that is stored is in the list of what is kept", () => {
  const files = ["handlers", "lib"].flatMap((folder) =>
    readdirSync(`${project}${folder}`, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  const defined = files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [
        ...readFileSync(`${project}${file}`, "utf8").matchAll(/ = define(?:State|Shape)\(\{[^;]*?name: "([^"]+)"/gs),
      ].map(([, name]) => name),
    );
  expect(defined.length).toBeGreaterThan(60);
  expect(all.map(({ name }) => name).sort()).toEqual(defined.sort());
});

it("No two of them have one name, or one place", () => {
  for (const of of [
    all.map(({ name }) => name),
    all.flatMap((one) => ("prefix" in one && typeof one.prefix === "string" ? [one.prefix] : [])),
  ]) {
    expect(of.toSorted()).toEqual([...new Set(of)].sort());
  }
});
