import { say } from "../../../../lib/pure/text.ts";
import { defineResourceKind } from "../../resource-kind.ts";
import { engineLimit } from "../db-instance/state.ts";

/** Clusters of Aurora and DocumentDB, and Multi-AZ ones. */
export const dbCluster = defineResourceKind({
  kind: "cluster",
  uses: {
    read: ["rds.clusters"],
    power: ["rds.startCluster", "rds.stopCluster", "rds.startDocumentDb", "rds.stopDocumentDb"],
    reboot: [],
  },
  batchSize: 1,
  find: (aws) => aws["rds.clusters"]({}),
  request: (aws, verb, [{ id, engine }]) =>
    engine === "docdb" ? aws[`rds.${verb}DocumentDb`]({ id }) : aws[`rds.${verb}Cluster`]({ id }),
  limitOf(resource, verb) {
    const engine = engineLimit(resource);
    if (engine || verb === "start") return engine;
    if (verb === "reboot") return say("operation.cluster-reboot");
    return resource.isMultiAz ? say("operation.multi-az") : undefined;
  },
});
