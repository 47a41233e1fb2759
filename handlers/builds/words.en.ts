import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of builds in CodeBuild, in English. */
export const en = {
  "build.failed": ({ project }: { project: string }) => `Build of ${project} failed`,
  "build.failed-again": ({ project, count }: { project: string; count: number }) =>
    `Builds of ${project} keep failing: ${count} so far`,
  "build.timed-out": ({ project }: { project: string }) => `Build of ${project} timed out`,
  "build.fault": ({ project }: { project: string }) => `Build of ${project} failed because of a fault in CodeBuild`,
  "build.mended": ({ project }: { project: string }) => `Build of ${project} succeeds again`,
  "build.in-phase": ({ phase, message }: { phase: string; message: string }) => `${phase}: ${message}`,
  "build.in-phase-only": ({ phase }: { phase: string }) => `in the phase ${phase}`,
  "build.build": "Build",
  "build.version": "Source version",
  "build.started-by": "Started by",
  "build.by-pipeline": ({ pipeline }: { pipeline: string }) => `the pipeline ${pipeline}`,
  "build.by-rule": ({ rule }: { rule: string }) => `the rule ${rule}`,
  "build.took-usually": ({ took, usually }: { took: string; usually: string }) => `${took} (usually ${usually})`,
  "build.ended": "Ended",
  "build.failed-at": "Had failed",
  "build.open": "Open build",
  "build.open-log": "Open log",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
