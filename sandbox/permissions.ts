import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
}

const policies = JSON.parse(
  readFileSync(fileURLToPath(new URL("../deploy/iam.json", import.meta.url)), "utf8"),
) as Record<string, readonly Statement[]>;

/** Refuses what a function's role does not allow, as IAM would; undefined when it is allowed. */
export function permissionOf(functionName: string, service: string, operation: string): string | undefined {
  const action = `${service}:${operation}`;
  const isAllowed = policies[functionName]?.some(
    (statement) => statement.Effect === "Allow" && statement.Action.some((granted) => granted === action),
  );
  return isAllowed
    ? undefined
    : `User: ${functionName} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
}
