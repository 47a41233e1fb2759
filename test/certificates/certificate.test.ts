import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certificateMessage, certificateTitle } from "../../handlers/certificates/message.ts";
import {
  certificateNewsOf,
  certificateNow,
  type KnownCertificate,
  severityOfCertificate,
  withCertificateNews,
} from "../../handlers/certificates/state.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { render } from "../../lib/slack/render.ts";
import { readerIn } from "../reader.ts";

const arn = "arn:aws:acm:ap-northeast-2:123456789012:certificate/8f4c1a2b-0000-4000-8000-000000000001";

function event(type: string, detail: object = {}, time = "2026-11-23T00:00:00.000Z"): AwsEvent {
  return {
    id: "1",
    source: "aws.acm",
    type: `ACM Certificate ${type}`,
    account: "123456789012",
    region: "ap-northeast-2",
    time,
    resources: [arn],
    detail: { CommonName: "example.com", ...detail },
  };
}

const read = (...args: Parameters<typeof event>) => {
  const news = certificateNewsOf(event(...args));
  if (!news) throw new Error("not read");
  return news;
};

const textOf = (...args: Parameters<typeof event>) => {
  const location = { account: "123456789012", region: "ap-northeast-2" };
  return render(certificateMessage(read(...args), location), readerIn("en")).text;
};

describe("a certificate's event", () => {
  it.each([
    ["no certificate in its resources", { ...event("Expired"), resources: ["arn:aws:acm:x:y:other/1"] }],
    ["another type", event("Rotated")],
  ])("with %s is not read", (_what, one) => {
    expect(certificateNewsOf(one)).toBeUndefined();
  });

  it.each([
    ["31", 31],
    [31, 31],
    [0.5, 0],
    [-1, -1],
    ["soon", undefined],
    [1e300, undefined],
  ])("says %o days", (DaysToExpiry, days) => {
    expect(read("Approaching Expiration", { DaysToExpiry }).days).toBe(days);
  });

  it.each([
    [{ CommonName: undefined, FirstSubjectAlternativeName: "alt.example.com" }, "alt.example.com"],
    [{ CommonName: undefined }, "8f4c1a2b-0000-4000-8000-000000000001"],
  ])("with %o is called %s", (detail, name) => {
    expect(read("Expired", detail).name).toBe(name);
  });

  it.each([
    [{ CertificateType: "IMPORTED" }, "imported"],
    [{ CertificateKeyPairOrigin: "CUSTOMER_PROVIDED" }, "imported"],
    [{ CertificateType: "AMAZON_ISSUED", CertificateKeyPairOrigin: "AWS_MANAGED" }, "amazon"],
    [{ CertificateKeyPairOrigin: "AWS_MANAGED" }, "amazon"],
    [{}, undefined],
  ])("of %o is %s", (detail, origin) => {
    expect(read("Approaching Expiration", detail).origin).toBe(origin);
  });
});

describe("how much a certificate matters", () => {
  it.each([
    ["Approaching Expiration", { DaysToExpiry: 45 }, "low"],
    ["Approaching Expiration", { DaysToExpiry: 15 }, "low"],
    ["Approaching Expiration", { DaysToExpiry: 14 }, "medium"],
    ["Approaching Expiration", { DaysToExpiry: 4 }, "medium"],
    ["Approaching Expiration", { DaysToExpiry: 3 }, "high"],
    ["Approaching Expiration", {}, "low"],
    ["Approaching Expiration", { DaysToExpiry: 45, CertificateKeyPairOrigin: "CUSTOMER_PROVIDED" }, "medium"],
    ["Approaching Expiration", { DaysToExpiry: 7, CertificateKeyPairOrigin: "CUSTOMER_PROVIDED" }, "high"],
    ["Renewal Action Required", { DaysToExpiry: 30 }, "medium"],
    ["Renewal Action Required", { DaysToExpiry: 7 }, "high"],
    ["Renewal Action Required", { DaysToExpiry: 1, InUse: false }, "low"],
    ["Expired", { InUse: true }, "high"],
    ["Expired", {}, "high"],
    ["Expired", { InUse: "FALSE" }, "low"],
    ["Revoked", {}, "high"],
    ["Available", {}, "low"],
  ])("%s with %o: %s", (type, detail, severity) => {
    expect(severityOfCertificate(read(type, detail))).toBe(severity);
  });
});

