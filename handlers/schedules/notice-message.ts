import type { Content } from "../../lib/pure/content.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import type { Transition } from "./state.ts";

interface Notice {
  readonly schedule: string;
  readonly transition: Transition;
  /** What will be stopped. */
  readonly what: Text;
  readonly phase: "coming" | "skipped" | "over";
}

/** The value of a notice's buttons, as JSON. */
export interface StopReference {
  readonly schedule: string;
  /** The planned stop, and when it would take effect, ISO 8601: a button from before an override is outdated. */
  readonly planned: string;
  readonly at: string;
}

/** The notice before a stop, with any override. */
export function noticeMessage({ schedule, transition, what, phase }: Notice): Content {
  const { override } = transition;
  const time: Text = { time: transition.at };
  const lines: Text[] = phase === "coming" ? [say("notice.what", { list: what })] : [];
  if (override) {
    const person: Text = { user: override.by };
    lines.push(
      override.until
        ? say("notice.snoozed", { person, time: { time: override.until } })
        : say("notice.skipped", { person }),
    );
  }
  const value = JSON.stringify({
    schedule,
    planned: transition.planned,
    at: transition.at,
  } satisfies StopReference);
  return {
    tone: phase === "coming" ? "waiting" : "quiet",
    title:
      phase === "skipped"
        ? say("notice.skipped-title", { schedule })
        : say(phase === "over" ? "notice.over" : "notice.title", { schedule, time }),
    lines,
    ...(phase === "coming" && {
      buttons: [
        { action: "snooze", label: "button.snooze", value },
        { action: "skip", label: "button.skip", value },
      ],
    }),
  };
}
