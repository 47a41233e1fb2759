import type { Revision } from "../../lib/aws/answers.ts";
import type { Button, Content, Fact, Step, Tone } from "../../lib/pure/content.ts";
import { isObject, textAt } from "../../lib/pure/json.ts";
import type { Location } from "../../lib/pure/location.ts";
import { join, type PlainKey, say, type Text } from "../../lib/pure/text.ts";
import { activityReference } from "../activity/message.ts";
import {
  type ActionMark,
  type Deployment,
  type DeploymentId,
  type DeploymentStatus,
  type DeploymentView,
  type StageView,
  type Trigger,
  view,
} from "./state.ts";

const tones: Readonly<Record<DeploymentStatus, Tone>> = {
  running: "progress",
  waiting: "waiting",
  stopping: "progress",
  succeeded: "success",
  failed: "failure",
  rejected: "failure",
  stopped: "quiet",
  superseded: "quiet",
  canceled: "quiet",
};

/** How a message differs between the ways to deploy. */
export interface DeploymentPresentation {
  /** The execution in the console. */
  executionUrl(id: DeploymentId): string;
  /** What started it, when it was no one in Slack. */
  startedBy(trigger: Trigger): Text;
}

/** The message of a pipeline execution, as it should read now; `environment` is the one that the pipeline deploys. */
export function deploymentMessage(
  deployment: Deployment,
  environment: string | undefined,
  deployer: DeploymentPresentation,
): Content {
  const name = environment ?? deployment.pipeline;
  const seen = view(deployment);
  // Do not repeat what the pipeline itself says.
  const reasons = (seen.finding?.reasons ?? []).filter((reason) => reason !== seen.cause?.summary);
  return {
    tone: tones[seen.status],
    title: title(seen.status, name, deployment.pipeline),
    facts: facts(deployment, seen, deployer),
    ...(reasons.length && {
      lines: reasons.slice(0, mostReasons).map((reason) => truncateLabel(reason, 500)),
    }),
    ...(seen.finding?.log?.length && { excerpt: seen.finding.log }),
    steps: seen.stages.map(step),
    progress: "deployment.progress",
    ...controls(deployment, seen, environment, deployer.executionUrl(deployment)),
  };
}

const mostReasons = 5;

function title(status: DeploymentStatus, environment: string, pipeline: string): Text {
  const name = environment === pipeline ? pipeline : `${environment} (${pipeline})`;
  return say(`deployment.${status}`, { name });
}

function facts(deployment: Deployment, seen: DeploymentView, deployer: DeploymentPresentation): Fact[] {
  const { revision, executionId, trigger, requestedBy } = deployment;
  const list: Fact[] = [];
  if (seen.cause) list.push({ label: "deployment.cause", value: cause(seen.cause) });
  if (revision) list.push({ label: "deployment.revision", value: revisionText(revision) });
  const starter = requestedBy ? { user: requestedBy } : trigger && deployer.startedBy(trigger);
  if (starter) list.push({ label: "deployment.started-by", value: starter });
  const { stoppedBy } = deployment;
  if (stoppedBy) list.push({ label: "deployment.stopped-by", value: { user: stoppedBy } });
  if (seen.elapsed !== undefined) {
    list.push({ label: "deployment.elapsed", value: { duration: seen.elapsed } });
  }
  if (seen.attempt > 1) list.push({ label: "deployment.attempt", value: String(seen.attempt) });
  list.push({
    label: "deployment.pipeline",
    value: {
      link: deployer.executionUrl(deployment),
      text: `${deployment.pipeline} ${executionId.slice(0, 8)}`,
    },
  });
  return list;
}

function cause(action: ActionMark): Text {
  const where = say("deployment.cause.in", { stage: action.stage, action: action.action });
  const reason: Text = action.summary
    ? truncateLabel(commitMessage(action.summary), 500)
    : action.errorCode
      ? { code: action.errorCode }
      : say("deployment.cause.unknown");
  return [action.url ? { link: action.url, text: where } : where, ": ", reason];
}

/** The revision: the short commit id, linked, and the first line of the commit message. */
export function revisionText(revision: Revision): Text {
  const id = /^[0-9a-f]{40}$/.test(revision.id) ? revision.id.slice(0, 7) : truncateLabel(revision.id, 40);
  const shown: Text = revision.url ? { link: revision.url, text: id } : { code: id };
  const summary = revision.summary && commitMessage(revision.summary).split("\n")[0];
  return summary ? [shown, " ", truncateLabel(summary, 120)] : shown;
}

/** A connection to GitHub, GitLab or Bitbucket reports its summary as JSON, which holds the commit message. */
function commitMessage(summary: string): string {
  if (!summary.startsWith("{")) return summary;
  try {
    const parsed: unknown = JSON.parse(summary);
    return (isObject(parsed) && textAt(parsed, "CommitMessage")) || summary;
  } catch {
    return summary;
  }
}

function step(stage: StageView): Step {
  const notes: Text[] = [say(`step.${stage.state}`)];
  if (stage.took !== undefined) notes.push(say("step.took", { duration: { duration: stage.took } }));
  if (stage.decision) {
    notes.push(say(`step.${stage.decision.verdict}-by`, { person: { user: stage.decision.person } }));
  }
  return { id: stage.name, title: stage.name, state: stage.state, notes: [join(notes, " · ")] };
}

/** The value of a deployment's buttons, as JSON. */
export interface StageReference extends Location {
  readonly pipeline: string;
  readonly execution: string;
  readonly stage: string;
  readonly action?: string;
  /** Distinguishes the buttons of attempts, each of which may be pressed. */
  readonly attempt: number;
}

function controls(
  deployment: Deployment,
  seen: DeploymentView,
  environment: string | undefined,
  url: string,
): Pick<Content, "buttons" | "menu"> {
  const { pipeline, executionId: execution, account, region } = deployment;
  const open: Button = { action: "open", label: "button.open", url };
  const about = (named: Pick<StageReference, "stage" | "action">): string => {
    const { attempt } = seen;
    return JSON.stringify({
      pipeline,
      execution,
      ...named,
      attempt,
      account,
      region,
    } satisfies StageReference);
  };
  const activity = {
    action: "activity",
    label: "button.activity" as const,
    value: activityReference(deployment, pipeline, environment),
  };
  // The button stands for a command, which can only stop pipelines of nightshift.yaml.
  const stop = environment !== undefined && {
    action: "stop-execution",
    label: "button.stop-execution" as const,
    value: `${environment} ${execution.slice(0, 8)}`,
  };
  if (seen.approval) {
    const value = about(seen.approval);
    return {
      buttons: [
        { action: "approve", label: "button.approve", style: "primary", value },
        { action: "reject", label: "button.reject", style: "danger", value },
        open,
      ],
      menu: { options: [...(stop ? [stop] : []), activity] },
    };
  }
  const broken = seen.stages.find((stage) => stage.state === "failed" || stage.state === "rejected");
  if (seen.status === "failed" && broken) {
    const retry: Button = { action: "retry", label: "button.retry", value: about({ stage: broken.name }) };
    return { buttons: [retry, open, activity] };
  }
  return { buttons: seen.status === "running" && stop ? [open, stop] : [open] };
}

function truncateLabel(text: string, length: number): string {
  const characters = [...text];
  return characters.length > length ? `${characters.slice(0, length - 1).join("")}…` : text;
}

/** The words for a deployment's state in an overview. */
export function statusKey(status: DeploymentStatus): PlainKey {
  return `status.${status === "rejected" ? "failed" : status}`;
}
