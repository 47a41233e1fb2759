import * as v from "valibot";
import { type Durations, withDuration } from "../../lib/pure/durations.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { filled, isObject, numberAt, objectAt, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";

/** A build, from its state-change event. */
const buildSchema = v.object({
  project: v.string(),
  /** `project:uuid`, as in CodePipeline. */
  id: v.string(),
  status: v.picklist(["succeeded", "failed", "timed-out", "fault", "stopped", "running"]),
  /** ISO 8601. */
  endedAt: v.string(),
  /** In milliseconds. */
  took: v.exactOptional(v.number()),
  number: v.exactOptional(v.number()),
  /** The failed phase, in CodeBuild's words. */
  phase: v.exactOptional(v.string()),
  /** CodeBuild's message about that phase. */
  message: v.exactOptional(v.string()),
  initiator: v.exactOptional(v.string()),
  version: v.exactOptional(v.string()),
  log: v.exactOptional(v.object({ group: v.string(), stream: v.string() })),
  logUrl: v.exactOptional(v.string()),
});
export type Build = StateOf<typeof buildSchema>;

export const buildShape = defineShape({ name: "build-news", version: 1, schema: buildSchema });

const statuses: Readonly<Record<string, Build["status"]>> = {
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  TIMED_OUT: "timed-out",
  FAULT: "fault",
  STOPPED: "stopped",
  IN_PROGRESS: "running",
};

/**
 * Reads a state-change event; undefined when it names no build.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications-ref.html
 */
export function buildOf({ detail, time }: AwsEvent): Build | undefined {
  // arn:aws:codebuild:ap-northeast-2:123456789012:build/web:8745a7a9-c340-456a-9166-edf953571bee
  const id = textAt(detail, "build-id")?.replace(/^.*:build\//, "");
  const project = textAt(detail, "project-name") ?? id?.split(":")[0];
  const status = statuses[textAt(detail, "build-status") ?? ""];
  if (!id || !project || !status) return undefined;
  const more = objectAt(detail, "additional-information");
  const phases = more && Array.isArray(more.phases) ? (more.phases as unknown[]).filter(isObject) : [];
  const broken = phases.find((phase) => failing.has(textAt(phase, "phase-status") ?? ""));
  const phase = textAt(broken, "phase-type");
  const message = broken && contextOf(broken["phase-context"]);
  const logs = objectAt(more, "logs");
  const [group, stream, logUrl] = ["group-name", "stream-name", "deep-link"].map((name) => textAt(logs, name));
  const number = numberAt(more, "build-number");
  const version = textAt(more, "source-version");
  return {
    project,
    id,
    status,
    endedAt: time,
    ...filled({
      took: tookOf(textAt(more, "build-start-time"), time, phases),
      number,
      phase,
      message,
      initiator: textAt(more, "initiator"),
      version,
    }),
    ...(group && stream && { log: { group, stream } }),
    ...(logUrl && { logUrl }),
  };
}

const failing = new Set(["FAILED", "FAULT", "TIMED_OUT", "CLIENT_ERROR"]);

/** The context of a successful phase is just `: `. */
function contextOf(context: unknown): string | undefined {
  const texts = Array.isArray(context) ? (context as unknown[]) : [context];
  const said = texts.filter((text) => typeof text === "string" && text.replace(/^[:\s]+/, "") !== "");
  return said.length ? (said as string[]).map((text) => text.replace(/^[:\s]+/, "")).join("\n") : undefined;
}

/** CodeBuild writes the start as `Sep 1, 2017 4:12:29 PM`, in UTC. */
function tookOf(started: string | undefined, ended: string, phases: readonly object[]): number | undefined {
  const took = Date.parse(ended) - Date.parse(`${started ?? ""} UTC`);
  if (took > 0) return took;
  const seconds = phases.reduce((sum, phase) => sum + (numberAt(phase, "duration-in-seconds") ?? 0), 0);
  return seconds > 0 ? seconds * 1_000 : undefined;
}

/** The pipeline that started the build. */
export function pipelineOfBuild({ initiator }: Build): string | undefined {
  return /^codepipeline\/(.+)$/.exec(initiator ?? "")?.[1];
}

/** What is stored for a failed build. */
const failedBuildSchema = v.object({
  ...v.omit(buildSchema, ["project"]).entries,
  /** The last lines of its log. */
  tail: v.exactOptional(v.array(v.string())),
});
export type FailedBuild = StateOf<typeof failedBuildSchema>;

/** A project's builds from the first failure until the next success. */
const failingProjectSchema = v.object({
  /** By id; only the newest has its log. */
  failed: v.record(v.string(), failedBuildSchema),
  usual: v.exactOptional(v.number()),
  mended: v.exactOptional(v.omit(buildSchema, ["project"])),
});
export type FailingProject = StateOf<typeof failingProjectSchema>;

export const failingProjectShape = defineShape({ name: "build", version: 1, schema: failingProjectSchema });

/** Failures beyond this number are not counted. */
const mostFailures = 100;

/** Applies a build; a repeated one changes nothing. */
export function withBuild(
  known: FailingProject | undefined,
  { project: _, ...build }: Build,
  { tail, usual }: { readonly tail?: readonly string[] | undefined; readonly usual?: number | undefined },
): FailingProject {
  const { failed = {}, mended } = known ?? {};
  const usually = usual ?? known?.usual;
  if (build.status === "succeeded") {
    const newest = mended && mended.endedAt > build.endedAt ? mended : build;
    return { failed, ...(usually !== undefined && { usual: usually }), mended: newest };
  }
  const lines = tail?.length ? tail : failed[build.id]?.tail;
  const all = { ...failed, [build.id]: { ...build, ...(lines && { tail: lines }) } };
  const sorted = Object.entries(all).sort(([, a], [, b]) => (a.endedAt < b.endedAt ? -1 : 1));
  const kept = sorted.slice(-mostFailures).map(([id, one], index, list): [string, FailedBuild] => {
    const { tail: lines, ...rest } = one;
    return [id, index === list.length - 1 && lines ? { ...rest, tail: lines } : rest];
  });
  return {
    failed: Object.fromEntries(kept),
    ...(usually !== undefined && { usual: usually }),
    ...(mended && { mended }),
  };
}

/** The newest failure. */
export function latestFailure({ failed }: FailingProject): FailedBuild | undefined {
  return Object.values(failed).reduce<FailedBuild | undefined>(
    (latest, one) => (latest && latest.endedAt >= one.endedAt ? latest : one),
    undefined,
  );
}

/** The project's build durations, with one more successful build. */
export function withBuildTime(known: Durations, { id, took, status }: Build): Durations {
  return status === "succeeded" && took !== undefined ? withDuration(known, id, took) : known;
}
