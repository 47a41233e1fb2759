import type { Severity } from "../../lib/alerts/routing.ts";
import { databaseUrl } from "../../lib/pure/console.ts";
import { type Button, type Content, present } from "../../lib/pure/content.ts";
import { arnIn, arnOfResource, stateText } from "../../lib/pure/resource.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { isRestartSettled, type Restart, type RestartPhase, type RestartReason } from "./state.ts";

const tones: Readonly<Record<RestartPhase, Content["tone"]>> = {
  waiting: "progress",
  stopping: "progress",
  stopped: "success",
  left: "warning",
  "gave-up": "failure",
};

/** A database that is intentionally kept running needs no action. */
export function isWanted({ phase, reason }: Restart): boolean {
  return phase === "left" && reason.kind !== "unasked" && reason.kind !== "unseen";
}

export function severityOfRestart(restart: Restart): Severity {
  if (restart.phase === "gave-up") return "high";
  return restart.phase === "left" && !isWanted(restart) ? "medium" : "low";
}

/** What the keep-running button is about. */
export interface RestartReference {
  /** The key of the restart's message. */
  readonly restart: string;
  readonly environment?: string;
}

/** The message of a restart, as it should read now. `key`: its own key. */
export function restartMessage(restart: Restart, key: string): Content {
  const { target, phase, reason, at, phaseAt, state, environment } = restart;
  const { name, id } = target;
  const url = databaseUrl(target, target.engine);
  const isRunning = phase === "left" || phase === "gave-up";
  const reference: RestartReference = { restart: key, ...(environment !== undefined && { environment }) };
  const buttons: Button[] = [];
  if (phase === "waiting")
    buttons.push({ action: "leave-on", label: "button.leave-on", value: JSON.stringify(reference) });
  const arn = arnOfResource(target);
  if (isRunning && reason.kind !== "gone" && arnIn(arn))
    buttons.push({ action: "stop-again", label: "button.stop-again", value: arn });
  return {
    tone: isWanted(restart) ? "info" : tones[phase],
    title: say(`restart.${phase}`, { name }),
    lines: linesOf(restart),
    facts: present([
      {
        label: target.kind === "cluster" ? "database.cluster" : "database.database",
        value: name === id ? { link: url, text: id } : [`${name} (`, { link: url, text: id }, ")"],
      },
      state && !isRestartSettled(restart) && { label: "restart.state", value: stateText(state) },
      { label: "restart.at", value: { time: at } },
      phase === "stopped" && { label: "restart.done", value: { time: phaseAt } },
    ]),
    buttons: [...buttons, { action: "open", label: "button.open", url }],
  };
}

function linesOf({ target, phase, reason, refusal, heardAt, phaseAt }: Restart): Text[] {
  const command: Text = { code: `/rds stop ${target.name}` };
  switch (phase) {
    case "stopped":
      return [
        ...(reason.kind === "by-schedule" || reason.kind === "by-operation" ? [restartReasonText(reason)] : []),
        say("restart.again"),
      ];
    case "gave-up":
      return present([
        say("restart.late", { duration: { duration: Date.parse(phaseAt) - Date.parse(heardAt) } }),
        refusal && say("restart.refused", { reason: refusal }),
        say("restart.how", { command }),
      ]);
    case "left":
      return present([
        restartReasonText(reason),
        reason.kind !== "gone" && reason.kind !== "day" && say("restart.cost"),
        reason.kind !== "gone" && reason.kind !== "day" && say("restart.how", { command }),
      ]);
    default:
      return [restartReasonText(reason), ...(refusal ? [say("restart.refused", { reason: refusal })] : [])];
  }
}

function restartReasonText(reason: RestartReason): Text {
  switch (reason.kind) {
    case "by-schedule":
    case "day":
      return say(`restart.${reason.kind}`, { schedule: reason.schedule });
    case "put-off":
    case "skipped":
      return say(`restart.${reason.kind}`, { schedule: reason.schedule, person: { user: reason.person } });
    case "kept":
      return say("restart.kept", { person: { user: reason.person } });
    case "unseen":
      return say("restart.unseen", { reason: reason.reason });
    default:
      return say(`restart.${reason.kind}`);
  }
}

/** The news of a restart, for the thread; undefined where the message itself is enough. */
export function restartLine({ target, phase, reason, phaseAt }: Restart): Text | undefined {
  const { name } = target;
  if (phase === "stopped") return [say("restart.line-stopped", { name }), "  ", { time: phaseAt }];
  if (phase === "gave-up") return say("restart.line-gave-up", { name });
  return phase === "left" && reason.kind === "kept"
    ? say("restart.line-kept", { name, person: { user: reason.person } })
    : undefined;
}
