import { NormalizedSchema } from "@smithy/core/schema";
import type { AwsError } from "../aws-error.ts";
import { traitsOf } from "./schema.ts";
import type { AnyService } from "./service.ts";

/** An error with its names in the protocols. */
export interface ErrorShape {
  /** The shape's name: `QueueDoesNotExist`. */
  readonly name: string;
  /** The code in the query protocols: `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly queryCode: string;
  readonly status: number;
  readonly fault: "Sender" | "Receiver";
}

/** Finds an error by its shape's name or query code; an error that the service does not model keeps its own code. */
export function errorShape(error: AwsError, service: AnyService | undefined): ErrorShape {
  for (const registry of service?.settings.errorTypeRegistries ?? []) {
    const schema = registry.find((candidate) => {
      const shape = NormalizedSchema.of(candidate as Parameters<typeof NormalizedSchema.of>[0]);
      return shape.getName() === error.code || traitsOf(shape).awsQueryError?.[0] === error.code;
    });
    if (!schema) continue;
    const shape = NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
    const { awsQueryError, httpError, error: fault } = traitsOf(shape);
    const name = shape.getName() ?? error.code;
    const status = error.status ?? httpError ?? awsQueryError?.[1] ?? (fault === "client" ? 400 : undefined);
    return complete(name, awsQueryError?.[0] ?? name, status);
  }
  return complete(error.code, error.code, error.status);
}

function complete(name: string, queryCode: string, known: number | undefined): ErrorShape {
  const status = known ?? (/^Internal|Unavailable|^ServerError/.test(name) ? 500 : 400);
  return { name, queryCode, status, fault: status < 500 ? "Sender" : "Receiver" };
}
