import { compare } from "../../lib/pure/compare.ts";
/** AWS Certificate Manager's events: a certificate expires, cannot be renewed, or is available. */

import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { figureAt, filled, flagAt, momentAt, momentIn, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** By detail-type. */
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
type CertificateState = StateOf<typeof certificateStateSchema>;

/** One event. */
const certificateNewsSchema = v.object({
  /** The id at the end of its ARN. */
  id: v.string(),
  /** The domain name; the id when the event names none. */
  name: v.string(),
  state: certificateStateSchema,
  /** ISO 8601. */
  at: v.string(),
  /** Days left, from that time on. */
  days: v.exactOptional(v.number()),
  /** When it expires, ISO 8601. */
  expires: v.exactOptional(v.string()),
  /** Who renews it. */
  origin: v.exactOptional(v.picklist(["amazon", "imported"])),
  isInUse: v.exactOptional(v.boolean()),
  /** Whether its private key was exported: ACM does not renew the copies elsewhere. */
  isExported: v.exactOptional(v.boolean()),
  /** Why ACM cannot renew it: `CAA_ERROR` … */
  reason: v.exactOptional(v.string()),
  /** How ACM validates the domain: `DNS`, `EMAIL`. */
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
 * The certificate of an event; undefined when it names none, or has another type.
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
  const [isInUse, isExported] = [flagAt(detail, "InUse"), flagAt(detail, "Exported")];
  const short = (field: string): string | undefined => {
    const text = textAt(detail, field);
    return text && truncate(text, 60);
  };
  const [reason, validation] = [short("RenewalStatusReason"), short("DomainValidationMethod")];
  return {
    id,
    name: truncate(name ?? id, 200),
    state,
    at: time,
    ...filled({
      days,
      expires: momentAt(detail, "CertificateExpirationDate"),
      origin: originOf(detail),
      isInUse,
      isExported,
      reason,
      validation,
      action: short("Action"),
    }),
  };
}

function originOf(detail: unknown): CertificateNews["origin"] {
  const [type, origin] = [textAt(detail, "CertificateType"), textAt(detail, "CertificateKeyPairOrigin")];
  if (type === "IMPORTED" || origin === "CUSTOMER_PROVIDED") return "imported";
  return type !== undefined || origin === "AWS_MANAGED" ? "amazon" : undefined;
}

/** The latest event of each kind, so that the order of arrival does not matter. */
const knownCertificateSchema = v.record(certificateStateSchema, certificateNewsSchema);
export type KnownCertificate = StateOf<typeof knownCertificateSchema>;

export const knownCertificateShape = defineShape({ name: "certificate", version: 1, schema: knownCertificateSchema });

export function withCertificateNews(known: KnownCertificate | undefined, news: CertificateNews): KnownCertificate {
  const before = known?.[news.state];
  return before && before.at >= news.at ? (known ?? {}) : { ...known, [news.state]: news };
}

/** From a warning to what cannot be repaired; an available certificate has left all of them behind. */
const worsening: readonly CertificateState[] = ["expiring", "blocked", "expired", "revoked"];

/**
 * The certificate's current state. The latest event wins, and fills its gaps from earlier ones; but an expired
 * certificate no longer approaches expiration, and one that ACM cannot renew stays so until it is available.
 */
export function certificateNow(known: KnownCertificate): CertificateNews | undefined {
  const all = [...worsening, "available" as const]
    .flatMap((state) => known[state] ?? [])
    .sort((one, other) => compare(one.at, other.at));
  let now: CertificateNews | undefined;
  for (const next of all) {
    // Days left of an earlier certificate do not apply.
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

/** The expiry as stated, otherwise the days left after the event; to the day only. */
export function expiryOf({ expires, days, at }: CertificateNews): string | undefined {
  if (expires !== undefined || days === undefined) return expires;
  return momentIn(Date.parse(at) + days * 24 * 60 * 60 * 1000);
}

/** Whether a person must act before it expires: only its owner can renew an imported one. */
export function needsSomebody({ state, origin }: CertificateNews): boolean {
  return state === "blocked" || (state === "expiring" && origin === "imported");
}

/**
 * The severity: high when expired or revoked, in the last three days, and in the last seven when a person must act;
 * medium in the last fourteen days, and before that when a person must act; low otherwise, and for unused
 * certificates.
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
