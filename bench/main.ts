/**
 * `npm run bench` measures everything and writes docs/benchmarks.md; `npm run bench -- ack size` only these, and
 * keeps the other sections. `--rounds 1` is a trial that checks that the benches still run: it measures each
 * contestant that often, with less to do, and writes nothing.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureAck } from "./ack.ts";
import { project } from "./bundle.ts";
import { measureEvents } from "./events.ts";
import { measureNight } from "./night.ts";
import { describeMachine, renderReport, renderSection, type Section } from "./report.ts";
import { measureSize } from "./size.ts";
import { type Stage, setStage } from "./stage.ts";
import { measureWorker } from "./worker.ts";

/** In the order of the document. */
const benches: Readonly<Record<string, (stage: Stage) => Promise<Section>>> = {
  ack: measureAck,
  worker: measureWorker,
  events: measureEvents,
  night: measureNight,
  size: measureSize,
};

const names = Object.keys(benches);
const { values, positionals: asked } = parseArgs({
  options: { rounds: { type: "string" } },
  allowPositionals: true,
});
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(" or ")}; there are ${names.join(", ")}.`);
  process.exit(1);
}
if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
  console.error(`--rounds takes a whole number from 1 on, not ${values.rounds}.`);
  process.exit(1);
}

const today = new Date().toISOString().slice(0, 10);
const machine = describeMachine();
const stage = await setStage(rounds);
const measured = new Map<string, string>();
try {
  for (const [name, measure] of Object.entries(benches)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const begun = Date.now();
    measured.set(name, renderSection(await measure(stage), `${today} (${machine})`));
    console.error(`${name}: measured in ${Math.round((Date.now() - begun) / 1000)} s`);
  }
} finally {
  await stage.close();
}

console.log(`\n${[...measured.values()].join("\n\n")}\n`);
if (rounds === undefined) {
  const file = join(project, "docs/benchmarks.md");
  await writeFile(file, renderReport(names, measured, await readFile(file, "utf8").catch(() => "")));
}
