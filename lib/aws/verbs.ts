import type { ClientSettings } from "./client-settings.ts";
import * as codepipeline from "./codepipeline.ts";
import type { Verb } from "./verb.ts";

/** Everything that handlers can do in AWS, by the name under which they declare it. */
export const verbs = {
  "codepipeline.start": codepipeline.start,
  "codepipeline.executions": codepipeline.executions,
  "codepipeline.execution": codepipeline.execution,
  "codepipeline.state": codepipeline.state,
  "codepipeline.answerApproval": codepipeline.answerApproval,
  "codepipeline.retryStage": codepipeline.retryStage,
} as const;

export type VerbName = keyof typeof verbs;

/** The verbs of those names, ready to be called; no other can be reached through it. */
export type Bound<Name extends VerbName> = {
  readonly [N in Name]: ReturnType<(typeof verbs)[N]["bind"]>;
};

/** Binds just these verbs to an account's clients. */
export function bind<Name extends VerbName>(names: readonly Name[], settings: ClientSettings): Bound<Name> {
  return Object.fromEntries(
    names.map((name) => [name, (verbs[name] as Verb<unknown, unknown>).bind(settings)]),
  ) as Bound<Name>;
}
