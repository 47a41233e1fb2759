import type { Accounts } from "../aws/accounts.ts";
import { type Bound, bind, type Note, type VerbName } from "../aws/verbs.ts";
import type { Config } from "../config/schema.ts";
import { type Access, accessesOf, accessOf, isSameLocation, type Location } from "../pure/location.ts";
import { failed } from "../pure/result.ts";
import type { AwsAccess, AwsLocation, HandlerContext, SharedContext } from "./define.ts";

/** What access to the configured accounts needs. */
export interface AwsAccessDeps {
  readonly accounts: Accounts;
  /** The bot's own location. */
  readonly home: Location;
  readonly config: Config;
}

/**
 * The verbs of those names in each account and region. `session` is the session name of assumed roles; `note` is
 * called with each call that changes something.
 */
export function createAwsAccess<Uses extends VerbName>(
  uses: readonly Uses[],
  { accounts, home, config }: AwsAccessDeps,
  session: string,
  note?: Note,
): AwsAccess<Uses> {
  const all = accessesOf(config, home);
  const open = (access: Access): AwsLocation<Uses> => ({
    account: access.account,
    region: access.region,
    aws: bind(uses, accounts.settings(access, session), note),
  });
  return {
    home: open(home),
    allLocations: all.map(open),
    in: (located) => open(accessOf(located, home)),
    at(location) {
      const access = all.find((one) => isSameLocation(one, location));
      return access ? open(access) : unconfigured(uses, location);
    },
  };
}

/** The context of a handler that declares those verbs. */
export function createHandlerContext<Uses extends VerbName>(
  uses: readonly Uses[],
  deps: AwsAccessDeps & SharedContext,
  session: string,
  note?: Note,
): HandlerContext<Uses> {
  const { config, store, publish, now, log } = deps;
  return { ...createAwsAccess(uses, deps, session, note), config, store, publish, now, log };
}

/** A location that is not configured: every verb returns that as a fault. */
function unconfigured<Uses extends VerbName>(uses: readonly Uses[], { account, region }: Location): AwsLocation<Uses> {
  const refuse = async () =>
    failed({
      class: "denied",
      code: "NotConfigured",
      message: `nightshift.yaml names no role for ${account} in ${region}`,
      operation: "sts:AssumeRole",
      closed: { account },
    });
  const aws = Object.fromEntries(uses.map((name) => [name, refuse])) as unknown as Bound<Uses>;
  return { account, region, aws };
}
