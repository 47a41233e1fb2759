/**
 * Runs the tests of test/deep and prints their figures in one table:
 * `npm run reliability` everything that can differ, `-- --sample` as little as `npm run test:all`, `-- --every` each single
 * case. Other arguments go to vitest.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, env, execPath } from "node:process";
import { fileURLToPath } from "node:url";

type Figure = { readonly name: string } & Readonly<Record<string, number | string>>;

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "nightshift-reliability-"));
const file = join(folder, "figures.jsonl");
writeFileSync(file, "");

const extent = argv.includes("--sample") ? "sample" : argv.includes("--every") ? "every" : "all";
const others = argv.slice(2).filter((argument) => !["--sample", "--every"].includes(argument));
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(
  execPath,
  [vitest, "run", "--testTimeout=3600000", ...(others.length ? others : ["test/deep"])],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...env, NIGHTSHIFT_FIGURES: file, RELIABILITY: extent },
  },
);

const figures = readFileSync(file, "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Figure);
rmSync(folder, { recursive: true });
console.log(table(rowsOf(figures)));
process.exitCode = status ?? 1;

/** One row for each name, with its sums. */
function rowsOf(all: readonly Figure[]): Figure[] {
  const rows = new Map<string, Record<string, number | string>>();
  for (const { name, ...counts } of all) {
    const row = rows.get(name) ?? {};
    for (const [key, count] of Object.entries(counts)) {
      const before = row[key];
      row[key] = typeof count === "number" && typeof before === "number" ? before + count : count;
    }
    rows.set(name, row);
  }
  return [...rows].map(([name, row]) => ({ name, ...row })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function table(rows: readonly Figure[]): string {
  const cells = rows.map(({ name, tried, passed, ...extra }) => [
    name,
    String(tried),
    String(passed),
    Object.entries(extra)
      .map(([key, count]) => `${key} ${count}`)
      .join(", "),
  ]);
  const all = [["figure", "tried", "passed", "besides"], ...cells];
  const widths = [0, 1, 2].map((at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, at) => (at === 0 || at === 3 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
