import type { Subject } from "../../lib/app/define.ts";
import { certificate } from "./events.ts";
import { certificateNewsShape, knownCertificateShape } from "./state.ts";

/** Expiring and renewed ACM certificates. */
export const certificates: Subject = {
  events: [certificate],
  states: [certificateNewsShape, knownCertificateShape],
};
