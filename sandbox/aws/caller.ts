import { account } from "../world.ts";
import type { Sessions } from "./state/sessions.ts";

/**
 * The ARN of the key's owner: an assumed role, or a function's role with the function's name as the session, as on
 * Lambda. The containers of one function sign as `commands-1`, `commands-2`, … and are one caller.
 */
export function callerArn(accessKeyId: string, sessions: Sessions): string {
  const session = sessions.get(accessKeyId);
  if (session) {
    return `arn:aws:sts::${session.account}:assumed-role/${session.role.split("/").at(-1)}/${session.name}`;
  }
  const name = accessKeyId.replace(/-\d+$/, "");
  return `arn:aws:sts::${account}:assumed-role/${name}/${name}`;
}