describe("what is known of a certificate", () => {
  const day = (number: number) => new Date(Date.UTC(2026, 10, number)).toISOString();
  const story = [
    read("Approaching Expiration", { DaysToExpiry: 30 }, day(1)),
    read("Renewal Action Required", { DaysToExpiry: 29, RenewalStatusReason: "CAA_ERROR", InUse: true }, day(2)),
    read("Approaching Expiration", { DaysToExpiry: 20 }, day(11)),
    read("Renewal Action Required", { DaysToExpiry: 15, RenewalStatusReason: "OTHER", InUse: true }, day(16)),
    read("Approaching Expiration", { DaysToExpiry: 3 }, day(28)),
  ];
  const heard = (list: readonly (typeof story)[number][]) =>
    certificateNow(list.reduce<KnownCertificate | undefined>(withCertificateNews, undefined) ?? {});

  it("is what was said last, with what that leaves out, in whatever order it is heard and however often", () => {
    expect(heard(story)).toMatchObject({ state: "blocked", days: 3, reason: "OTHER", isInUse: true });
    const more = [...story, read("Expired", { InUse: true }, day(31)), read("Available", {}, day(33))];
    const shuffled = fc
      .shuffledSubarray(more, { minLength: more.length })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(more)));
    fc.assert(
      fc.property(shuffled, ([list, again]) => {
        expect(heard([...list, ...again])).toEqual(heard(more));
      }),
    );
  });

  it("stays expired when a day's warning comes late", () => {
    expect(heard([read("Expired", {}, day(31)), ...story])).toMatchObject({ state: "expired" });
    expect(heard([...story, read("Expired", {}, day(31)), read("Approaching Expiration", {}, day(31))])?.state).toBe(
      "expired",
    );
  });

  it("has nothing of the old validity once it is available", () => {
    expect(heard([...story, read("Available", { Action: "RENEWAL" }, day(29))])).toEqual(
      read("Available", { Action: "RENEWAL" }, day(29)),
    );
  });
});

describe("a certificate's message", () => {
  it.each([
    [0, "expires today"],
    [-2, "expires today"],
    [1, "expires in a day"],
    [31, "expires in 31 days"],
  ])("with %i days left says that it %s", (DaysToExpiry, words) => {
    expect(textOf("Approaching Expiration", { DaysToExpiry })).toContain(words);
  });

  it("says when it expires, from the days when no date is given", () => {
    expect(textOf("Approaching Expiration", { DaysToExpiry: 2 })).toContain("Expires: Nov 25");
    expect(textOf("Approaching Expiration", { CertificateExpirationDate: "2026-12-01T00:00:00Z" })).toContain(
      "2026-12-01",
    );
  });

  it.each([
    ["PENDING_DOMAIN_VALIDATION", "DNS", "its validation record (CNAME) is missing or wrong"],
    ["PENDING_DOMAIN_VALIDATION", "EMAIL", "nobody has followed the link in the validation e-mail"],
    ["PCA_ACCESS_DENIED", "DNS", "private certificate authority did not issue it (`PCA_ACCESS_DENIED`)"],
    ["SOMETHING_NEW", "DNS", "`SOMETHING_NEW`"],
    ["constructor", "DNS", "`constructor`"],
  ])("says why it cannot be renewed: %s by %s", (RenewalStatusReason, DomainValidationMethod, words) => {
    expect(textOf("Renewal Action Required", { RenewalStatusReason, DomainValidationMethod })).toContain(words);
  });

  it("names the domain before the id, and links to it in its region", () => {
    const content = certificateMessage(read("Expired"), { account: "1", region: "us-east-1" });
    expect(certificateTitle(read("Expired"))).toMatchObject({ with: { name: "example.com" } });
    expect(content.buttons?.[0]?.url).toBe(
      "https://us-east-1.console.aws.amazon.com/acm/home?region=us-east-1#/certificates/8f4c1a2b-0000-4000-8000-000000000001",
    );
  });
});
