import type { Cloud } from "./cloud.ts";
import type { Logs } from "./logs.ts";

/** A finished build of CodeBuild. */
export interface EndedBuild {
  readonly project: string;
  /** `project:uuid`; a new one by default. */
  readonly id?: string | undefined;
  readonly status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "STOPPED";
  /** In milliseconds. */
  readonly takes: number;
  readonly initiator: string;
  readonly version?: string | undefined;
  /** CodeBuild's message about the failed phase. */
  readonly message?: string | undefined;
  /** The end of its log. */
  readonly log?: readonly string[] | undefined;
}

/** CodeBuild's events, and the logs of its builds. */
export class Builds {
  readonly #cloud: Cloud;
  readonly #logs: Logs;
  readonly #numbers = new Map<string, number>();

  constructor(cloud: Cloud, logs: Logs) {
    this.#cloud = cloud;
    this.#logs = logs;
  }

  /** https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications-ref.html */
  end({ project, status, takes, initiator, version, ...rest }: EndedBuild): void {
    const { ids, world, clock } = this.#cloud;
    const id = rest.id ?? `${project}:${ids.uuid()}`;
    const number = (this.#numbers.get(project) ?? 0) + 1;
    this.#numbers.set(project, number);
    const command = "npm test";
    const message =
      rest.message ?? `COMMAND_EXECUTION_ERROR: Error while executing command: ${command}. Reason: exit status 1`;
    const [group, stream] = [`/aws/codebuild/${project}`, id.slice(id.indexOf(":") + 1)];
    const isGood = status === "SUCCEEDED";
    this.#logs.put(
      group,
      stream,
      [
        `[Container] Running command ${command}`,
        ...(rest.log ?? []),
        `[Container] Phase complete: BUILD State: ${status}`,
        ...(isGood ? [] : [`[Container] Phase context status code: ${message}`]),
      ].map((line) => `${line}\n`),
    );
    const [started, ended] = [new Date(clock.now().getTime() - takes), clock.now()];
    const phase = (type: string, result: string, from: Date, to: Date, context: string) => ({
      "phase-context": [context],
      "start-time": written(from),
      "end-time": written(to),
      "duration-in-seconds": Math.round((to.getTime() - from.getTime()) / 1_000),
      "phase-type": type,
      "phase-status": result,
    });
    const arn = `arn:aws:codebuild:${world.region}:${world.account}:build/${id}`;
    this.#cloud.publish("aws.codebuild", "CodeBuild Build State Change", [arn], {
      "build-status": status,
      "project-name": project,
      "build-id": arn,
      "current-phase": "COMPLETED",
      "current-phase-context": "[]",
      version: "1",
      "additional-information": {
        "build-number": number,
        "timeout-in-minutes": 60,
        "build-complete": true,
        initiator,
        "build-start-time": written(started),
        source: { type: "CODEPIPELINE" },
        "source-version": version,
        logs: {
          "group-name": group,
          "stream-name": stream,
          "deep-link": `https://console.aws.amazon.com/cloudwatch/home?region=${world.region}#logsV2:log-groups/log-group/${group.replaceAll("/", "$252F")}/log-events/${stream}`,
        },
        phases: [
          phase("SUBMITTED", "SUCCEEDED", started, started, ": "),
          phase("BUILD", status, started, ended, isGood ? ": " : message),
          { "start-time": written(ended), "phase-type": "COMPLETED" },
        ],
      },
    });
  }
}

/** `Sep 1, 2017 4:12:29 PM` */
function written(when: Date): string {
  const format = new Intl.DateTimeFormat("en-US", {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "UTC",
  });
  return format
    .format(when)
    .replace(/,(?=[^,]*$)/, "")
    .replaceAll("\u202f", " ");
}
