/** The minute tick: does what is due. A tick that was missed is made up for by the next one. */
import { jobs, ticks } from "../handlers/index.ts";
import { bind } from "../lib/aws/verbs.ts";
import type { Host } from "../lib/host.ts";
import { setting } from "../lib/host.ts";
import { lambdaHost } from "./lambda-host.ts";
import { lazily, setUp } from "./workbench.ts";

type Handler = (event: unknown) => Promise<void>;

/** So many at most in one tick; the rest is still due a minute later. */
const mostAtOnce = 100;

export function createHandler(host: Host): Handler {
  const workbench = lazily(() => setUp(host));
  return async () => {
    const bench = await workbench();
    const context = { ...bench, account: setting(host, "ACCOUNT_ID"), region: bench.clients.region };
    for (const definition of ticks) {
      await definition.run({ ...context, aws: bind(definition.uses, bench.clients) });
    }
    const items = await bench.store.due.list(host.now(), mostAtOnce);
    for (const item of items) {
      const definition = jobs.find(({ name }) => name === item.job);
      try {
        await definition?.run({
          ...context,
          item,
          aws: bind(definition.uses, bench.clients),
        });
        await bench.store.due.done(item);
      } catch (error) {
        // It stays due, so the next tick tries again.
        const reason = error instanceof Error ? error.name : "unknown";
        host.log({ level: "error", event: "due item failed", job: item.job, subject: item.subject, reason });
      }
    }
  };
}

let handle: Handler | undefined;

export const handler: Handler = (event) => {
  handle ??= createHandler(lambdaHost);
  return handle(event);
};
