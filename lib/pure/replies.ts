import type { Content } from "./content.ts";
import { join, say, type Text } from "./text.ts";

/** A negative answer: the problem first, then the next step. */
export function refusal(title: Text, ...lines: Text[]): Content {
  return { tone: "warning", title, ...(lines.length && { lines }) };
}

/** The answer for a missing role: in an environment, or, if none is given, everywhere. */
export function denial(command: string, role: string, environment?: string): Content {
  const shown = { command: { code: command }, role: { code: role } };
  const title = environment ? say("error.denied-in", { ...shown, environment }) : say("error.denied", shown);
  return refusal(title, say("error.ask-owner"));
}

/** A short positive answer. */
export function confirmation(title: Text): Content {
  return { tone: "success", title };
}

/** Names side by side: `dev`, `staging`, `production`. */
export function nameList(names: readonly string[]): Text {
  return join(
    names.map((name): Text => ({ code: name })),
    ", ",
  );
}

/** The line that points to help. */
export function seeHelp(command: string): Text {
  return say("error.see-help", { command: { code: command } });
}
