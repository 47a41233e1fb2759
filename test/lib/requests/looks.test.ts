import { expect, it } from "vitest";
import { actions, commands } from "../../../handlers/index.ts";

it("names the definitions whose audit is that of a look", () => {
  const looks = [...commands, ...actions].filter((definition) => "isLook" in definition && definition.isLook);
  expect(looks.map(({ name }) => name).toSorted()).toEqual([
    "activity",
    "console-output",
    "cost",
    "deploy help",
    "deploy status",
    "ec2 list",
    "nightshift alerts",
    "nightshift help",
    "nightshift mutes",
    "nightshift status",
    "rds list",
    "schedule explain",
    "schedule list",
  ]);
});
