import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSigned } from "../../../lib/slack/signature.ts";

const now = new Date("2026-11-23T00:00:00.000Z");
const seconds = Math.floor(now.getTime() / 1000);

/** As Slack signs: https://docs.slack.dev/authentication/verifying-requests-from-slack */
function sign(body: Uint8Array, secret: string, timestamp: number | string = seconds) {
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex");
  return { body, timestamp: String(timestamp), signature: `v0=${digest}` };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const anyText = fc.string({ unit: "binary" }).map(bytes);
const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  anyText,
  fc.constantFrom("", "text=배포", "text=🚀&user=%F0%9F%9A%80", '{"type":"url_verification"}', "\0\r\n").map(bytes),
);
const anySecret = fc.string({ minLength: 1, unit: "binary" });

describe("a request signed by Slack", () => {
  it("passes as it is, whatever bytes it holds", () => {
    fc.assert(
      fc.property(anyBody, anySecret, (body, secret) => {
        expect(isSigned(sign(body, secret), secret, now)).toBe(true);
      }),
    );
  });

  it("as in Slack's documentation passes", () => {
    const body = bytes(
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    );
    const request = {
      body,
      timestamp: "1531420618",
      signature: "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    };
    const then = new Date(1_531_420_618_000);
    expect(isSigned(request, "8f742231b10e8888abcd99yyyzzz85a5", then)).toBe(true);
  });

  it("fails with any byte changed, taken away or added", () => {
    fc.assert(
      fc.property(anyBody, anySecret, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, secret, where, off) => {
        const request = sign(body, secret);
        const at = body.length ? where % body.length : 0;
        const changed = body.map((byte, index) => (index === at ? byte ^ off : byte));
        if (body.length) expect(isSigned({ ...request, body: changed }, secret, now)).toBe(false);
        if (body.length) expect(isSigned({ ...request, body: body.slice(1) }, secret, now)).toBe(false);
        expect(isSigned({ ...request, body: Uint8Array.from([...body, off]) }, secret, now)).toBe(false);
      }),
    );
  });

  it("fails with another secret, another time, another signature", () => {
    fc.assert(
      fc.property(anyBody, anySecret, anySecret, fc.integer({ min: -300, max: 300 }), (body, secret, other, off) => {
        fc.pre(secret !== other && off !== 0);
        const request = sign(body, secret);
        expect(isSigned(sign(body, other), secret, now)).toBe(false);
        expect(isSigned({ ...request, timestamp: String(seconds + off) }, secret, now)).toBe(false);
        const last = request.signature.endsWith("0") ? "1" : "0";
        expect(isSigned({ ...request, signature: request.signature.slice(0, -1) + last }, secret, now)).toBe(false);
      }),
    );
  });

  it.each([
    [0, true, "now"],
    [-300, true, "five minutes old"],
    [-301, false, "older"],
    [300, true, "five minutes ahead"],
    [301, false, "further ahead: a replay prepared with a wrong clock"],
  ])("made %i s away: %s", (off, passes, reason) => {
    expect(isSigned(sign(bytes("a=b"), "secret", seconds + off), "secret", now), reason).toBe(passes);
  });
});

describe("a request that Slack did not sign", () => {
  const good = sign(bytes("a=b"), "secret");

  it.each<[string, Partial<typeof good> | Record<string, undefined>, string]>([
    ["no timestamp", { timestamp: undefined }, "the header is missing"],
    ["no signature", { signature: undefined }, "the header is missing"],
    ["an empty timestamp", { timestamp: "" }, "as good as none"],
    ["an empty signature", { signature: "" }, "as good as none"],
    ["a signature without v0=", { signature: good.signature.slice(3) }, "another scheme"],
    ["a signature in capitals", { signature: good.signature.toUpperCase() }, "not what Slack sends"],
    ["half a signature", { signature: good.signature.slice(0, 30) }, "a prefix proves nothing"],
    ["two signatures", { signature: `${good.signature},${good.signature}` }, "a header sent twice"],
    ["a timestamp in words", { timestamp: "now" }, "no number"],
    ["a timestamp with a fraction", { timestamp: `${seconds}.0` }, "not what Slack sends"],
    ["a timestamp of many digits", { timestamp: "9".repeat(400) }, "infinity is no time"],
    ["a negative timestamp", { timestamp: "-1" }, "no time of Slack's"],
    ["a timestamp with a line break", { timestamp: `${seconds}\n` }, "it would be signed otherwise"],
  ])("has %s", (_what, wrong, reason) => {
    expect(isSigned({ ...good, ...wrong } as typeof good, "secret", now), reason).toBe(false);
  });

  it("and a timestamp that is signed, but in another spelling, fails too", () => {
    for (const timestamp of [` ${seconds}`, `+${seconds}`, `${seconds}.0`, `0x${seconds.toString(16)}`]) {
      expect(isSigned(sign(bytes("a=b"), "secret", timestamp), "secret", now)).toBe(false);
    }
  });

  it("fails when no secret is set, also when signed with none", () => {
    expect(isSigned(sign(bytes("a=b"), ""), "", now)).toBe(false);
  });

  it("never throws, whatever the headers", () => {
    const header = fc.option(fc.string({ unit: "binary" }), { nil: undefined });
    fc.assert(
      fc.property(anyBody, header, header, (body, timestamp, signature) => {
        expect(isSigned({ body, timestamp, signature }, "secret", now)).toBe(false);
        expect(isSigned({ body, timestamp: String(seconds), signature }, "secret", now)).toBe(false);
      }),
    );
  });
});
