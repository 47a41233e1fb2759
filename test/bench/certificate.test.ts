import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeCertificate } from "../../bench/certificate.ts";

describe("The certificate of the bench's services", () => {
  // Its signature's length varies: once the text filled its last line, and an empty line made it unreadable.
  it.each(Array.from({ length: 20 }, (_, at) => at))("is one that a client can trust (%i)", () => {
    const now = new Date();
    const certificate = new X509Certificate(makeCertificate(now).certificate);
    expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(true);
    expect(new Date(certificate.validFrom).getTime()).toBeLessThan(now.getTime());
    expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(now.getTime());
  });
});
