import { describe, expect, it } from "vitest";
import { actions, commands, events, jobs } from "../../../handlers/index.ts";
import { type VerbName, verbs } from "../../../lib/aws/verbs.ts";
import { derivePolicies, type FunctionName, functionNames } from "../../../scripts/derive/iam.ts";

const none = { commands: [], actions: [], events: [], jobs: [] };
const uses = (...names: VerbName[]) => [{ uses: names }];

describe("The rights of the functions", () => {
  it("give the function that runs a handler the verbs that the handler declares, and no other function", () => {
    const run = (table: keyof typeof none) =>
      functionNames.filter((name) =>
        actionsOf(derivePolicies({ ...none, [table]: uses("codepipeline.state") })[name]).includes(
          "codepipeline:GetPipelineState",
        ),
      );
    expect(run("commands")).toEqual(["commands"]);
    expect(run("actions")).toEqual(["commands"]);
    expect(run("events")).toEqual(["events"]);
    expect(run("jobs")).toEqual(["ticks"]);
  });

  it("are the union of what all handlers declare, each once and in the same order whoever declares it first", () => {
    const one = derivePolicies({ ...none, commands: uses("codepipeline.state", "codepipeline.start") });
    const other = derivePolicies({
      ...none,
      commands: uses("codepipeline.start"),
      actions: uses("codepipeline.start", "codepipeline.state"),
    });
    expect(other).toEqual(one);
    const all = actionsOf(one.commands);
    expect(all.filter((action) => action.startsWith("codepipeline:"))).toEqual([
      "codepipeline:GetPipelineState",
      "codepipeline:StartPipelineExecution",
    ]);
  });

  it("without handlers reach nothing but Nightshift itself", () => {
    const services = Object.values(derivePolicies(none))
      .flatMap(actionsOf)
      .map((action) => action.split(":")[0]);
    expect([...new Set(services)].sort()).toEqual(["dynamodb", "kms", "logs", "sqs", "ssm"]);
  });

  it("refuse a verb that changes something to the handlers of events, which are untrusted input", () => {
    expect(() => derivePolicies({ ...none, events: uses("codepipeline.start") })).toThrow(
      "The function events may only read, but its handlers use codepipeline.start",
    );
  });

  const table = derivePolicies({ commands, actions, events, jobs });

  it.each(functionNames)(
    "of %s hold no wildcard action, and a wildcard resource only where a verb has none better",
    (name) => {
      const free = new Set(Object.values(verbs).flatMap((verb) => (has(verb.resources, "*") ? verb.actions : [])));
      for (const statement of table[name]) {
        for (const action of statement.Action) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
        if (statement.Resource !== "*") continue;
        expect(statement.Action.filter((action) => !free.has(action))).toEqual([]);
      }
    },
  );

  it("let only the front door and the outbox read secrets: the token both, the signing secret just the door", () => {
    const secrets = functionNames.flatMap((name) =>
      table[name]
        .filter(({ Action }) => Action.includes("ssm:GetParameter"))
        .map(({ Resource }) => [name, JSON.stringify(Resource).match(/slack\/[a-z-]+/)?.[0]]),
    );
    expect(secrets).toEqual([
      ["slack", "slack/signing-secret"],
      ["slack", "slack/bot-token"],
      ["outbox", "slack/bot-token"],
    ]);
  });

  it.each(["slack", "outbox", "events"] as const)(
    "let %s change nothing in AWS but Nightshift's own table and queues",
    (name) => {
      const changing = new Set(Object.values(verbs).flatMap((verb) => (verb.effect === "read" ? [] : verb.actions)));
      expect(actionsOf(table[name]).filter((action) => changing.has(action))).toEqual([]);
    },
  );
});

function actionsOf(statements: ReturnType<typeof derivePolicies>[FunctionName]): string[] {
  return statements.flatMap(({ Action }) => Action);
}

/** The verbs are constants, so that TypeScript would say that none of them holds a star today. */
function has(list: readonly string[], item: string): boolean {
  return list.includes(item);
}
