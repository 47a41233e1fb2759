import type { Subject } from "../../lib/app/define.ts";
import { cacheInvalidate } from "./commands.ts";
import { invalidationCheck } from "./jobs.ts";
import { invalidationShape } from "./message.ts";
import { watchedInvalidationShape } from "./service.ts";

/** The cache of a site behind CloudFront. */
export const cache: Subject = {
  commands: [cacheInvalidate],
  jobs: [invalidationCheck],
  states: [invalidationShape, watchedInvalidationShape],
};
