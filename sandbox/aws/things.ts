import { closest } from "fastest-levenshtein";
import type { AwsSummary, StageState } from "../page/model.ts";
import type { Account } from "./state/account.ts";
import { type HealthReason, healthReasons } from "./state/groups.ts";
import type { Stage } from "./state/pipeline-model.ts";

/** A thing that happens in AWS, or that somebody does there, without Nightshift having a hand in it. */
export interface Thing {
  readonly summary: string;
  /** JSON Schema of its argument: an object, or the subject alone as a string. */
  readonly argument: object;
}

interface Happening extends Thing {
  run(argument: unknown): void;
}

type Argument = Readonly<Record<string, unknown>>;

/** What can be made to happen in `account`, by name. */
export function happenings(account: Account): Record<string, Happening> {
  const pipelineNames = account.pipelines.all().map(({ definition }) => definition.name);
  const groupNames = account.groups.all().map(({ definition }) => definition.name);
  const stageNames = [
    ...new Set(
      account.pipelines.all().flatMap(({ stages }) => stages.map(({ definition }) => definition.name)),
    ),
  ];
  const pipeline = { type: "string", enum: pipelineNames, description: "A pipeline's name." };
  const group = { type: "string", enum: groupNames, description: "An Auto Scaling group's name." };
  const stage = { type: "string", enum: stageNames, description: "A stage's name." };
  const message = { type: "string", description: "The reason that AWS gives." };

  const pipelineAndStage = {
    type: "string",
    enum: account.pipelines
      .all()
      .flatMap(({ definition, stages }) => [
        definition.name,
        ...stages.map((one) => `${definition.name}/${one.definition.name}`),
      ]),
  };
  const instance = { type: "string", description: "An instance's id, or the Name that only it has." };

  const things: Record<string, Happening> = {
    push: {
      summary: "A commit is pushed, and the pipeline that watches the branch starts.",
      argument: either(
        pipeline,
        { pipeline, message: text("The commit's message."), author: text("Who wrote it.") },
        ["pipeline"],
      ),
      run(argument) {
        const { pipeline, message, author } = read(argument, "pipeline", ["message", "author"]);
        const name = known(pipeline, pipelineNames, "pipeline");
        account.pipelines.push(
          name,
          string(message) ?? "Fix the header on small screens",
          string(author) ?? "Ha-eun Choi",
        );
      },
    },
    failStage: {
      summary:
        "The stage in progress fails now; if none is, the pipeline's next run of the stage (Build, unless one is named) fails half way.",
      argument: either(
        pipelineAndStage,
        { pipeline, stage, message, code: text("The error code, by default JobFailed.") },
        ["pipeline"],
      ),
      run(argument) {
        const { name, stage, rest } = readStage(argument, ["message", "code"]);
        account.pipelines.failStage(name, stage, { message: string(rest.message), code: string(rest.code) });
      },
    },
    finishStage: {
      summary: "The stage in progress, or the approval that is waited for, succeeds now.",
      argument: either(pipelineAndStage, { pipeline, stage }, ["pipeline"]),
      run(argument) {
        const { name, stage } = readStage(argument, []);
        account.pipelines.finishStage(name, stage);
      },
    },
    stopExecution: {
      summary: "Somebody stops the pipeline's execution in the console and abandons what it was doing.",
      argument: either(pipeline, { pipeline, reason: text("The comment that they leave.") }, ["pipeline"]),
      run(argument) {
        const { pipeline, reason } = read(argument, "pipeline", ["reason"]);
        const name = known(pipeline, pipelineNames, "pipeline");
        const execution = account.pipelines
          .get(name)
          .executions.findLast(({ status }) => status === "InProgress");
        if (!execution) throw new Error(`Nothing is in progress in ${name}.`);
        account.pipelines.stop(name, execution.id, true, string(reason));
      },
    },
    failHealthCheck: {
      summary: "An instance of an Auto Scaling group fails a health check, and the group replaces it.",
      argument: either(
        group,
        { group, instance, reason: { type: "string", enum: Object.keys(healthReasons), default: "elb" } },
        ["group"],
      ),
      run(argument) {
        const { group, instance, reason } = read(argument, "group", ["instance", "reason"]);
        const why = known(reason ?? "elb", Object.keys(healthReasons), "reason") as HealthReason;
        account.groups.failHealth(known(group, groupNames, "Auto Scaling group"), string(instance), why);
      },
    },
    scale: {
      summary: "Somebody changes how many instances an Auto Scaling group should have.",
      argument: {
        type: "object",
        properties: { group, desired: { type: "integer", minimum: 0 } },
        required: ["group", "desired"],
        additionalProperties: false,
      },
      run(argument) {
        const { group, desired } = read(argument, "group", ["desired"]);
        if (typeof desired !== "number") throw new Error("scale needs a number as `desired`.");
        account.groups.setDesired(known(group, groupNames, "Auto Scaling group"), desired);
      },
    },
    stopInstance: {
      summary: "Somebody stops an instance; the group of one that is in a group replaces it.",
      argument: either(instance, { instance }, ["instance"]),
      run(argument) {
        account.instances.stop([instanceId(account, read(argument, "instance", []).instance)]);
      },
    },
    startInstance: {
      summary: "Somebody starts an instance.",
      argument: either(instance, { instance }, ["instance"]),
      run(argument) {
        account.instances.start([instanceId(account, read(argument, "instance", []).instance)]);
      },
    },
    failLaunch: {
      summary: "The next launch of an Auto Scaling group fails, and is tried again a minute later.",
      argument: either(group, { group, message }, ["group"]),
      run(argument) {
        const { group, message } = read(argument, "group", ["message"]);
        account.groups.failLaunch(known(group, groupNames, "Auto Scaling group"), string(message));
      },
    },
  };

  function readStage(
    argument: unknown,
    optional: string[],
  ): { name: string; stage: string | undefined; rest: Argument } {
    const rest = read(argument, "pipeline", ["stage", ...optional]);
    const [subject, fromSubject] = String(rest.pipeline).split("/");
    const name = known(subject, pipelineNames, "pipeline");
    const stages = account.pipelines.get(name).stages.map(({ definition }) => definition.name);
    const stage = string(rest.stage) ?? fromSubject;
    return { name, stage: stage === undefined ? undefined : known(stage, stages, `stage of ${name}`), rest };
  }

  return things;
}

