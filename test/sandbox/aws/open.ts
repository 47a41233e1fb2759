import { afterEach } from "vitest";
import {
  type CallRecord,
  type EventBridgeEvent,
  type LocalAws,
  type LocalAwsOptions,
  startLocalAws,
} from "../../../sandbox/aws/local-aws.ts";
import { VirtualClock } from "../../../sandbox/clock.ts";
import { Ids } from "../../../sandbox/ids.ts";
import { region, start } from "../../../sandbox/world.ts";

export interface Opened {
  readonly aws: LocalAws;
  readonly clock: VirtualClock;
  readonly events: EventBridgeEvent[];
  readonly calls: CallRecord[];
  /** What a client needs to reach it; it signs with this access key and tries once. */
  config(accessKeyId?: string): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
  advance(seconds: number): Promise<void>;
}

const open: LocalAws[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((aws) => aws.close()));
});

/** A local AWS for one test, closed after it. */
export async function openAws(options: Partial<LocalAwsOptions> = {}): Promise<Opened> {
  const clock = new VirtualClock(start);
  const events: EventBridgeEvent[] = [];
  const calls: CallRecord[] = [];
  const aws = await startLocalAws({
    clock,
    ids: new Ids(),
    emit: (event) => events.push(event),
    onCall: (call) => calls.push(call),
    ...options,
  });
  open.push(aws);
  return {
    aws,
    clock,
    events,
    calls,
    config: (accessKeyId = "commands") => ({
      endpoint: aws.url,
      region,
      credentials: { accessKeyId, secretAccessKey: "secret" },
      maxAttempts: 1,
    }),
    advance: (seconds) => clock.moveTo(new Date(clock.now().getTime() + seconds * 1000), async () => {}),
  };
}

/** `<seconds since the start> <the last word of the detail-type> <state and stage>` of each event, for short tables. */
export function storyOf(events: readonly EventBridgeEvent[]): string[] {
  return events.map((event) => {
    const seconds = (Date.parse(event.time) - start.getTime()) / 1000;
    const kind = /CodePipeline (\w+)/.exec(event["detail-type"])?.[1] ?? event["detail-type"];
    const { stage, state, EC2InstanceId } = event.detail;
    return [seconds, kind, stage, state, EC2InstanceId].filter((part) => part !== undefined).join(" ");
  });
}

/** The error that `promise` rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & { $metadata?: { httpStatusCode?: number } }> {
  return promise.then(
    () => {
      throw new Error("Expected a failure");
    },
    (error: Error) => error,
  );
}
