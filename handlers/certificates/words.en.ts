import type { Translation } from "../../lib/i18n/catalog.ts";

function inDays(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "in a day" : `in ${days} days`;
}

/** What is said of certificates of ACM, in English. */
export const en = {
  "certificate.expiring": ({ name }: { name: string }) => `The certificate of ${name} expires soon`,
  "certificate.expiring-in": ({ name, days }: { name: string; days: number }) =>
    `The certificate of ${name} expires ${inDays(days)}`,
  "certificate.blocked": ({ name }: { name: string }) => `ACM cannot renew the certificate of ${name}`,
  "certificate.blocked-in": ({ name, days }: { name: string; days: number }) =>
    `ACM cannot renew the certificate of ${name}, which expires ${inDays(days)}`,
  "certificate.expired": ({ name }: { name: string }) => `The certificate of ${name} has expired`,
  "certificate.revoked": ({ name }: { name: string }) => `The certificate of ${name} was revoked`,
  "certificate.renewed": ({ name }: { name: string }) => `The certificate of ${name} was renewed`,
  "certificate.reimported": ({ name }: { name: string }) => `A new certificate of ${name} was imported`,
  "certificate.expires": "Expires",
  "certificate.expired-at": "Expired",
  "certificate.use": "In use",
  "certificate.in-use": "yes",
  "certificate.not-in-use": "no",
  "certificate.id": "Certificate",
  "certificate.open": "Open certificate",
  "certificate.hint-amazon": "ACM renews it by itself as long as it can validate the domain.",
  "certificate.hint-imported": "It was imported, so ACM does not renew it: import a new one before it expires.",
  "certificate.hint-unknown":
    "ACM renews what it issued by itself; an imported certificate must be imported again before it expires.",
  "certificate.hint-blocked": "Fix the cause, or clients will refuse to connect once it has expired.",
  "certificate.hint-expired": "Clients refuse to connect to what uses it.",
  "certificate.hint-revoked": "Clients may refuse to connect to what uses it: replace it.",
  "certificate.hint-unused": "No service of AWS uses it, so it may not be needed any more.",
  "certificate.hint-exported": "It was exported: install the new one wherever the old one is.",
  "certificate.reason.caa": "the domain's CAA records do not let Amazon issue certificates",
  "certificate.reason.validation":
    "the domain could not be validated: its validation record (CNAME) is missing or wrong",
  "certificate.reason.email": "nobody has followed the link in the validation e-mail",
  "certificate.reason.denied": "the validation of the domain was denied",
  "certificate.reason.contacts": "the domain has no contact to whom a validation e-mail can be sent",
  "certificate.reason.verification": "AWS needs further verification: ask AWS Support",
  "certificate.reason.not-allowed": "Amazon may not issue certificates for this domain",
  "certificate.reason.not-public": "it is not a public domain",
  "certificate.reason.private-ca": "the private certificate authority did not issue it",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
