/**
 * `npm run bench` measures everything and writes docs/benchmarks.md; `npm run bench -- ack size` just these, and leaves
 * the other sections as they are.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { measureAck } from "./ack.ts";
import { project } from "./bundle.ts";
import { measureEvents } from "./events.ts";
import { measureNight } from "./night.ts";
import { describeMachine, renderReport, renderSection, type Section } from "./report.ts";
import { measureSize } from "./size.ts";
import { type Stage, setStage } from "./stage.ts";
import { measureWorker } from "./worker.ts";

/** In the order in which they are shown. */
const benches: Readonly<Record<string, (stage: Stage) => Promise<Section>>> = {
  ack: measureAck,
  worker: measureWorker,
  events: measureEvents,
  night: measureNight,
  size: measureSize,
};

const names = Object.keys(benches);
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(" or ")}; there are ${names.join(", ")}.`);
  process.exit(1);
}

const today = new Date().toISOString().slice(0, 10);
const machine = describeMachine();
const stage = await setStage();
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
const file = join(project, "docs/benchmarks.md");
await writeFile(file, renderReport(names, measured, await readFile(file, "utf8").catch(() => "")));
