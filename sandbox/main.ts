/** `npm start [-- --config FILE --ticks dense]`: a local Slack in the browser, a local AWS, and the bot between them. */
import { parseArgs } from "node:util";
import { ConfigError } from "../lib/config/load.ts";
import { configOf, ownConfig } from "./configuration.ts";
import { servePage } from "./page-server.ts";
import { readTicks, startSandbox, ticksOption } from "./sandbox.ts";

const wantedPort = Number(process.env.PORT ?? 4040);
const { config, ticks } = chosen();
const sandbox = await startSandbox({
  config,
  ticks,
  endpoint: process.env.AWS_ENDPOINT_URL,
  onLog: (name, line) => {
    if (line.level !== "info") console.error(JSON.stringify({ function: name, ...line }));
  },
});

const serve = (port: number) => servePage({ sandbox, port, config, speed: 1 });
const page = await serve(wantedPort).catch((error: NodeJS.ErrnoException) => {
  if (error.code === "EADDRINUSE" && !process.env.PORT) return serve(0);
  throw error;
});
console.log(`Nightshift's sandbox is at ${page.url}`);
console.log("Type /deploy staging there. Stop with Ctrl+C.");

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await page.close();
    await sandbox.close();
    process.exit(0);
  });
}

/** The command line's options; exits with 2 when they are invalid. */
function chosen() {
  try {
    const { values } = parseArgs({ options: { config: { type: "string" }, ...ticksOption } });
    const config = values.config === undefined ? ownConfig : configOf(values.config);
    return { config, ticks: readTicks(values.ticks) };
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof TypeError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
