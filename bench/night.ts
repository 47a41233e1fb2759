/** The cost of a schedule's stop of thousands of instances: calls to AWS, and memory. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createHandler as createCommands } from "../functions/commands.ts";
import { createHandler as createEvents } from "../functions/events.ts";
import { createHandler as createOutbox } from "../functions/outbox.ts";
import { createHandler as createSlackDoor } from "../functions/slack.ts";
import type { CallRecord } from "../sandbox/aws/local-aws.ts";
import type { CreateHandler } from "../sandbox/lambda.ts";
import { type Sandbox, startSandbox } from "../sandbox/sandbox.ts";
import { memoryOf, project } from "./bundle.ts";
import { figure, kilobytes, megabytes, type Section } from "./report.ts";
import type { Stage } from "./stage.ts";
import { next } from "./start-services.ts";

const schedule = "office-hours";
const evening = new Date("2026-11-23T21:40:00+09:00");
const stop = new Date("2026-11-23T22:00:00+09:00");
/** When to stop waiting for the summary. */
const patienceMs = 10 * 60 * 1000;

/** DynamoDB's limit for an item. */
const mostItemBytes = 400 * 1024;

export async function measureNight(stage: Stage): Promise<Section> {
  const memory = await memoryOf("ticks");
  const sizes = stage.trialRounds ? [100] : [1_000, 10_000];
  const nights: Night[] = [];
  for (const size of sizes) nights.push(await stopInstances(size, memory, stage));
  const operations = [...new Set(nights.flatMap(({ calls }) => [...calls.keys()]))];
  const bounds = nights.map(leastOf);
  const largest = nights.at(-1) ?? nothing();
  const last = bounds.at(-1) ?? {};
  const looks = (largest.calls.get(describe) ?? 0) / (last[describe]?.calls ?? 0);
  const changes = largest.events.size;
  return {
    title: "night: the stop of thousands of instances",
    method: `Everything from the tick that acts until the message in Slack says that all are stopped, in the sandbox: its AWS, its Slack and the other functions are this process, and functions/ticks.ts, as it is packaged, is a process of its own that calls AWS over HTTP, with its heap limited to the ${memory} MB that serverless.yml gives the function. "Least" is what the same could be done with at best. An instance takes half a minute to stop, so that the tick after the one that acts finds all stopped. Memory is the most since the process began, with a quarter of an hour's notice of the stop among it.`,
    tables: [
      {
        columns: [
          "calls of functions/ticks.ts",
          ...nights.flatMap(({ size }) => [`${size.toLocaleString("en-US")} instances`, "least"]),
        ],
        rows: operations.map((operation) => [
          operation,
          ...nights.flatMap(({ calls }, at) => [
            count(calls.get(operation) ?? 0),
            // An operation without an entry here was not needed before.
            count(bounds[at]?.[operation]?.calls ?? 0),
          ]),
        ]),
      },
      {
        columns: [
          "memory of its process",
          "loaded MB",
          "peak RSS MB",
          "peak heap MB",
          "CPU s, the tick that acts",
          "largest item KB",
        ],
        rows: nights.map((night) => [
          `${night.size.toLocaleString("en-US")} instances`,
          figure(megabytes(night.loadedBytes)),
          figure(megabytes(night.peakBytes)),
          figure(megabytes(night.heapBytes)),
          figure(night.cpuMs / 1e3),
          figure(kilobytes(night.itemBytes)),
        ]),
      },
    ],
    goals: [
      {
        goal: "EC2 is asked no more often than is needed to list and to stop",
        measured: `${looks.toFixed(2)} times the least of DescribeInstances`,
        holds: [describe, "ec2 StopInstances"].every(
          (operation) => largest.calls.get(operation) === last[operation]?.calls,
        ),
      },
      {
        goal: `the peak memory stays below the function's ${memory} MB`,
        measured: `${figure(megabytes(largest.peakBytes))} MB`,
        holds: largest.peakBytes < memory * 1024 * 1024,
      },
      {
        goal: "no item is larger than three quarters of DynamoDB's 400 KB",
        measured: `${figure(kilobytes(largest.itemBytes))} KB`,
        holds: largest.itemBytes < mostItemBytes * 0.75,
      },
      {
        goal: "one message tells it",
        measured: `${largest.messages}, of ${largest.versions} versions`,
        holds: largest.messages === 1,
      },
    ],
    notes: [
      `What the least is made of:\n\n${operations.map((operation) => `- ${operation}: ${last[operation]?.why ?? "not needed"}`).join("\n")}`,
      `Meanwhile functions/events.ts was handed ${count(changes)} changes of state. Of more than 50 instances it listens for none by name, which it learns from the table: ${[...largest.events.calls].map(([operation, calls]) => `${count(calls)} times ${operation}`).join(", ")}.`,
      "The local AWS stops any number at once. EC2 lets an account stop only so many at a time (its resource tokens) and refuses the call that goes beyond; then the next tick goes on with those that EC2 does not show as stopping.",
    ],
  };
}

