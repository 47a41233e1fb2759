import { codeDeploymentUrl, instanceUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present, type Tone } from "../../lib/pure/content.ts";
import { join, say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { type CodeDeployment, type FailedInstance, hasEnded } from "./state.ts";

/** Number of failed instances that are named. */
const mostNamed = 10;

/** The message of a CodeDeploy deployment: what was deployed where, the result, and the reasons of a failure. */
export function codeDeploymentMessage(deployment: CodeDeployment, region: string): Content {
  const { id, application, group, failed, facts, state } = deployment;
  const url = codeDeploymentUrl(region, id);
  const instances = Object.values(failed);
  const reason = reasonOf(deployment);
  const list = present<Fact>([
    reason && { label: "build.why", value: reason },
    (instances.length || facts?.counts?.failed) && {
      label: "code-deploy.failed-instances",
      value: failedText(deployment, region),
    },
    application && { label: "code-deploy.application", value: truncate(application, 150) },
    group && { label: "code-deploy.group", value: truncate(group, 150) },
    { label: "code-deploy.deployment", value: { link: url, text: id } },
    facts?.rollback && {
      label: "code-deploy.rolled-back-by",
      value: { link: codeDeploymentUrl(region, facts.rollback), text: facts.rollback },
    },
    facts?.rollbackOf && {
      label: "code-deploy.rolls-back",
      value: { link: codeDeploymentUrl(region, facts.rollbackOf), text: facts.rollbackOf },
    },
    state && { label: "event.time", value: { time: state.at } },
  ]);
  return {
    tone: toneOf(deployment),
    title: codeDeploymentTitle(deployment),
    facts: list,
    buttons: [{ action: "open", label: "button.open", url }],
  };
}

/** What happened to what, in one line. */
export function codeDeploymentTitle(deployment: CodeDeployment): Text {
  const { application, group, id, state, facts, failed } = deployment;
  const name = truncate(application && group ? `${application} › ${group}` : application || group || id, 200);
  const isRollback = facts?.rollbackOf !== undefined || facts?.creator === "codeDeployRollback";
  switch (state?.is) {
    case "FAILURE":
      return say(isRollback ? "code-deploy.rollback-failed" : "code-deploy.failed", { name });
    case "STOP":
      return say("code-deploy.stopped", { name });
    case "SUCCESS":
      return say(isRollback ? "code-deploy.rolled-back" : "code-deploy.succeeded", { name });
    default: {
      const count = Math.max(Object.keys(failed).length, facts?.counts?.failed ?? 0);
      return count
        ? say("code-deploy.failing", { name, count })
        : say(isRollback ? "code-deploy.rolling-back" : "code-deploy.running", { name });
    }
  }
}

function toneOf(deployment: CodeDeployment): Tone {
  if (!hasEnded(deployment)) return Object.keys(deployment.failed).length ? "warning" : "progress";
  if (deployment.state?.is === "FAILURE") return "failure";
  return deployment.state?.is === "SUCCESS" ? "success" : "quiet";
}

/** Why it failed, in AWS's words. */
function reasonOf({ facts, state }: CodeDeployment): Text | undefined {
  const { code, message } = facts ?? {};
  if (message) return truncate(message, 700);
  if (code) return { code };
  return state?.is === "FAILURE" ? say("build.why-unknown") : undefined;
}

function failedText({ failed, facts }: CodeDeployment, region: string): Text {
  const instances = Object.values(failed);
  const count = Math.max(instances.length, facts?.counts?.failed ?? 0);
  const total = facts?.counts?.total ?? 0;
  const counted: Text | undefined = total > 0 ? say("code-deploy.of", { count, total }) : undefined;
  if (!instances.length) return counted ?? String(count);
  const named = instances.slice(0, mostNamed).map((one) => instanceText(one, region));
  const more = count - named.length;
  const all = more > 0 ? [...named, say("operation.more", { count: more })] : named;
  return counted ? [counted, ": ", join(all, ", ")] : join(all, ", ");
}

function instanceText({ id, name }: FailedInstance, region: string): Text {
  // An on-premises server has no page in the EC2 console.
  const link: Text = /^i-/.test(id) ? { link: instanceUrl(region, id), text: id } : truncate(id, 100);
  return name && name !== id ? [truncate(name, 100), " (", link, ")"] : link;
}

/** The failure as plain lines, for the message of a larger deployment. */
export function reasonsOf({ failed, facts }: CodeDeployment): string[] {
  const { code, message } = facts ?? {};
  const names = Object.values(failed).map(({ id, name }) => (name && name !== id ? `${name} (${id})` : id));
  const shown = names.slice(0, mostNamed).join(", ");
  return [...(message || code ? [message ?? code ?? ""] : []), ...(shown ? [`✗ ${shown}`] : [])];
}
