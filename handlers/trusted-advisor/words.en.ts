import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of Trusted Advisor, in English. */
export const en = {
  "advisor.ERROR": ({ check }: { check: string }) => `Trusted Advisor found a problem: ${check}`,
  "advisor.WARN": ({ check }: { check: string }) => `Trusted Advisor warns: ${check}`,
  "advisor.INFO": ({ check }: { check: string }) => `Trusted Advisor notes: ${check}`,
  "advisor.OK": ({ check }: { check: string }) => `Trusted Advisor no longer finds a problem: ${check}`,
  "advisor.means-ERROR": "AWS recommends action.",
  "advisor.means-WARN": "AWS recommends a closer look.",
  "advisor.means-INFO": "For information.",
  "advisor.since": "Found",
  "advisor.over": "Resolved",
  "advisor.open": "Open Trusted Advisor",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
