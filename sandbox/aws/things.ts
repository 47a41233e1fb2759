import { closest } from "fastest-levenshtein";
import type { AwsSummary, StageState } from "../page/model.ts";
import { alertsTopic, elsewhere, home } from "../world.ts";
import type { Account } from "./state/account.ts";
import type { AlarmValue } from "./state/alarms.ts";
import { budgetNotification } from "./state/budgets.ts";
import { costNames, costServiceOf } from "./state/costs.ts";
import { type HealthReason, healthReasons } from "./state/groups.ts";
import type { Launch, RootDevice, SpotType } from "./state/instances.ts";
import type { Stage } from "./state/pipeline-model.ts";

/** Something that happens in AWS, or that a person does there, without Nightshift. */
export interface Thing {
  readonly summary: string;
  /** JSON Schema of its argument: an object, or just the subject as a string. */
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
    ...new Set(account.pipelines.all().flatMap(({ stages }) => stages.map(({ definition }) => definition.name))),
  ];
  const others = elsewhere.filter(({ pipelines }) => account.world === home && pipelines.length);
  const foreign = others.flatMap(({ pipelines }) => pipelines).filter(({ name }) => !pipelineNames.includes(name));
  const shownPipelines = [...pipelineNames, ...foreign.map(({ name }) => name)];
  const pipeline = { type: "string", enum: shownPipelines, description: "A pipeline's name." };
  const group = { type: "string", enum: groupNames, description: "An Auto Scaling group's name." };
  const stage = { type: "string", enum: stageNames, description: "A stage's name." };
  const message = { type: "string", description: "The reason that AWS gives." };
  const clusterNames = account.databases.clusters().map(({ definition }) => definition.id);
  const databaseNames = [...account.databases.instances().map(({ definition }) => definition.id), ...clusterNames];
  const database = {
    type: "string",
    enum: databaseNames,
    description: "The identifier of a database, or of a cluster of Aurora or DocumentDB.",
  };
  const dollars = (description: string) => ({ type: "number", minimum: 0, description });

  const pipelineAndStage = {
    type: "string",
    enum: [...account.pipelines.all().map(({ definition }) => definition), ...foreign].flatMap(({ name, stages }) => [
      name,
      ...stages.map((stage) => `${name}/${stage.name}`),
    ]),
  };
  const instance = { type: "string", description: "An instance's id, or the Name that only it has." };

  const failedInstances = {
    type: "array",
    items: { type: "string" },
    description: "The ids of the instances on which a deployment failed.",
  };
  const logLines = {
    type: "array",
    items: { type: "string" },
    description: "How the log of a failed build ends.",
  };

  const things: Record<string, Happening> = {
    push: {
      summary: "A commit is pushed, and the pipeline that watches the branch starts.",
      argument: either(pipeline, { pipeline, message: text("The commit's message."), author: text("Who wrote it.") }, [
        "pipeline",
      ]),
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
        {
          pipeline,
          stage,
          message,
          code: text("The error code, by default JobFailed."),
          log: logLines,
          failed: failedInstances,
        },
        ["pipeline"],
      ),
      run(argument) {
        const { name, stage, rest } = readStage(argument, ["message", "code", "log", "failed"]);
        account.pipelines.failStage(name, stage, {
          message: string(rest.message),
          code: string(rest.code),
          log: list(rest.log),
          failed: list(rest.failed),
        });
      },
    },
    holdStage: {
      summary: "The pipeline's next run of the stage goes on until finishStage.",
      argument: either(pipelineAndStage, { pipeline, stage }, ["pipeline", "stage"]),
      run(argument) {
        const { name, stage } = readStage(argument, []);
        if (stage === undefined) throw new Error("holdStage needs a stage, such as web-staging/Build.");
        account.pipelines.holdStage(name, stage);
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
        const execution = account.pipelines.get(name).executions.findLast(({ status }) => status === "InProgress");
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
    runInstance: {
      summary: "Somebody launches an instance, which may be one that cannot be stopped.",
      argument: either({ type: "string", description: "Its Name." }, launchArguments("Its Name."), ["name"]),
      run(argument) {
        account.instances.launch(launchOf("runInstance", read(argument, "name", launchOptions), account));
      },
    },
    runInstances: {
      summary: "Somebody launches many instances that are alike.",
      argument: {
        type: "object",
        properties: {
          count: { type: "integer", minimum: 1, maximum: mostLaunched },
          ...launchArguments("The Name of each, which ends in its number."),
        },
        required: ["count", "name"],
        additionalProperties: false,
      },
      run(argument) {
        const { count, ...rest } = read(argument, "count", ["name", ...launchOptions]);
        if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > mostLaunched)
          throw new Error(`runInstances needs a whole number from 1 to ${mostLaunched} as \`count\`.`);
        const launch = launchOf("runInstances", rest, account);
        for (let number = 1; number <= count; number++) {
          const Name = `${launch.tags.Name}-${String(number).padStart(String(count).length, "0")}`;
          account.instances.launch({ ...launch, tags: { ...launch.tags, Name } });
        }
      },
    },
    stopDatabase: {
      summary: "Somebody stops a database or a cluster of databases.",
      argument: either(database, { database }, ["database"]),
      run(argument) {
        const id = known(read(argument, "database", []).database, databaseNames, "database");
        if (clusterNames.includes(id)) account.databases.stopCluster(id);
        else account.databases.stop(id);
      },
    },
    startDatabase: {
      summary: "Somebody starts a database or a cluster of databases.",
      argument: either(database, { database }, ["database"]),
      run(argument) {
        const id = known(read(argument, "database", []).database, databaseNames, "database");
        if (clusterNames.includes(id)) account.databases.startCluster(id);
        else account.databases.start(id);
      },
    },
    sevenDays: {
      summary: "AWS starts a stopped database or cluster as it does after seven days, without seven days passing.",
      argument: either(database, { database }, ["database"]),
      run(argument) {
        account.databases.exceed(known(read(argument, "database", []).database, databaseNames, "database"));
      },
    },
    spend: {
      summary: "A service costs that much more today than its resources explain.",
      argument: {
        type: "object",
        properties: {
          service: { type: "string", enum: costNames, description: "The service's name, short or in full." },
          amount: dollars("USD."),
        },
        required: ["service", "amount"],
        additionalProperties: false,
      },
      run(argument) {
        const { service, amount } = read(argument, "service", ["amount"]);
        const name = known(service, costNames, "service with costs");
        account.costs.spend(costServiceOf(name), number(amount, "amount"));
      },
    },
    budget: {
      summary: "What is spent, or will be by the end of the month, exceeds a budget, and AWS Budgets says so.",
      argument: {
        type: "object",
        properties: {
          name: text("The budget's name."),
          amount: dollars("What is budgeted for the month, in USD."),
          threshold: {
            type: "number",
            minimum: 0,
            default: 100,
            description: "In percent of the budgeted amount.",
          },
          actual: dollars("What was spent, in USD."),
          forecast: dollars("What will be spent, in USD."),
          topic: { type: "string", default: alertsTopic, description: "The name of the topic." },
        },
        required: ["name", "amount"],
        oneOf: [{ required: ["actual"] }, { required: ["forecast"] }],
        additionalProperties: false,
      },
      run(argument) {
        const { name, amount, threshold, actual, forecast, topic } = read(argument, "name", [
          "amount",
          "threshold",
          "actual",
          "forecast",
          "topic",
        ]);
        if ((actual === undefined) === (forecast === undefined))
          throw new Error("budget needs either `actual` or `forecast`.");
        const { subject, message } = budgetNotification(
          {
            name: string(name) ?? "",
            amount: number(amount, "amount"),
            threshold: number(threshold ?? 100, "threshold"),
            type: actual === undefined ? "FORECASTED" : "ACTUAL",
            spent: number(actual ?? forecast, actual === undefined ? "forecast" : "actual"),
          },
          account.clock.now(),
        );
        account.topics.publish(account.topics.create(string(topic) ?? alertsTopic), message, subject);
      },
    },
    alarm: {
      summary: "A CloudWatch alarm goes off, or ends; one that is not there is made.",
      argument: either(
        { type: "string", description: "The alarm's name." },
        {
          name: text("The alarm's name."),
          state: { type: "string", enum: [...alarmValues], default: "ALARM" },
          metric: { type: "string", default: "CPUUtilization" },
          namespace: { type: "string", default: "AWS/EC2" },
          dimensions: { type: "object", additionalProperties: { type: "string" } },
          threshold: { type: "number", default: 80 },
          rule: text("The rule of a composite alarm."),
        },
        ["name"],
      ),
      run(argument) {
        const given = read(argument, "name", ["state", "metric", "namespace", "dimensions", "threshold", "rule"]);
        const name = string(given.name) ?? "";
        const state = known(given.state ?? "ALARM", alarmValues, "state of an alarm") as AlarmValue;
        const rule = string(given.rule);
        if (rule !== undefined) return account.alarms.change(name, state, { rule });
        const metric = {
          namespace: string(given.namespace) ?? "AWS/EC2",
          name: string(given.metric) ?? "CPUUtilization",
          dimensions: strings(given.dimensions),
          period: 60,
          statistic: "Average",
        };
        return account.alarms.change(name, state, {
          metric,
          threshold: number(given.threshold ?? 80, "threshold"),
        });
      },
    },
    build: {
      summary: "A build of CodeBuild that belongs to no pipeline ends.",
      argument: {
        type: "object",
        properties: {
          project: text("The project's name."),
          status: {
            type: "string",
            enum: ["SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"],
            default: "FAILED",
          },
          message,
          seconds: { type: "number", minimum: 0, default: 60, description: "How long it took." },
          initiator: text("Who started it, by default ha-eun."),
          version: text("The commit or branch."),
          log: logLines,
        },
        required: ["project"],
        additionalProperties: false,
      },
      run(argument) {
        const { project, status, message, seconds, initiator, version, log } = read(argument, "project", [
          ...["status", "message", "seconds", "initiator", "version", "log"],
        ]);
        const ended = ["SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"] as const;
        const end = known(status ?? "FAILED", ended, "status of a build");
        account.builds.end({
          project: string(project) ?? "",
          status: ended.find((one) => one === end) ?? "FAILED",
          takes: number(seconds ?? 60, "seconds") * 1_000,
          initiator: string(initiator) ?? "ha-eun",
          version: string(version),
          message: string(message),
          log: list(log),
        });
      },
    },
    codeDeploy: {
      summary: "A deployment of CodeDeploy that belongs to no pipeline ends.",
      argument: {
        type: "object",
        properties: {
          application: text("The application's name."),
          group: text("The deployment group's name; the application's when left out."),
          state: { type: "string", enum: ["SUCCESS", "FAILURE", "STOP"], default: "FAILURE" },
          message,
          failed: failedInstances,
        },
        required: ["application"],
        additionalProperties: false,
      },
      run(argument) {
        const { application, group, state, message, failed } = read(argument, "application", [
          ...["group", "state", "message", "failed"],
        ]);
        const states = ["SUCCESS", "FAILURE", "STOP"] as const;
        const end = known(state ?? "FAILURE", states, "state of a deployment");
        account.codeDeployments.end({
          application: string(application) ?? "",
          group: string(group) ?? string(application) ?? "",
          state: states.find((one) => one === end) ?? "FAILURE",
          message: string(message),
          failed: list(failed) ?? [],
        });
      },
    },
    stackUpdate: {
      summary: "A stack of CloudFormation is updated; when a resource is named, it fails and all is rolled back.",
      argument: {
        type: "object",
        properties: {
          stack: text("The stack's name."),
          failed: text("The logical id of the resource that fails."),
          type: text("Its type, by default AWS::Lambda::Function."),
          reason: text("Why it fails."),
          tags: { type: "object", additionalProperties: { type: "string" }, description: "Its tags." },
        },
        required: ["stack"],
        additionalProperties: false,
      },
      run(argument) {
        const given = read(argument, "stack", ["failed", "type", "reason", "tags"]);
        const { stack, failed, type, reason, tags } = given;
        account.stacks.update(string(stack) ?? "", {
          failed: string(failed),
          type: string(type) ?? "AWS::Lambda::Function",
          reason: string(reason) ?? 'Resource handler returned message: "Access denied"',
          tags: strings(tags),
        });
      },
    },
    holdInstance: {
      summary: "A lifecycle hook holds an instance of an Auto Scaling group back, or lets it go on.",
      argument: either(instance, { instance, held: { type: "boolean", default: true } }, ["instance"]),
      run(argument) {
        const { instance, held } = read(argument, "instance", ["held"]);
        account.groups.hold(instanceId(account, instance), held !== false);
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

const alarmValues = ["ALARM", "OK", "INSUFFICIENT_DATA"];

/** The sandbox's limit. */
const mostLaunched = 50_000;

const launchOptions = ["tags", "lifecycle", "request", "rootDevice"];

/** The properties of a launched instance. */
function launchArguments(name: string) {
  return {
    name: text(name),
    tags: { type: "object", additionalProperties: { type: "string" }, description: "Its other tags." },
    lifecycle: { type: "string", enum: ["normal", "spot"], default: "normal" },
    request: {
      type: "string",
      enum: ["one-time", "persistent"],
      default: "one-time",
      description: "What a Spot request asks for; only a persistent one's instance can be stopped.",
    },
    rootDevice: { type: "string", enum: ["ebs", "instance-store"], default: "ebs" },
  };
}

function launchOf(thing: string, { name, tags, lifecycle, request, rootDevice }: Argument, { world }: Account): Launch {
  if (typeof name !== "string" || name === "") throw new Error(`${thing} needs a name.`);
  const kind = known(lifecycle ?? "normal", ["normal", "spot"], "lifecycle");
  const spot = known(request ?? "one-time", ["one-time", "persistent"], "request");
  const device = known(rootDevice ?? "ebs", ["ebs", "instance-store"], "rootDevice");
  return {
    type: device === "ebs" ? "t3.small" : "m3.medium",
    zone: `${world.region}a`,
    tags: { Name: name, ...strings(tags) },
    ...(kind === "spot" ? { spot: spot as SpotType } : {}),
    rootDevice: device as RootDevice,
  };
}

/** `name` if it is one of `names`; otherwise an error with all names and the closest match. */
export function known(name: unknown, names: readonly string[], what: string): string {
  if (typeof name === "string" && names.includes(name)) return name;
  const nearest = typeof name === "string" && names.length > 0 ? ` Did you mean ${closest(name, [...names])}?` : "";
  throw new Error(`There is no ${what} ${JSON.stringify(name)}; there are: ${names.join(", ")}.${nearest}`);
}

/** The account's state for the page. */
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
    instances: account.instances.all().map(({ id, tags, state }) => ({ id, name: tags.get("Name") ?? "", state })),
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
    throw new Error(`Expected the ${subject} as a string, or an object with ${[subject, ...optional].join(", ")}.`);
  for (const name of Object.keys(argument)) known(name, [subject, ...optional], "argument");
  return argument as Argument;
}

function string(value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new Error(`Expected a string, got ${JSON.stringify(value)}.`);
}

function list(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw new Error(`Expected a list of strings, got ${JSON.stringify(value)}.`);
}

function strings(value: unknown): Record<string, string> {
  const entries = Object.entries(value ?? {});
  if (typeof (value ?? {}) !== "object" || entries.some(([, one]) => typeof one !== "string"))
    throw new Error(`Expected an object of strings, got ${JSON.stringify(value)}.`);
  return Object.fromEntries(entries);
}

function number(value: unknown, name: string): number {
  if (typeof value === "number" && value >= 0) return value;
  throw new Error(`Expected a number as \`${name}\`, got ${JSON.stringify(value)}.`);
}

function text(description: string) {
  return { type: "string", description };
}

function either(subject: object, properties: object, required: string[]) {
  const all = { ...properties, ...where };
  return { anyOf: [subject, { type: "object", properties: all, required, additionalProperties: false }] };
}

/** Its location, if it is not the bot's own. */
const where = {
  account: { type: "string", enum: [...new Set(elsewhere.map(({ account }) => account))] },
  region: { type: "string", enum: [...new Set(elsewhere.map(({ region }) => region))] },
};
