/** The throughput of a warm container, and the duration of a cold event; against aws-to-slack where there is one. */
import { join, resolve } from "node:path";
import { batch, deployments, isDone } from "./inputs.ts";
import { type Cold, type Contestant, interleave, medianOf, runCold, runWarm } from "./measure.ts";
import { figure, megabytes, type Section, times } from "./report.ts";
import type { Stage } from "./stage.ts";

export async function measureEvents(stage: Stage): Promise<Section> {
  const rounds = { cold: stage.trialRounds ?? 21, warm: stage.trialRounds ?? 5 };
  const measured = stage.trialRounds ? { unmeasured: 1, deployments: 5 } : { unmeasured: 20, deployments: 100 };
  const all = (await deployments(measured.unmeasured + measured.deployments)).map((event) => JSON.stringify(event));
  const perDeployment = all.length / (measured.unmeasured + measured.deployments);
  const unmeasured = measured.unmeasured * perDeployment;
  const [first = ""] = all;
  const ours: Fed = {
    name: "functions/events.ts",
    file: stage.bundle("events").file,
    environment: stage.environment("events"),
    event: () => batch([first], "EventsQueue"),
    feed: (bodies) => batch(bodies, "EventsQueue"),
    atOnce: stage.template.functions.events?.queue?.batchSize ?? 1,
    isRight: isDone,
    calls: ["DynamoDB_20120810.PutItem", "AmazonSQS.SendMessage"],
  };
  const path = process.env.AWS_TO_SLACK;
  const theirs: Fed | undefined = path
    ? {
        name: "aws-to-slack",
        file: join(resolve(path), "src/index.js"),
        environment: { ...stage.rivalEnvironment, SLACK_HOOK_URL: `${stage.services.url}/services/bench` },
        event: () => JSON.parse(first) as unknown,
        // A rule delivers each event by itself.
        feed: ([body = ""]) => JSON.parse(body) as unknown,
        atOnce: 1,
        isRight: () => true,
        calls: ["webhook"],
      }
    : undefined;
  const contestants = theirs ? [ours, theirs] : [ours];

  const cold = await interleave(contestants, rounds.cold, stage, (one) => runCold(one, stage));
  const warm = await interleave(contestants, rounds.warm, stage, async (one): Promise<Pace> => {
    const invocations = chunks(all, one.atOnce).map(one.feed);
    const first = Math.ceil(unmeasured / one.atOnce);
    const { totalMs, cpuMs } = await runWarm(one, invocations, first, stage);
    const { calls } = await stage.services.ask("report");
    const count = all.length - first * one.atOnce;
    const called = Object.values(calls).reduce((sum, each) => sum + each, 0);
    return { rate: (count / totalMs) * 1000, cpuMs: cpuMs / count, calls: called / all.length };
  });

  const coldCost = (name: string, of: (run: Cold) => number): number => medianOf(cold.get(name) ?? [], of);
  const warmCost = (name: string, of: (pace: Pace) => number): number => medianOf(warm.get(name) ?? [], of);
  const rate = (pace: Pace): number => pace.rate;
  const answer = (run: Cold): number => run.answerMs;
  return {
    title: "events: deployments told, warm and cold",
    method: `Warm: ${measured.deployments} deployments of ${perDeployment} events each (after ${measured.unmeasured} that are not counted), one invocation after the other, in ${rounds.warm} processes. Cold: the first event of a deployment, in ${rounds.cold} processes. "CPU ms" is that of the function's own process, so without the services'.`,
    tables: [
      {
        columns: [
          "",
          "events a second, warm",
          "CPU ms an event",
          "calls an event",
          "cold load + event ms",
          "cold process ms",
          "peak MB",
        ],
        rows: contestants.map(({ name }) => [
          name,
          figure(warmCost(name, rate)),
          figure(warmCost(name, ({ cpuMs }) => cpuMs)),
          figure(warmCost(name, ({ calls }) => calls)),
          figure(coldCost(name, answer)),
          figure(coldCost(name, ({ wholeMs }) => wholeMs)),
          figure(megabytes(coldCost(name, ({ peakBytes }) => peakBytes))),
        ]),
      },
    ],
    goals: [],
    notes: theirs
      ? [
          `Cold, aws-to-slack takes ${times(coldCost(theirs.name, answer), coldCost(ours.name, answer))} the time of functions/events.ts; warm, it takes ${times(warmCost(theirs.name, rate), warmCost(ours.name, rate))} as many events.`,
          "The work differs. aws-to-slack posts each event as a message of its own and keeps nothing. functions/events.ts looks up the pipeline, joins each event into the one message of its deployment by a conditional write, and queues that message; the outbox posts it, often once for several events.",
        ]
      : [
          "Not compared with arabold/aws-to-slack: it is not vendored, and AWS_TO_SLACK, the path of a checkout with its packages (aws-sdk included), was not set.",
        ],
  };
}

interface Fed extends Contestant {
  /** One invocation's event for these bodies. */
  readonly feed: (bodies: readonly string[]) => unknown;
  /** The number of bodies in one invocation. */
  readonly atOnce: number;
}

interface Pace {
  /** Events a second. */
  readonly rate: number;
  /** CPU time of its own process, for each event. */
  readonly cpuMs: number;
  /** Calls to AWS and Slack, for each event. */
  readonly calls: number;
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
