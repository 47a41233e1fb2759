import type { AwsError } from "../aws-error.ts";
import type { WireRequest, WireResponse } from "./http.ts";
import type { AnyService, Operation } from "./service.ts";

/** One of AWS's wire protocols. https://smithy.io/2.0/aws/protocols/index.html */
export interface Protocol {
  /** The name of the requested operation, if the request has one that needs no service to find. */
  operationName(request: WireRequest, service: AnyService | undefined): string | undefined;
  read(operation: Operation, request: WireRequest): Promise<Record<string, unknown>>;
  write(operation: Operation, output: unknown, service: AnyService, requestId: string): WireResponse;
  /** `service` is undefined for an unknown service. */
  fail(error: AwsError, service: AnyService | undefined, requestId: string): WireResponse;
  /** The error for a missing required member. */
  missing(member: string): { code: string; message: string };
  /** The error for an unknown operation. */
  readonly unknownOperation: string;
  /** The error for a missing permission. */
  readonly accessDenied: string;
  /** The error for a role's expired credentials. */
  readonly expired: string;
}

/** The message for a missing member, in services with a JSON body. */
export function constraintMessage(member: string): string {
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  return `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`;
}
