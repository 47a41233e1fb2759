import type { DialogContext, NamedEnvironment } from "../../lib/app/define.ts";
import type { Choice, Field } from "../../lib/pure/dialog.ts";
import { isAllowed, type Role } from "../../lib/pure/roles.ts";
import { join, say, type Text } from "../../lib/pure/text.ts";
import { environmentNamed } from "../../lib/requests/parse-arguments.ts";
import { latestExecutionIn } from "./commands/deploy-status.ts";
import type { DeployVerb } from "./kinds/index.ts";

type Context = DialogContext<DeployVerb<"list">>;

/** The environments in which the person has the role, each with the state of its last deployment. */
export async function chooseEnvironment(role: Role, context: Context): Promise<Field> {
  const { config, member } = context;
  const allowed = Object.keys(config.environments)
    .filter((name) => isAllowed(member, role, config.people, name))
    .flatMap((name) => environmentNamed(config, name) ?? []);
  return {
    name: "environment",
    label: "dialog.environment",
    choices: await Promise.all(allowed.map((environment) => choice(environment, context))),
  };
}

async function choice(environment: NamedEnvironment, context: Context): Promise<Choice> {
  const { name, pipeline, protection } = environment;
  const parts: Text[] = [pipeline];
  const state = await lastDeployment(environment, context);
  if (state !== undefined) parts.push(state);
  if (protection === "confirm") parts.push(say("dialog.deploy.confirm"));
  if (protection === "approval") parts.push(say("dialog.deploy.approval"));
  return { value: name, label: name, note: join(parts, " · ") };
}

/** Undefined when AWS does not answer: the choice is offered all the same. */
async function lastDeployment(environment: NamedEnvironment, context: Context): Promise<Text | undefined> {
  const latest = await latestExecutionIn(environment, context);
  if (!latest.ok) return undefined;
  if (!latest.value) return say("status.never");
  const { status, key, since } = latest.value;
  if (!since) return { say: key };
  const ago: Text = { duration: Math.max(0, context.now().getTime() - Date.parse(since)) };
  const isGoingOn = status === "running" || status === "waiting" || status === "stopping";
  return say(isGoingOn ? "dialog.deploy.for" : "dialog.deploy.last", { state: { say: key }, ago });
}
