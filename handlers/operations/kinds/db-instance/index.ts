import { defineResourceKind } from "../../resource-kind.ts";
import { databaseLimit } from "./state.ts";

export const dbInstance = defineResourceKind({
  kind: "database",
  uses: {
    read: ["rds.instances"],
    power: ["rds.startInstance", "rds.stopInstance"],
    reboot: ["rds.rebootInstance"],
  },
  batchSize: 1,
  rebootCall: "RebootDBInstance",
  find: (aws) => aws["rds.instances"]({}),
  request: (aws, verb, [{ id }]) => aws[`rds.${verb}Instance`]({ id }),
  reboot: (aws, [{ id }]) => aws["rds.rebootInstance"]({ id }),
  limitOf: databaseLimit,
});
