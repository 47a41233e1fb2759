/**
 * A container of a function, in time that its parent moves. Arguments: the file of the function, the folder of what is
 * deployed beside it. Each message is an event with the environment and the time; it is answered with what that took.
 */
const { readFile } = require("node:fs/promises");
const { join } = require("node:path");
const { getHeapStatistics } = require("node:v8");
const highest = require("./peak.cjs");

const [file, folder] = process.argv.slice(2);
let now = new Date();
let log = [];
let handle;
let loadedBytes = 0;
let heapBytes = 0;

async function load(env) {
  // As Lambda does, by the file's name.
  const { createHandler } = file.endsWith(".mjs") ? await import(file) : require(file);
  loadedBytes = process.memoryUsage.rss();
  return createHandler({
    env,
    now: () => now,
    log: (line) => log.push(line),
    readFile: (name) => readFile(join(folder, name), "utf8"),
  });
}

const sample = () => {
  heapBytes = Math.max(heapBytes, getHeapStatistics().used_heap_size);
};

process.on("message", async ({ env, time, event }) => {
  now = new Date(time);
  log = [];
  const before = process.cpuUsage();
  const sampling = setInterval(sample, 1);
  let error;
  let answer;
  try {
    handle ??= await load(env);
    answer = await handle(event);
  } catch (thrown) {
    error = String(thrown?.stack ?? thrown);
  }
  sample();
  clearInterval(sampling);
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1e3;
  process.send({ answer, error, log, cpuMs, loadedBytes, heapBytes, peakBytes: highest() });
});
process.on("disconnect", () => process.exit(0));
