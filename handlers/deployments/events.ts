import { defineEvent } from "../../lib/app/define.ts";
import { allDeployers, deploymentReads } from "./kinds/index.ts";
import { publishDeployment, readDeployment } from "./service.ts";
import { view } from "./state.ts";

/** An execution, however it was started: one message that follows it to its end. */
export const deploymentEvents = allDeployers.map((deployer) =>
  defineEvent({
    ...deployer.event,
    uses: deploymentReads,
    async run(context) {
      const news = deployer.read(context.event);
      if (!news) return "unreadable";
      const known = await publishDeployment(news, context);
      const { status, cause } = view(known);
      const lacksCause = status === "failed" && !cause?.summary && !cause?.errorCode;
      const lacksRevision = status !== "running" && !known.revision;
      if (lacksCause || lacksRevision) await publishDeployment(await readDeployment(known, context), context);
      return "told";
    },
  }),
);
