import { defineJob } from "../../lib/app/define.ts";
import { checkRestart, restartStops } from "./service.ts";

/** Stops a database that AWS has started after seven days, as soon as it is available. */
export const restartCheck = defineJob({ name: "restart-check", uses: restartStops, run: checkRestart });
