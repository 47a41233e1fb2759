import { cbor } from "./cbor.ts";
import type { WireRequest } from "./http.ts";
import { json } from "./json.ts";
import type { Protocol } from "./protocol.ts";

/** The services whose REST protocol speaks XML; the others' speaks JSON. */
const restXmlServices = new Set(["s3", "cloudfront", "route53"]);

/**
 * Chooses the wire protocol by the request, since a service may support several: by the smithy-protocol header, else
 * by X-Amz-Target, else by the form field Action, else REST.
 */
export async function chooseProtocol(request: WireRequest, signingName: string): Promise<Protocol> {
  if (request.headers["smithy-protocol"] === "rpc-v2-cbor") return cbor;
  if (request.headers["x-amz-target"]) return json;
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  if (isForm || request.query.has("Action")) {
    const { query, ec2Query } = await import("./query.ts");
    return signingName === "ec2" ? ec2Query : query;
  }
  if (restXmlServices.has(signingName)) return (await import("./rest-xml.ts")).restXml;
  // REST with JSON reports errors like the JSON protocol: the type in a header, the message in the body.
  return json;
}
