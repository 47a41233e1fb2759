/**
 * A certificate for 127.0.0.1 for one run of the bench. Node makes keys and signatures but no certificates, and
 * openssl may be missing, so the few fields are written by hand.
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface Certificate {
  readonly key: string;
  /** Self-signed, so it is also the authority to trust. */
  readonly certificate: string;
}

/** The DER tags (ITU-T X.690) of a certificate. */
const tag = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  text: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
  /** Within an alternative name: an address. */
  address: 0x87,
  /** Within a certificate: its version, its extensions. */
  version: 0xa0,
  extensions: 0xa3,
} as const;

function der(kind: keyof typeof tag, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const size =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag[kind], ...size]), body]);
}

/** Object identifiers, encoded: https://oidref.com has each. */
const oid = (hex: string): Buffer => der("oid", Buffer.from(hex, "hex"));
const commonName = oid("550403");
const basicConstraints = oid("551d13");
const subjectAlternativeName = oid("551d11");
const ecdsaWithSha256 = der("sequence", oid("2a8648ce3d040302"));

/** `YYMMDDhhmmssZ`, the form of certificates for times before 2050. */
function time(at: Date): Buffer {
  return der(
    "time",
    Buffer.from(
      `${at
        .toISOString()
        .replaceAll(/[-:T]|\.\d+/g, "")
        .slice(2, 14)}Z`,
    ),
  );
}

/** https://datatracker.ietf.org/doc/html/rfc5280#section-4.1 */
export function makeCertificate(now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const day = 24 * 60 * 60 * 1000;
  const name = der("sequence", der("set", der("sequence", commonName, der("text", Buffer.from("Nightshift bench")))));
  const serial = randomBytes(8);
  // A positive number without leading zeros.
  serial[0] = (serial.readUInt8(0) & 0x7f) | 0x40;
  const isAuthority = der("sequence", der("boolean", Buffer.from([0xff])));
  const isLocalhost = der("sequence", der("address", Buffer.from([127, 0, 0, 1])));
  const content = der(
    "sequence",
    der("version", der("integer", Buffer.from([2]))),
    der("integer", serial),
    ecdsaWithSha256,
    name,
    der("sequence", time(new Date(now.getTime() - day)), time(new Date(now.getTime() + day))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(
      "extensions",
      der(
        "sequence",
        der("sequence", basicConstraints, der("octets", isAuthority)),
        der("sequence", subjectAlternativeName, der("octets", isLocalhost)),
      ),
    ),
  );
  const signature = der("bits", Buffer.from([0]), sign("sha256", content, privateKey));
  const encoded = der("sequence", content, ecdsaWithSha256, signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${encoded.replaceAll(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`,
  };
}
