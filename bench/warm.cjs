/**
 * A container that stays warm: answers one event after the other. Arguments: the file of the function, a file with
 * the events as a JSON list, how many of them to answer before measuring. Tells what it measured on descriptor 3.
 */
const { readFileSync, writeSync } = require("node:fs");

async function run([file, eventsFile, unmeasured]) {
  const { handler } = file.endsWith(".mjs") ? await import(file) : require(file);
  const events = JSON.parse(readFileSync(eventsFile, "utf8"));
  const answers = new Set();
  const answer = async (event) => {
    let refusal;
    const answered = await handler(event, {}, (error) => {
      refusal = error;
    });
    if (refusal) throw refusal;
    answers.add(JSON.stringify(answered ?? null));
  };
  for (const event of events.slice(0, Number(unmeasured))) await answer(event);
  const times = [];
  const cpuBefore = process.cpuUsage();
  const begun = process.hrtime.bigint();
  for (const event of events.slice(Number(unmeasured))) {
    const asked = process.hrtime.bigint();
    await answer(event);
    times.push(Number(process.hrtime.bigint() - asked) / 1e6);
  }
  const totalMs = Number(process.hrtime.bigint() - begun) / 1e6;
  const { user, system } = process.cpuUsage(cpuBefore);
  writeSync(
    3,
    JSON.stringify({
      times,
      totalMs,
      cpuMs: (user + system) / 1e3,
      answers: [...answers].map((one) => JSON.parse(one)),
    }),
  );
  process.exit(0);
}

run(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
