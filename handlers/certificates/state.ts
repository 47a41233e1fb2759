import { compare } from "../../lib/pure/compare.ts";
/** What AWS Certificate Manager says of a certificate: that it runs out, cannot be renewed, or is there. */

import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { figureAt, flagAt, momentAt, momentIn, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** By the detail-types of its events. */
export const certificateTypes = {
  "ACM Certificate Approaching Expiration": "expiring",
  "ACM Certificate Renewal Action Required": "blocked",
  "ACM Certificate Expired": "expired",
  "ACM Certificate Revoked": "revoked",
  "ACM Certificate Available": "available",
} as const;

const certificateStateSchema = v.custom<(typeof certificateTypes)[keyof typeof certificateTypes]>(
  (value) => typeof value === "string",
);
export type CertificateState = StateOf<typeof certificateStateSchema>;

/** What one event says. */
const certificateNewsSchema = v.object({
  /** The id at the end of its ARN. */
  id: v.string(),
  /** The domain name; the id when the event names none. */
  name: v.string(),
  state: certificateStateSchema,
  /** ISO 8601. */
  at: v.string(),
  /** Days that are left, from that moment on. */
  days: v.exactOptional(v.number()),
  /** When it runs out, ISO 8601. */
  expires: v.exactOptional(v.string()),
  /** Who sees to its renewal. */
  origin: v.exactOptional(v.picklist(["amazon", "imported"])),
  isInUse: v.exactOptional(v.boolean()),
  /** Whether its key has been taken out of ACM, to where ACM renews nothing. */
  isExported: v.exactOptional(v.boolean()),
  /** Why ACM cannot renew it: `CAA_ERROR` … */
  reason: v.exactOptional(v.string()),
  /** How ACM asks whether the domain is ours: `DNS`, `EMAIL`. */
  validation: v.exactOptional(v.string()),
  /** What made it available: `RENEWAL`, `REIMPORT` … */
  action: v.exactOptional(v.string()),
});
export type CertificateNews = StateOf<typeof certificateNewsSchema>;

export const certificateNewsShape = defineShape({
  name: "certificate-news",
  version: 1,
  schema: certificateNewsSchema,
});

/**
 * The certificate of an event; undefined when it names none, or its type is none of these.
 * https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
 */
export function certificateNewsOf({ type, detail, resources, time }: AwsEvent): CertificateNews | undefined {
  const state = Object.hasOwn(certificateTypes, type)
    ? certificateTypes[type as keyof typeof certificateTypes]
    : undefined;
  const id = resources.flatMap((arn) => /:certificate\/([\w-]{1,100})$/.exec(arn)?.[1] ?? [])[0];
  if (!state || !id) return undefined;
  const name = textAt(detail, "CommonName") ?? textAt(detail, "FirstSubjectAlternativeName");
  const left = figureAt(detail, "DaysToExpiry");
  const days = left === undefined || Math.abs(left) > 10_000 ? undefined : Math.floor(left);
  const expires = momentAt(detail, "CertificateExpirationDate");
  const origin = originOf(detail);
  const [isInUse, isExported] = [flagAt(detail, "InUse"), flagAt(detail, "Exported")];
  const short = (field: string): string | undefined => {
    const text = textAt(detail, field);
    return text && truncate(text, 60);
  };
  const [reason, validation] = [short("RenewalStatusReason"), short("DomainValidationMethod")];
  const action = short("Action");
  return {
    id,
    name: truncate(name ?? id, 200),
    state,
    at: time,
    ...(days !== undefined && { days }),
    ...(expires && { expires }),
    ...(origin && { origin }),
    ...(isInUse !== undefined && { isInUse }),
    ...(isExported !== undefined && { isExported }),
    ...(reason && { reason }),
    ...(validation && { validation }),
    ...(action && { action }),
  };
}

function originOf(detail: unknown): CertificateNews["origin"] {
  const [type, origin] = [textAt(detail, "CertificateType"), textAt(detail, "CertificateKeyPairOrigin")];
  if (type === "IMPORTED" || origin === "CUSTOMER_PROVIDED") return "imported";
  return type !== undefined || origin === "AWS_MANAGED" ? "amazon" : undefined;
}

/** What was last heard of a certificate, by what was said: so that it does not matter in which order it is heard. */
const knownCertificateSchema = v.record(certificateStateSchema, certificateNewsSchema);
export type KnownCertificate = StateOf<typeof knownCertificateSchema>;

export const knownCertificateShape = defineShape({
  name: "certificate",
  version: 1,
  schema: knownCertificateSchema,
});

export function withCertificateNews(
  known: KnownCertificate | undefined,
  news: CertificateNews,
): KnownCertificate {
  const before = known?.[news.state];
  return before && before.at >= news.at ? (known ?? {}) : { ...known, [news.state]: news };
}

/** From what is only coming to what cannot be mended; what became available has left that behind. */
const worsening: readonly CertificateState[] = ["expiring", "blocked", "expired", "revoked"];

/**
 * How it stands with the certificate. What was said last holds, and what it leaves out is as it was said before; but
 * what has expired does not approach its expiration any more, and what ACM cannot renew stays so until it is available.
 */
export function certificateNow(known: KnownCertificate): CertificateNews | undefined {
  const all = [...worsening, "available" as const]
    .flatMap((state) => known[state] ?? [])
    .sort((one, other) => compare(one.at, other.at));
  let now: CertificateNews | undefined;
  for (const next of all) {
    // Its days are those of another validity.
    if (!now || next.state === "available" || now.state === "available") {
      now = next;
      continue;
    }
    const name = next.name === next.id ? now.name : next.name;
    const isWorse = worsening.indexOf(next.state) > worsening.indexOf(now.state);
    now = { ...now, ...next, name, state: isWorse ? next.state : now.state };
  }
  return now;
}

/** When it runs out: as it says, else so many days after it said so; to the day only. */
export function expiryOf({ expires, days, at }: CertificateNews): string | undefined {
  if (expires !== undefined || days === undefined) return expires;
  return momentIn(Date.parse(at) + days * 24 * 60 * 60 * 1000);
}

/** Whether somebody has to do something before it runs out: nobody but who imported it can renew it. */
export function needsSomebody({ state, origin }: CertificateNews): boolean {
  return state === "blocked" || (state === "expiring" && origin === "imported");
}

/**
 * How much it matters: high when it has expired or was revoked, in the last three days, and in the last seven when
 * somebody must do something; medium in the last fourteen days, and before that when somebody must do something; low
 * otherwise, and for what is not in use.
 */
export function severityOfCertificate(news: CertificateNews): Severity {
  const { state, days, isInUse } = news;
  if (state === "available" || isInUse === false) return "low";
  if (state === "expired" || state === "revoked") return "high";
  const left = days ?? Number.POSITIVE_INFINITY;
  if (needsSomebody(news)) return left <= 7 ? "high" : "medium";
  if (left <= 3) return "high";
  return left <= 14 ? "medium" : "low";
}
