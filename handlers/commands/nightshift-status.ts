import type { Content } from "../../lib/core/content.ts";
import { nextEdge } from "../../lib/core/schedule.ts";
import { totalsOf } from "../../lib/core/spending.ts";
import { say, type Text } from "../../lib/core/text.ts";
import { defineCommand } from "../../lib/define.ts";
import { deploymentLock } from "../follow-deployment.ts";
import { costLookUp, lookUpCosts } from "../look-up-costs.ts";
import { environmentLine } from "./deploy-status.ts";

/** The team's state at a glance: what runs where, who holds what, what comes next. */
export const nightshiftStatus = defineCommand({
  name: "nightshift status",
  role: "viewer",
  uses: ["codepipeline.executions", ...costLookUp],
  args: {},
  summary: "summary.nightshift-status",
  examples: ["/nightshift status"],
  async run(context) {
    const { config, store, now } = context;
    const lines: Text[] = [];
    for (const [name, environment] of Object.entries(config.environments)) {
      lines.push(await environmentLine({ ...environment, name }, context));
      const holder = await store.locks.read(deploymentLock(environment.pipeline));
      if (holder && Date.parse(holder.until) > now().getTime()) {
        const time: Text = { time: holder.since };
        lines.push(say("status.locked", { person: { user: holder.user }, time }));
      }
    }
    for (const [name, schedule] of Object.entries(config.schedules)) {
      const { override } = await store.schedules.read(name);
      const next = nextEdge(schedule, override, now());
      if (!next) continue;
      lines.push(
        say("status.schedule", {
          name: { bold: name },
          next: say(`schedule.next.${next.kind}`, { time: { time: next.at } }),
        }),
      );
    }
    const costs = await lookUpCosts(context);
    if (costs.ok) {
      const dollars = totalsOf(costs.value.spending.services).current;
      lines.push(say("status.spend", { amount: { dollars } }));
    }
    const answer: Content = { tone: "info", title: say("status.glance"), lines };
    return { result: "done", answer };
  },
});
