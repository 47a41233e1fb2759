/** The cost of loading each function, and its memory, against a bot with everything in one. */
import { type Bundle, bundleRival, isInstalled, sizeOf } from "./bundle.ts";
import { batch, deployments, isAcknowledged, isDone, queuedCommand, signedCommand } from "./inputs.ts";
import { type Cold, type Contestant, interleave, medianOf, runCold } from "./measure.ts";
import { figure, kilobytes, megabytes, type Section, times } from "./report.ts";
import type { Stage } from "./stage.ts";

const goalShare = 0.3;

/** The services of such a bot, by the client's name. */
const clients: Readonly<Record<string, string>> = {
  "auto-scaling": "AutoScalingClient",
  cloudfront: "CloudFrontClient",
  cloudwatch: "CloudWatchClient",
  codepipeline: "CodePipelineClient",
  dynamodb: "DynamoDBClient",
  ec2: "EC2Client",
  rds: "RDSClient",
  sns: "SNSClient",
  sqs: "SQSClient",
  ssm: "SSMClient",
};

export async function measureWorker(stage: Stage): Promise<Section> {
  const rounds = stage.trialRounds ?? 21;
  const least = {
    bundle: await bundleRival(stage.folder, "bare"),
    contestant: {
      name: "bare handler",
      environment: {},
      event: () => ({}),
      isRight: isAcknowledged,
      calls: [],
    },
  };
  const installed = Object.keys(clients).filter((name) => isInstalled(`@aws-sdk/client-${name}`));
  const made = installed.map((name) => `new (require("@aws-sdk/client-${name}").${clients[name]})({})`);
  const everything = {
    bundle: await bundleRival(
      stage.folder,
      "bolt-with-clients",
      `{ ...require("./bolt-with-clients.cjs"), clients: [${made.join(", ")}] }`,
    ),
    contestant: {
      name: `Bolt and ${installed.length} clients`,
      environment: stage.rivalEnvironment,
      event: signedCommand,
      isRight: isAcknowledged,
      calls: ["auth.test", "DynamoDB_20120810.PutItem", "AmazonSQS.SendMessage"],
    },
  };
  const functions = await functionsAtWork(stage);
  const all = [least, ...functions, everything].map(({ bundle, contestant }) => ({
    bundle,
    contestant: { ...contestant, file: bundle.file } satisfies Contestant,
  }));

  const results = await interleave(
    all.map(({ contestant }) => contestant),
    rounds,
    stage,
    (one) => runCold(one, stage),
  );
  const cost = (name: string, of: (run: Cold) => number): number => medianOf(results.get(name) ?? [], of);
  const load = (run: Cold): number => run.loadMs;
  const peak = (run: Cold): number => run.peakBytes;
  const theirs = everything.contestant.name;
  const share = (name: string, of: (run: Cold) => number): string => (cost(name, of) / cost(theirs, of)).toFixed(2);
  const rows = all.map(({ bundle, contestant: { name } }) => [
    name,
    figure(kilobytes(sizeOf(bundle))),
    figure(cost(name, load)),
    share(name, load),
    figure(cost(name, ({ answerMs }) => answerMs)),
    figure(megabytes(cost(name, ({ loadedBytes }) => loadedBytes))),
    figure(megabytes(cost(name, peak))),
    share(name, peak),
  ]);
  const worst = (of: (run: Cold) => number): { name: string; value: number } => {
    const values = functions.map(({ contestant: { name } }) => ({
      name,
      value: cost(name, of) / cost(theirs, of),
    }));
    return values.reduce((a, b) => (b.value > a.value ? b : a));
  };
  const [slowest, largest] = [worst(load), worst(peak)];
  const ownShare =
    (cost(largest.name, peak) - cost(least.contestant.name, peak)) /
    (cost(theirs, peak) - cost(least.contestant.name, peak));
  const missing = Object.keys(clients).filter((name) => !installed.includes(name));
  return {
    title: "worker: each function's cold load and memory",
    method: `${rounds} cold processes of each. Memory is the process's resident set: once loaded, and its peak up to the answer to its first event: a command for the front door, \`/deploy staging\` for commands, a new deployment for events, a tick with nothing due, a new message to post for outbox.`,
    tables: [
      {
        columns: [
          "",
          "bundle KB",
          "load ms",
          "load share",
          "load + first event ms",
          "loaded MB",
          "peak MB",
          "peak share",
        ],
        rows,
      },
    ],
    goals: [
      {
        goal: `each function loads in at most ${goalShare} of the time of ${theirs}`,
        measured: `${slowest.value.toFixed(2)} (${slowest.name})`,
        holds: slowest.value <= goalShare,
      },
      {
        goal: `each function's peak memory is at most ${goalShare} of that of ${theirs}`,
        measured: `${largest.value.toFixed(2)} (${largest.name}), ${ownShare.toFixed(2)} of what each adds to a bare process, which takes ${times(cost(least.contestant.name, peak), cost(theirs, peak))} by itself`,
        holds: largest.value <= goalShare,
      },
    ],
    notes: [
      `${theirs}: ${installed.join(", ")}, bundled with esbuild's defaults, made when it loads as AWS recommends; its first event is a command that writes one item and sends one message.${missing.length > 0 ? ` Not installed here, so left out: ${missing.join(", ")}.` : ""}`,
    ],
  };
}

type AtWork = { readonly bundle: Bundle; readonly contestant: Omit<Contestant, "file"> };

/** Each function with its first event. Leaves a message in the store that is yet to be posted. */
async function functionsAtWork(stage: Stage): Promise<readonly AtWork[]> {
  const [began] = await deployments(1);
  const news = (id: string): object =>
    batch([JSON.stringify({ ...began, detail: { ...began?.detail, "execution-id": id } })], "EventsQueue");
  await runCold(
    {
      name: "events, for the outbox",
      file: stage.bundle("events").file,
      environment: stage.environment("events"),
      event: () => news("waiting"),
      isRight: isDone,
      calls: [],
    },
    stage,
  );
  await stage.services.ask("keep");
  const task = (await stage.services.ask("report")).lastMessages.OutboxQueue ?? "";
  const firstEvents: Readonly<Record<string, Pick<Contestant, "event" | "isRight" | "calls">>> = {
    slack: {
      event: signedCommand,
      isRight: isAcknowledged,
      calls: ["AmazonSSM.GetParameter", "AmazonSQS.SendMessage"],
    },
    commands: {
      event: () => batch([queuedCommand()], "CommandsQueue"),
      isRight: isDone,
      calls: ["CodePipeline_20150709.StartPipelineExecution"],
    },
    events: {
      event: () => news("measured"),
      isRight: isDone,
      calls: ["DynamoDB_20120810.PutItem", "AmazonSQS.SendMessage"],
    },
    ticks: {
      event: () => ({}),
      isRight: (answer) => answer === undefined,
      calls: ["DynamoDB_20120810.Query"],
    },
    outbox: {
      event: () => batch([task], "OutboxQueue", "channel"),
      isRight: isDone,
      calls: ["chat.postMessage"],
    },
  };
  return stage.bundles.map((bundle) => {
    const first = firstEvents[bundle.name];
    if (!first) throw new Error(`bench/worker.ts has no first event for the function ${bundle.name}`);
    const { name } = bundle;
    return { bundle, contestant: { name, environment: stage.environment(name), ...first } };
  });
}
