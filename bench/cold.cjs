/**
 * What a container does at its first event: loads a function and answers. Plain JavaScript, since nothing may be
 * loaded before it. Arguments: the file, the event as JSON. Tells what it measured on descriptor 3.
 */
const begun = process.hrtime.bigint();
const { writeSync } = require("node:fs");

const elapsed = () => Number(process.hrtime.bigint() - begun) / 1e6;

async function run([file, event]) {
  let refusal;
  // As Lambda does, by the file's name.
  const { handler } = file.endsWith(".mjs") ? await import(file) : require(file);
  const loadMs = elapsed();
  const loadedBytes = process.memoryUsage.rss();
  const answer = await handler(JSON.parse(event), {}, (error) => {
    refusal = error;
  });
  const answerMs = elapsed();
  if (refusal) throw refusal;
  const { user, system } = process.cpuUsage();
  const peakBytes = require("./peak.cjs")();
  writeSync(3, JSON.stringify({ loadMs, answerMs, cpuMs: (user + system) / 1e3, loadedBytes, peakBytes, answer }));
  // What a library may still wait for must not be measured.
  process.exit(0);
}

run(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
