import { certificateUrl } from "../../lib/pure/console.ts";
import type { Content, Fact, Tone } from "../../lib/pure/content.ts";
import type { Location } from "../../lib/pure/location.ts";
import { type PlainKey, say, type Text } from "../../lib/pure/text.ts";
import { type CertificateNews, expiryOf, needsSomebody, severityOfCertificate } from "./state.ts";

/** Why ACM cannot renew a certificate; unknown reasons are shown by their codes. */
const reasons: Readonly<Record<string, PlainKey>> = {
  CAA_ERROR: "certificate.reason.caa",
  PENDING_DOMAIN_VALIDATION: "certificate.reason.validation",
  DOMAIN_VALIDATION_DENIED: "certificate.reason.denied",
  NO_AVAILABLE_CONTACTS: "certificate.reason.contacts",
  ADDITIONAL_VERIFICATION_REQUIRED: "certificate.reason.verification",
  DOMAIN_NOT_ALLOWED: "certificate.reason.not-allowed",
  INVALID_PUBLIC_DOMAIN: "certificate.reason.not-public",
};

/** The message of a certificate: how long it is valid, and who must do what. */
export function certificateMessage(news: CertificateNews, { account, region }: Location): Content {
  const { id, state, isInUse, reason } = news;
  const expires = expiryText(news);
  const facts: Fact[] = [];
  if (reason && state === "blocked") facts.push({ label: "build.why", value: reasonText(news, reason) });
  if (expires)
    facts.push({
      label: state === "expired" ? "certificate.expired-at" : "certificate.expires",
      value: expires,
    });
  if (isInUse !== undefined)
    facts.push({
      label: "certificate.use",
      value: say(isInUse ? "certificate.in-use" : "certificate.not-in-use"),
    });
  facts.push({ label: "certificate.id", value: { code: id } });
  facts.push({ label: "event.region", value: region });
  if (account) facts.push({ label: "event.account", value: account });
  return {
    tone: toneOf(news),
    title: certificateTitle(news),
    lines: hints(news).map((hint) => say(hint)),
    facts,
    buttons: [{ action: "open", label: "certificate.open", url: certificateUrl(region, id) }],
  };
}

/** To the minute where ACM gives the time; from the days left only the day is known. */
function expiryText(news: CertificateNews): Text | undefined {
  const at = expiryOf(news);
  if (at === undefined || news.expires !== undefined) return at && { time: at };
  const day = at.slice(0, 10);
  return { days: [day, day] };
}

/** The certificate's state in one line. */
export function certificateTitle(news: CertificateNews): Text {
  const { name, state, days } = news;
  if (state === "available")
    return say(news.action === "REIMPORT" ? "certificate.reimported" : "certificate.renewed", { name });
  if (state === "expired" || state === "revoked") return say(`certificate.${state}`, { name });
  if (days === undefined) return say(`certificate.${state}`, { name });
  return say(`certificate.${state}-in`, { name, days: Math.max(0, days) });
}

function hints(news: CertificateNews): PlainKey[] {
  const { state, isInUse, isExported, origin } = news;
  if (state === "available") return isExported ? ["certificate.hint-exported"] : [];
  const isUnused = isInUse === false;
  if (state === "expired") return [isUnused ? "certificate.hint-unused" : "certificate.hint-expired"];
  if (state === "revoked") return ["certificate.hint-revoked"];
  if (isUnused) return ["certificate.hint-unused"];
  if (state === "blocked") return ["certificate.hint-blocked"];
  if (origin === "imported") return ["certificate.hint-imported"];
  return [origin === "amazon" ? "certificate.hint-amazon" : "certificate.hint-unknown"];
}

function reasonText({ validation }: CertificateNews, reason: string): Text {
  if (reason === "PENDING_DOMAIN_VALIDATION" && validation === "EMAIL") return say("certificate.reason.email");
  if (/^(PCA|SLR)_/.test(reason)) return [say("certificate.reason.private-ca"), " (", { code: reason }, ")"];
  const known = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
  return known ? { say: known } : { code: reason };
}

function toneOf(news: CertificateNews): Tone {
  if (news.state === "available") return "success";
  const severity = severityOfCertificate(news);
  if (severity === "high") return "failure";
  return severity === "medium" || needsSomebody(news) ? "warning" : "info";
}
