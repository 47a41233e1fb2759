/** `npm run bench` measures everything and writes docs/benchmarks.md; `npm run bench -- ack size` prints just these. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { measureAck } from "./ack.ts";
import { project } from "./bundle.ts";
import { measureEvents } from "./events.ts";
import { describeMachine, renderReport, type Section } from "./report.ts";
import { measureSize } from "./size.ts";
import { type Stage, setStage } from "./stage.ts";
import { measureWorker } from "./worker.ts";

/** In the order in which they are shown. */
const benches: Readonly<Record<string, (stage: Stage) => Promise<Section>>> = {
  ack: measureAck,
  worker: measureWorker,
  events: measureEvents,
  size: measureSize,
};

const names = Object.keys(benches);
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(" or ")}; there are ${names.join(", ")}.`);
  process.exit(1);
}

const machine = describeMachine();
const stage = await setStage();
const sections: Section[] = [];
try {
  for (const [name, measure] of Object.entries(benches)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const begun = Date.now();
    sections.push(await measure(stage));
    console.error(`${name}: measured in ${Math.round((Date.now() - begun) / 1000)} s`);
  }
} finally {
  await stage.close();
}

const report = renderReport(sections, machine, new Date());
console.log(`\n${report}`);
// A selection is a look at something, not the state of things.
if (sections.length === names.length) await writeFile(join(project, "docs/benchmarks.md"), report);
