import type { Access } from "../pure/location.ts";
import { failed, ok, type Result } from "../pure/result.ts";
import type { ClientSettings } from "./client-settings.ts";
import { assumeRole, type Credentials } from "./sts.ts";
import type { LentSettings } from "./verb.ts";

/** The accounts that the bot can get into, with the credentials that it was lent there. */
export interface Accounts {
  /** What clients there are made with. `session` says in CloudTrail on whose behalf. */
  settings(access: Access, session: string): ClientSettings | LentSettings;
}

/** Before they expire by so much, credentials are renewed: longer than any function runs. */
const spareMs = 5 * 60 * 1000;

interface Loan {
  readonly credentials: Promise<Result<Credentials>>;
  /** By region. The same object each time, since clients are kept for it. */
  readonly settings: Map<string, ClientSettings>;
  /** Milliseconds since 1970; not known while AWS is asked. */
  expiresAt?: number;
}

/** Remembers each role's credentials for each session while they last, and the settings of each region. */
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
      // A refusal is not kept: the role may be mended by the next request.
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

/** What a session may be called. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const longestSession = 64;

/** The name of a session: the bot's own, and the Slack user who asked, or what else it acts for. */
export function sessionOf(actor?: string): string {
  const name = actor ? `nightshift-${actor}` : "nightshift";
  return name.replaceAll(/[^\w+=,.@-]/g, "-").slice(0, longestSession);
}
