import type { Subject } from "../../lib/app/define.ts";
import { cacheInvalidate } from "./commands.ts";
import { invalidationCheck } from "./jobs.ts";
import { invalidationShape } from "./message.ts";
import { watchedInvalidationShape } from "./service.ts";

/** A site's CloudFront cache. */
export const cache: Subject = {
  commands: [cacheInvalidate],
  jobs: [invalidationCheck],
  states: [invalidationShape, watchedInvalidationShape],
};
