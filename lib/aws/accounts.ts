import type { Access } from "../pure/location.ts";
import { failed, ok, type Result } from "../pure/result.ts";
import type { ClientSettings } from "./client-settings.ts";
import { assumeRole, type Credentials } from "./sts.ts";
import type { LentSettings } from "./verb.ts";

/** The accounts that the bot can access, with the credentials of their roles. */
export interface Accounts {
  /** Client settings for an account. `session` is the session name in CloudTrail. */
  settings(access: Access, session: string): ClientSettings | LentSettings;
}

/** Credentials are renewed this long before they expire: longer than any function runs. */
const spareMs = 5 * 60 * 1000;

interface Loan {
  readonly credentials: Promise<Result<Credentials>>;
  /** By region. Always the same object, since clients are cached by it. */
  readonly settings: Map<string, ClientSettings>;
  /** Milliseconds since 1970; unknown while the role is being assumed. */
  expiresAt?: number;
}

/** Caches each role's credentials by session until they expire, and the settings of each region. */
export function createAccounts(own: ClientSettings, now: () => Date): Accounts {
  const regions = new Map([[own.region, own]]);
  const loans = new Map<string, Loan>();

  function borrow(access: Access & { readonly role: string }, key: string, session: string): Loan {
    const known = loans.get(key);
    const isGood = ({ expiresAt }: Loan) => expiresAt === undefined || expiresAt - spareMs > now().getTime();
    if (known && isGood(known)) return known;
    for (const [name, loan] of loans) if (!isGood(loan)) loans.delete(name);
    const { role, externalId } = access;
    const loan: Loan = {
      credentials: assumeRole.bind(own)({ role, externalId, session }),
      settings: new Map(),
    };
    loans.set(key, loan);
    const forget = (): void => {
      if (loans.get(key) === loan) loans.delete(key);
    };
    loan.credentials.then((answer) => {
      if (answer.ok) loan.expiresAt = answer.value.expiresAt;
      // A refusal is not cached: the role may be fixed by the next request.
      else forget();
    }, forget);
    return loan;
  }

  return {
    settings(access, session) {
      const { role, region } = access;
      if (role === undefined) {
        const settings = regions.get(region) ?? { ...own, region };
        regions.set(region, settings);
        return settings;
      }
      const key = [role, access.externalId ?? "", session].join(" ");
      return {
        async read() {
          const loan = borrow({ ...access, role }, key, session);
          const lent = await loan.credentials;
          if (!lent.ok) {
            const isRefused = lent.fault.class === "denied";
            return failed({ ...lent.fault, ...(isRefused && { closed: { role } }) });
          }
          const { accessKeyId, secretAccessKey, sessionToken } = lent.value;
          const credentials = { accessKeyId, secretAccessKey, sessionToken };
          const settings = loan.settings.get(region) ?? { ...own, region, credentials };
          loan.settings.set(region, settings);
          return ok(settings);
        },
        forget: () => void loans.delete(key),
      };
    },
  };
}

/** The limit of a session name. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const longestSession = 64;

/** A session name: the bot's name, and the Slack user or other origin it acts for. */
export function sessionOf(actor?: string): string {
  const name = actor ? `nightshift-${actor}` : "nightshift";
  return name.replaceAll(/[^\w+=,.@-]/g, "-").slice(0, longestSession);
}
