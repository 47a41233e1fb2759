import type { Content } from "./content.ts";
import { join, say, type Text } from "./text.ts";

/** An answer that says no: what is wrong first, then the next step. */
export function refusal(title: Text, ...lines: Text[]): Content {
  return { tone: "warning", title, ...(lines.length && { lines }) };
}

/** Says no for want of a role: in an environment, or, when none is named, everywhere. */
export function denial(command: string, role: string, environment?: string): Content {
  const shown = { command: { code: command }, role: { code: role } };
  const title = environment ? say("error.denied-in", { ...shown, environment }) : say("error.denied", shown);
  return refusal(title, say("error.ask-owner"));
}

/** A short answer that all is well. */
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