/** `name` if it is one of `names`; else an error that says which there are and which is nearest. */
export function known(name: unknown, names: readonly string[], what: string): string {
  if (typeof name === "string" && names.includes(name)) return name;
  const nearest =
    typeof name === "string" && names.length > 0 ? ` Did you mean ${closest(name, [...names])}?` : "";
  throw new Error(`There is no ${what} ${JSON.stringify(name)}; there are: ${names.join(", ")}.${nearest}`);
}

/** What the page shows of the account. */
export function summarise(account: Account): AwsSummary {
  return {
    pipelines: account.pipelines.all().map(({ definition, stages }) => ({
      name: definition.name,
      stages: stages.map((stage) => ({ name: stage.definition.name, state: stageState(stage) })),
    })),
    groups: account.groups.all().map(({ definition, members }) => ({
      name: definition.name,
      instances: members.map(({ instanceId, lifecycle, healthy }) => ({
        id: instanceId,
        state: lifecycle,
        healthy,
      })),
    })),
    instances: account.instances
      .all()
      .map(({ id, tags, state }) => ({ id, name: tags.get("Name") ?? "", state })),
  };
}

function stageState({ definition, latest }: Stage): StageState {
  switch (latest?.status) {
    case undefined:
      return "idle";
    case "InProgress":
      return definition.category === "Approval" ? "waiting" : "running";
    case "Stopping":
      return "running";
    case "Succeeded":
      return "succeeded";
    case "Failed":
      return "failed";
    case "Stopped":
      return "stopped";
  }
}

function instanceId(account: Account, subject: unknown): string {
  const present = account.instances.all().filter(({ state }) => state !== "terminated");
  const named = present.filter(({ id, tags }) => id === subject || tags.get("Name") === subject);
  if (named.length > 1)
    throw new Error(
      `${named.length} instances are named ${JSON.stringify(subject)}; say an id: ${named.map(({ id }) => id).join(", ")}.`,
    );
  if (named[0]) return named[0].id;
  const names = new Set(present.map(({ tags }) => tags.get("Name")).filter((name) => name !== undefined));
  return known(subject, [...names, ...present.map(({ id }) => id)], "instance");
}

function read(argument: unknown, subject: string, optional: readonly string[]): Argument {
  if (typeof argument === "string") return { [subject]: argument };
  if (typeof argument !== "object" || argument === null || Array.isArray(argument))
    throw new Error(
      `Expected the ${subject} as a string, or an object with ${[subject, ...optional].join(", ")}.`,
    );
  for (const name of Object.keys(argument)) known(name, [subject, ...optional], "argument");
  return argument as Argument;
}

function string(value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new Error(`Expected a string, got ${JSON.stringify(value)}.`);
}

function text(description: string) {
  return { type: "string", description };
}

function either(subject: object, properties: object, required: string[]) {
  return { anyOf: [subject, { type: "object", properties, required, additionalProperties: false }] };
}
