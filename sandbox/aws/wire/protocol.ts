import type { AwsError } from "../aws-error.ts";
import type { WireRequest, WireResponse } from "./http.ts";
import type { AnyService, Operation } from "./service.ts";

/** One of AWS's wire protocols. https://smithy.io/2.0/aws/protocols/index.html */
export interface Protocol {
  /** The name of the operation that is asked for, if the request names one that can be known without a service. */
  operationName(request: WireRequest, service: AnyService | undefined): string | undefined;
  read(operation: Operation, request: WireRequest): Promise<Record<string, unknown>>;
  write(operation: Operation, output: unknown, service: AnyService, requestId: string): WireResponse;
  /** `service` is undefined when there is none of that name. */
  fail(error: AwsError, service: AnyService | undefined, requestId: string): WireResponse;
  /** How a missing required member is reported. */
  missing(member: string): { code: string; message: string };
  /** How an operation that the service does not have is reported. */
  readonly unknownOperation: string;
  /** How the lack of a right is reported. */
  readonly accessDenied: string;
  /** How it is reported that a role's credentials are over. */
  readonly expired: string;
}

/** What the services with a JSON body say of a missing member. */
export function constraintMessage(member: string): string {
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  return `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`;
}
