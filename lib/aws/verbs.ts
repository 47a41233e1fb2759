import type { ClientSettings } from "./client-settings.ts";
import * as cloudfront from "./cloudfront.ts";
import * as codepipeline from "./codepipeline.ts";
import * as costExplorer from "./cost-explorer.ts";
import * as ec2 from "./ec2.ts";
import * as rds from "./rds.ts";
import type { Verb } from "./verb.ts";

/** Everything that handlers can do in AWS, by the name under which they declare it. */
export const verbs = {
  "cloudfront.invalidate": cloudfront.invalidate,
  "cloudfront.invalidation": cloudfront.invalidation,
  "codepipeline.start": codepipeline.start,
  "codepipeline.executions": codepipeline.executions,
  "codepipeline.execution": codepipeline.execution,
  "codepipeline.state": codepipeline.state,
  "codepipeline.answerApproval": codepipeline.answerApproval,
  "codepipeline.retryStage": codepipeline.retryStage,
  "costexplorer.daily": costExplorer.daily,
  "ec2.find": ec2.find,
  "ec2.start": ec2.start,
  "ec2.stop": ec2.stop,
  "ec2.reboot": ec2.reboot,
  "rds.instances": rds.instances,
  "rds.clusters": rds.clusters,
  "rds.startInstance": rds.startInstance,
  "rds.stopInstance": rds.stopInstance,
  "rds.rebootInstance": rds.rebootInstance,
  "rds.startCluster": rds.startCluster,
  "rds.stopCluster": rds.stopCluster,
  "rds.startDocumentDb": rds.startDocumentDb,
  "rds.stopDocumentDb": rds.stopDocumentDb,
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
