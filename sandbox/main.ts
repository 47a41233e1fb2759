/** `npm start`: a local Slack in the browser, a local AWS behind it, and the bot between them. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { servePage } from "./page-server.ts";
import { readTicks, startSandbox, ticksOption } from "./sandbox.ts";

const wantedPort = Number(process.env.PORT ?? 4040);
const config = readFileSync(new URL("nightshift.yaml", import.meta.url), "utf8");
const { values } = parseArgs({ options: ticksOption });
const sandbox = await startSandbox({
  ticks: readTicks(values.ticks),
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
