/** Writes the files derived from the code; with `--check` it writes nothing and fails when a file is outdated. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { argv } from "node:process";
import { generatedFiles } from "./generated-files.ts";

const root = new URL("../", import.meta.url);
const isCheck = argv.includes("--check");
const stale: string[] = [];

for (const [path, content] of generatedFiles()) {
  const file = new URL(path, root);
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === content) continue;
  stale.push(path);
  if (isCheck) continue;
  await mkdir(new URL(".", file), { recursive: true });
  await writeFile(file, content);
  console.log(`wrote ${path}`);
}

if (isCheck && stale.length) {
  console.error(`Not current: ${stale.join(", ")}. Run npm run generate and commit what it writes.`);
  process.exitCode = 1;
}
