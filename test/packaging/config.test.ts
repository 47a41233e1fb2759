import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it, onTestFinished } from "vitest";
import { parseConfig } from "../../lib/config/load.ts";
import { project } from "./packaged.ts";

it.each([
  ["unknown keys and roles", "people: [{ user: U0OWNER, roles: [boss] }]\nsite: {}\n"],
  ["what is no YAML", "slack: [\n"],
])("packaging fails at %s in nightshift.yaml, with what the functions would say", async (_, yaml) => {
  const folder = await mkdtemp(join(tmpdir(), "nightshift-packaging-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "nightshift.yaml"), yaml);
  await writeFile(join(folder, "slack.ts"), "export const handler = () => {};\n");
  const result = build({
    absWorkingDir: folder,
    entryPoints: ["slack.ts"],
    outdir: "out",
    logLevel: "silent",
    plugins: [createRequire(project)("./deploy/check-config.cjs")],
  });
  const { errors } = await result.then(
    () => ({ errors: [] }),
    (error: { errors: { text: string }[] }) => error,
  );
  expect(errors).toHaveLength(1);
  expect(() => parseConfig(yaml)).toThrow(expect.objectContaining({ message: errors[0]?.text }));
});

it("packaging lets a right one pass", async () => {
  const folder = await mkdtemp(join(tmpdir(), "nightshift-packaging-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(join(project, "nightshift.yaml"), join(folder, "nightshift.yaml"));
  await writeFile(join(folder, "slack.ts"), "export const handler = () => {};\n");
  const plugins = [createRequire(project)("./deploy/check-config.cjs")];
  const { errors } = await build({ absWorkingDir: folder, entryPoints: ["slack.ts"], outdir: "out", plugins });
  expect(errors).toEqual([]);
});
