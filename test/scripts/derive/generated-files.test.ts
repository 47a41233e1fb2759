import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { generatedFiles } from "../../../scripts/generated-files.ts";

it.each([...generatedFiles()])("%s is current (npm run generate writes it)", async (path, content) => {
  expect(await readFile(new URL(`../../../${path}`, import.meta.url), "utf8")).toBe(content);
});
