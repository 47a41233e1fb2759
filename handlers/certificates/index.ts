import type { Subject } from "../../lib/app/define.ts";
import { certificate } from "./events.ts";
import { certificateNewsShape, knownCertificateShape } from "./state.ts";

/** Certificates of ACM that expire or are renewed. */
export const certificates: Subject = {
  events: [certificate],
  states: [certificateNewsShape, knownCertificateShape],
};