const describe = "ec2 DescribeInstances";

const count = (calls: number): string => calls.toLocaleString("en-US");

interface Night {
  readonly size: number;
  /** Of functions/ticks.ts, by service and operation. */
  readonly calls: ReadonlyMap<string, number>;
  readonly ticks: number;
  /** The events of functions/events.ts, and its calls. */
  readonly events: { readonly size: number; readonly calls: ReadonlyMap<string, number> };
  readonly messages: number;
  readonly versions: number;
  readonly loadedBytes: number;
  readonly peakBytes: number;
  readonly heapBytes: number;
  readonly cpuMs: number;
  readonly itemBytes: number;
}

function nothing(): Night {
  throw new Error("No night was measured");
}

/** The minimal number of calls, and their purpose. */
function leastOf({ size, ticks }: Night): Readonly<Record<string, { calls: number; why: string }>> {
  const pages = Math.ceil(size / 1_000);
  return {
    [describe]: {
      calls: 2 * pages,
      why: "pages of 1,000, once to find what is to be stopped and once to see that all of it is",
    },
    "ec2 StopInstances": { calls: Math.ceil(size / 500), why: "500 ids a call" },
    "rds DescribeDBInstances": { calls: 1, why: "once, for a database may follow the schedule" },
    "rds DescribeDBClusters": { calls: 1, why: "likewise" },
    "dynamodb Query": { calls: ticks, why: "what is due, each tick" },
    "dynamodb GetItem": {
      calls: 2 * ticks + 2,
      why: "the schedule and the summary, each tick; the job and the notice, once",
    },
    "dynamodb PutItem": {
      calls: 11,
      why: "the job as begun, planned, asked and done; three versions of the summary; the notice's end, the schedule, the next look, the audit",
    },
    "dynamodb DeleteItem": { calls: 1, why: "the look that is over" },
    "sqs SendMessage": { calls: 4, why: "three versions of the summary, and the notice's end" },
    "sqs ReceiveMessage": { calls: 3 * ticks, why: "three queues of dead letters, each tick" },
  };
}

