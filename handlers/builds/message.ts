import { buildUrl, logStreamUrl } from "../../lib/pure/console.ts";
import { type Button, type Content, type Fact, present } from "../../lib/pure/content.ts";
import { tookText } from "../../lib/pure/durations.ts";
import type { Location } from "../../lib/pure/location.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { type Build, type FailedBuild, type FailingProject, latestFailure, pipelineOfBuild } from "./state.ts";

/** The message of a failing or fixed project: what broke, why, and the end of the log. */
export function buildMessage(project: string, state: FailingProject, isWell: boolean, location: Location): Content {
  const last = latestFailure(state);
  const name = truncate(project, 150);
  if (isWell && state.mended) {
    return {
      tone: "success",
      title: say("build.mended", { project: name }),
      facts: present([
        ...buildFacts(state.mended, state.usual, project, location),
        last && { label: "build.failed-at", value: { time: last.endedAt } },
      ]),
      buttons: buttons(project, state.mended, location),
    };
  }
  const count = Object.keys(state.failed).length;
  if (!last) return { tone: "failure", title: say("build.failed", { project: name }) };
  return {
    tone: "failure",
    title: count > 1 ? say("build.failed-again", { project: name, count }) : titleOf(name, last),
    facts: [
      ...(last.phase || last.message
        ? [{ label: "build.why" as const, value: buildFailureCause(last) }]
        : [{ label: "build.why" as const, value: say("build.why-unknown") }]),
      ...buildFacts(last, state.usual, project, location),
    ],
    ...(last.tail?.length && {
      excerpt: last.tail,
    }),
    buttons: buttons(project, last, location),
  };
}

function titleOf(project: string, { status }: FailedBuild): Text {
  if (status === "timed-out") return say("build.timed-out", { project });
  return say(status === "fault" ? "build.fault" : "build.failed", { project });
}

/** The failed phase and CodeBuild's message about it. */
function buildFailureCause({ phase, message }: Pick<Build, "phase" | "message">): Text {
  if (phase && message) return say("build.in-phase", { phase, message: truncate(message, 500) });
  if (phase) return say("build.in-phase-only", { phase });
  return truncate(message ?? "", 500);
}

function buildFacts(
  build: FailedBuild,
  usually: number | undefined,
  project: string,
  { account, region }: Location,
): Fact[] {
  const { id, number, initiator, version, took, endedAt } = build;
  const shown = number === undefined ? (id.split(":")[1] ?? id).slice(0, 8) : `#${number}`;
  return present([
    {
      label: "build.build",
      value: { link: buildUrl({ account, region }, project, id), text: `${truncate(project, 100)} ${shown}` },
    },
    version && { label: "build.version", value: { code: shortVersion(version) } },
    initiator && { label: "build.started-by", value: starter(build) },
    took !== undefined && { label: "build.took", value: tookText(took, usually) },
    { label: "build.ended", value: { time: endedAt } },
  ]);
}

/** A commit by its short id; an S3 artifact of a pipeline without its path. */
function shortVersion(version: string): string {
  if (/^[0-9a-f]{40}$/.test(version)) return version.slice(0, 7);
  // refs/heads/main^{4fd3a1…}
  const branch = /^(?:refs\/heads\/)?(.+?)\^\{([0-9a-f]{7})[0-9a-f]*\}$/.exec(version);
  if (branch) return truncate(`${branch[1]} ${branch[2]}`, 100);
  if (/^arn:aws[^:]*:s3:::/.test(version)) return truncate(version.split("/").at(-1) ?? version, 100);
  return truncate(version, 100);
}

/** CodeBuild gives a person's name alone, and other initiators as kind and name. */
function starter(build: Pick<Build, "initiator"> & FailedBuild): Text {
  const initiator = build.initiator ?? "";
  const pipeline = pipelineOfBuild({ ...build, project: "" });
  if (pipeline) return say("build.by-pipeline", { pipeline: truncate(pipeline, 100) });
  if (/^(GitHub|GitLab|Bitbucket)-Hookshot/i.test(initiator)) return say("deployment.trigger.webhook");
  if (/^rule\//.test(initiator)) return say("build.by-rule", { rule: truncate(initiator.slice(5), 100) });
  return truncate(initiator, 200);
}

function buttons(project: string, build: FailedBuild, { account, region }: Location): Button[] {
  const log = build.log ? logStreamUrl(region, build.log.group, build.log.stream) : build.logUrl;
  return present([
    { action: "open", label: "build.open", url: buildUrl({ account, region }, project, build.id) },
    log && /^https:\/\//.test(log) && { action: "open-log", label: "build.open-log", url: log },
  ]);
}
