import * as autoScaling from "./auto-scaling.ts";
import type { ClientSettings } from "./client-settings.ts";
import * as cloudformation from "./cloudformation.ts";
import * as cloudfront from "./cloudfront.ts";
import * as cloudtrail from "./cloudtrail.ts";
import * as cloudwatch from "./cloudwatch.ts";
import * as codedeploy from "./codedeploy.ts";
import * as codepipeline from "./codepipeline.ts";
import * as costExplorer from "./cost-explorer.ts";
import * as ec2 from "./ec2.ts";
import * as elb from "./elb.ts";
import * as logs from "./logs.ts";
import * as rds from "./rds.ts";
import type { LentSettings, Note, Verb } from "./verb.ts";

export type { Note } from "./verb.ts";

/** Everything that handlers can do in AWS, by the name in their declarations. */
export const verbs = {
  "cloudformation.events": cloudformation.events,
  "cloudformation.tags": cloudformation.tags,
  "autoscaling.activities": autoScaling.activities,
  "autoscaling.lifecycle": autoScaling.lifecycle,
  "autoscaling.refresh": autoScaling.refresh,
  "autoscaling.targetGroups": autoScaling.targetGroups,
  "cloudfront.invalidate": cloudfront.invalidate,
  "cloudfront.invalidation": cloudfront.invalidation,
  "cloudtrail.activity": cloudtrail.activity,
  "cloudtrail.lookup": cloudtrail.lookup,
  "codedeploy.deployment": codedeploy.deployment,
  "cloudwatch.alarms": cloudwatch.alarms,
  "cloudwatch.series": cloudwatch.series,
  "codepipeline.start": codepipeline.start,
  "codepipeline.executions": codepipeline.executions,
  "codepipeline.execution": codepipeline.execution,
  "codepipeline.state": codepipeline.state,
  "codepipeline.answerApproval": codepipeline.answerApproval,
  "codepipeline.retryStage": codepipeline.retryStage,
  "codepipeline.stop": codepipeline.stop,
  "costexplorer.daily": costExplorer.daily,
  "ec2.consoleOutput": ec2.consoleOutput,
  "ec2.find": ec2.find,
  "ec2.impairment": ec2.impairment,
  "ec2.remembered": ec2.remembered,
  "ec2.start": ec2.start,
  "ec2.stop": ec2.stop,
  "ec2.reboot": ec2.reboot,
  "logs.tail": logs.tail,
  "elb.targetHealth": elb.targetHealth,
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

/** The verbs of those names, ready to call; no others are accessible. */
export type Bound<Name extends VerbName> = {
  readonly [N in Name]: ReturnType<(typeof verbs)[N]["bind"]>;
};

/** Binds just these verbs to an account's clients; `note` is called with each call that changes something. */
export function bind<Name extends VerbName>(
  names: readonly Name[],
  settings: ClientSettings | LentSettings,
  note?: Note,
): Bound<Name> {
  return Object.fromEntries(
    names.map((name) => [name, (verbs[name] as Verb<unknown, unknown>).bind(settings, note)]),
  ) as Bound<Name>;
}
