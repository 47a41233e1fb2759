/** How long Slack waits for its acknowledgement after a cold start. */
import { bundleRival, sizeOf } from "./bundle.ts";
import { isAcknowledged, signedCommand } from "./inputs.ts";
import { type Cold, type Contestant, interleave, medianOf, quantile, runCold, runWarm } from "./measure.ts";
import { figure, kilobytes, type Section, times } from "./report.ts";
import type { Stage } from "./stage.ts";

const goal = { factor: 4, kilobytes: 30, modal: 2 };

export async function measureAck(stage: Stage): Promise<Section> {
  const rounds = stage.trialRounds ?? 31;
  const warmRounds = stage.trialRounds ?? 3;
  const warmRequests = stage.trialRounds ? { unmeasured: 10, measured: 50 } : { unmeasured: 200, measured: 1_000 };
  const door = stage.bundle("slack");
  const bare = await bundleRival(stage.folder, "bare");
  const bolt = await bundleRival(stage.folder, "bolt");
  const shared = { event: () => signedCommand(), isRight: isAcknowledged };
  const ours: Contestant = {
    ...shared,
    name: "front door: secret fetched, verified, queued",
    file: door.file,
    environment: stage.environment("slack"),
    calls: ["AmazonSSM.GetParameter", "AmazonSQS.SendMessage"],
  };
  const modal: Contestant = {
    ...ours,
    name: "front door, `/deploy` alone: token fetched and a modal opened, too",
    event: () => signedCommand(""),
    calls: [...ours.calls, "views.open"],
  };
  const theirs: Contestant = {
    ...shared,
    name: "Bolt's AwsLambdaReceiver: verified, nothing queued",
    file: bolt.file,
    environment: stage.rivalEnvironment,
    calls: ["auth.test"],
  };
  const least: Contestant = {
    ...shared,
    name: "bare handler: nothing checked",
    file: bare.file,
    environment: {},
    calls: [],
  };
  const sizes = new Map([
    [ours.name, sizeOf(door)],
    [modal.name, sizeOf(door)],
    [theirs.name, sizeOf(bolt)],
    [least.name, sizeOf(bare)],
  ]);

  const contestants = [least, ours, modal, theirs];
  const cold = await interleave(contestants, rounds, stage, (one) => runCold(one, stage));
  const warm = await interleave(contestants, warmRounds, stage, async (one) => {
    const { unmeasured, measured } = warmRequests;
    const events = Array.from({ length: unmeasured + measured }, () => one.event());
    return quantile((await runWarm(one, events, unmeasured, stage)).times, 0.5);
  });
  const costs = (one: Contestant): readonly Cold[] => cold.get(one.name) ?? [];
  const cost = (one: Contestant, of: (run: Cold) => number): number => medianOf(costs(one), of);
  const answer = (run: Cold): number => run.answerMs;
  const whole = (run: Cold): number => run.wholeMs;
  const rows = contestants.map((one) => {
    const answers = costs(one).map(answer);
    return [
      one.name,
      figure(kilobytes(sizes.get(one.name) ?? 0)),
      figure(cost(one, answer)),
      `${figure(quantile(answers, 0.25))}–${figure(quantile(answers, 0.75))}`,
      figure(cost(one, whole)),
      times(cost(one, whole), cost(least, whole)),
      figure(cost(one, ({ cpuMs }) => cpuMs)),
      figure(medianOf(warm.get(one.name) ?? [], (ms) => ms)),
    ];
  });
  const answerFactor = cost(theirs, answer) / cost(ours, answer);
  const wholeFactor = cost(theirs, whole) / cost(ours, whole);
  const modalFactor = cost(modal, answer) / cost(ours, answer);
  const addedFactor = (cost(theirs, whole) - cost(least, whole)) / (cost(ours, whole) - cost(least, whole));
  return {
    title: "ack: a signed slash command, from a cold process to its acknowledgement",
    method: `${rounds} cold processes of each. "Load + answer" begins with the first line that runs and ends with the answer; "process" also has Node's own start. Warm is the median of ${warmRequests.measured.toLocaleString("en-US")} requests, one after the other, in ${warmRounds} processes. Bolt is what its documentation shows, bundled with esbuild's defaults (which the documentation does not do).`,
    tables: [
      {
        columns: ["", "bundle KB", "load + answer ms", "quartiles", "process ms", "÷ bare", "CPU ms", "warm ms"],
        rows,
      },
    ],
    goals: [
      {
        goal: `load to answer is at least ${goal.factor} times faster than Bolt's`,
        measured: times(answerFactor, 1),
        holds: answerFactor >= goal.factor,
      },
      {
        goal: `the whole process is at least ${goal.factor} times faster than Bolt's`,
        measured: `${times(wholeFactor, 1)} (${times(addedFactor, 1)} when what the bare handler takes is taken off both)`,
        holds: wholeFactor >= goal.factor,
      },
      {
        goal: `load to answer with a modal takes at most ${goal.modal} times as long as without`,
        measured: times(modalFactor, 1),
        holds: modalFactor <= goal.modal,
      },
      {
        goal: `the front door's bundle is at most ${goal.kilobytes} KB`,
        measured: `${figure(kilobytes(sizeOf(door)))} KB`,
        holds: kilobytes(sizeOf(door)) <= goal.kilobytes,
      },
    ],
    notes: [
      `Node's own start is in both: to be ${goal.factor} times faster as a whole process, the front door would have to answer ${figure(cost(theirs, whole) / goal.factor)} ms after it was started, where the bare handler takes ${figure(cost(least, whole))} ms.`,
      "The front door makes two calls, each with a TLS handshake of its own, as on AWS where they go to two hosts; Bolt makes one (`auth.test`). With a modal it makes four, one after the other: the parameter of the bot token has a handshake of its own here, while on AWS it comes over the first parameter's connection.",
    ],
  };
}
