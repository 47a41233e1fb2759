import { account } from "../world.ts";

/**
 * Who signs with this access key: the role of a function, with the function's name as the session, as on Lambda.
 * The containers of one function sign as `commands-1`, `commands-2`, … and are one caller.
 */
export function callerArn(accessKeyId: string): string {
  const name = accessKeyId.replace(/-\d+$/, "");
  return `arn:aws:sts::${account}:assumed-role/${name}/${name}`;
}