/** One night with that many instances. @throws {Error} when something failed, or the summary is never complete */
async function stopInstances(size: number, memory: number, stage: Stage): Promise<Night> {
  const calls: (CallRecord & { readonly function: string })[] = [];
  const runs: Run[] = [];
  const failures: string[] = [];
  const ticks = containerOf(stage.bundle("ticks").file, memory, runs);
  const sandbox = await startSandbox({
    start: evening,
    // The figures are those of each minute.
    ticks: "dense",
    functions: {
      slack: createSlackDoor as CreateHandler,
      commands: createCommands as CreateHandler,
      events: createEvents as CreateHandler,
      outbox: createOutbox as CreateHandler,
      ticks: ticks.create,
    },
    onCall: (call) => calls.push(call),
    onLog: (name, line) => {
      if (line.level === "error") failures.push(`${name}: ${JSON.stringify(line)}`);
    },
  });
  try {
    // Two instances of the sandbox's own follow the schedule, too, and a few databases, which are stopped before.
    const tags = { env: "dev", nightshift: schedule };
    sandbox.aws.make("runInstances", { count: size - 2, name: "fleet", tags });
    for (const database of ["dev-aurora", "dev-docs", "dev-db"]) sandbox.aws.make("stopDatabase", database);
    await sandbox.advanceTo(new Date(stop.getTime() - 1_000));
    calls.length = 0;
    runs.length = 0;
    const isTold = await untilStopped(sandbox);
    if (!isTold) failures.push("The summary does not say that all are stopped");
    if (failures.length > 0) throw new Error(`Not as it should be that night:\n${failures.join("\n")}`);
    const ofTicks = calls.filter((call) => call.function === "ticks");
    const ofEvents = calls.filter((call) => call.function === "events");
    const [summary, ...others] = summariesIn(sandbox);
    return {
      size,
      calls: countOf(ofTicks),
      ticks: runs.length,
      events: { size: 2 * size, calls: countOf(ofEvents) },
      messages: 1 + others.length,
      versions: 1 + (summary?.edits ?? 0),
      loadedBytes: Math.max(...runs.map(({ loadedBytes }) => loadedBytes)),
      peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
      heapBytes: Math.max(...runs.map(({ heapBytes }) => heapBytes)),
      cpuMs: runs[0]?.cpuMs ?? Number.NaN,
      itemBytes: Math.max(...ofTicks.map(({ input }) => itemBytes(input))),
    };
  } finally {
    ticks.close();
    await sandbox.close();
  }
}

/** Whether the message reports in time that all are stopped. */
async function untilStopped(sandbox: Sandbox): Promise<boolean> {
  while (sandbox.now().getTime() < stop.getTime() + patienceMs) {
    await sandbox.advanceTo(new Date(sandbox.now().getTime() + 1_000));
    if (summariesIn(sandbox).some(({ text }) => text.includes("stopped for the night"))) return true;
  }
  return false;
}

function summariesIn({ slack }: Sandbox) {
  return slack.messages.filter(({ text }) => /stopp(ed|ing) for the night/.test(text));
}

function countOf(calls: readonly CallRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { service, operation } of calls) {
    const name = `${service} ${operation}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The size of a PutItem's item: the names and values of its attributes; bytes are in base 64. */
function itemBytes(input: unknown): number {
  const { Item = {} } = input as { Item?: Record<string, { S?: string; N?: string; B?: string }> };
  return Object.entries(Item).reduce(
    (sum, [name, { S = "", N = "", B = "" }]) =>
      sum + name.length + Buffer.byteLength(S) + N.length + Buffer.byteLength(B, "base64"),
    0,
  );
}

/** One event in a container, with the memory since the container's start. */
interface Run {
  readonly cpuMs: number;
  readonly loadedBytes: number;
  readonly heapBytes: number;
  readonly peakBytes: number;
}

interface Told extends Run {
  readonly answer?: unknown;
  readonly error?: string;
  readonly log: readonly Parameters<Parameters<CreateHandler>[0]["log"]>[0][];
}

/** Containers of a packaged function as Node processes of their own; each event's cost is added to `runs`. */
function containerOf(file: string, memory: number, runs: Run[]): { create: CreateHandler; close(): void } {
  const script = fileURLToPath(new URL("container.cjs", import.meta.url));
  const children: ReturnType<typeof fork>[] = [];
  return {
    create: (host) => {
      const child = fork(script, [file, project], {
        execArgv: [`--max-old-space-size=${memory}`],
        env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
      });
      children.push(child);
      return async (event) => {
        const answered = next<Told>(child);
        child.send({ env: host.env, time: host.now().toISOString(), event });
        const { answer, error, log, ...run } = await answered;
        for (const line of log) host.log(line);
        if (error !== undefined) throw new Error(error);
        runs.push(run);
        return answer;
      };
    },
    close() {
      for (const child of children) child.disconnect();
    },
  };
}
