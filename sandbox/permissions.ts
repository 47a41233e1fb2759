import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Policies, Statement } from "../scripts/derive/iam.ts";
import { account, region } from "./world.ts";

const policies = JSON.parse(
  readFileSync(fileURLToPath(new URL("../deploy/iam.json", import.meta.url)), "utf8"),
) as Policies & Readonly<Record<string, readonly Statement[] | undefined>>;

/** The sandbox's stage and table. */
const [stage, tableName] = ["sandbox", "nightshift-sandbox"];

/** Refuses what a function's role does not allow, as IAM would; undefined when it is allowed. */
export function permissionOf(
  functionName: string,
  service: string,
  operation: string,
  /** The resources; any by default. */
  resources?: readonly string[],
): string | undefined {
  const action = `${service}:${operation}`;
  const refused = resources
    ? resources.find((resource) => !allowing(functionName, action, resource).length)
    : allowing(functionName, action).length
      ? undefined
      : "*";
  return refused === undefined
    ? undefined
    : `User: ${functionName} is not authorized to perform: ${action} on resource: ${refused} because no identity-based policy allows the ${action} action`;
}

/** The statements of a function's role that allow the action on that resource, or on any. */
export function allowing(functionName: string, action: string, resource?: string): readonly Statement[] {
  return (policies[functionName] ?? []).filter(
    (statement) =>
      statement.Effect === "Allow" &&
      statement.Action.includes(action) &&
      (resource === undefined || [statement.Resource].flat().some((one) => covers(one, resource))),
  );
}

type Allowed = Exclude<Statement["Resource"], readonly unknown[]>;

function covers(allowed: Allowed, resource: string): boolean {
  if (typeof allowed === "string") return allowed === "*";
  if ("Fn::Sub" in allowed) return isLike(fill(allowed["Fn::Sub"]), resource);
  const name = resource
    .split(/[:/]/)
    .at(-1)
    ?.replace(/\.fifo$/, "");
  const [logicalId] = allowed["Fn::GetAtt"];
  return name === (logicalId === "Table" ? tableName : logicalId);
}

function fill(text: string): string {
  return text
    .replaceAll(/\$\{AWS::Partition\}/g, "aws")
    .replaceAll(/\$\{AWS::Region\}/g, region)
    .replaceAll(/\$\{AWS::AccountId\}/g, account)
    .replaceAll(/\$\{sls:stage\}/g, stage);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
function isLike(pattern: string, value: string): boolean {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\?]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${source}$`).test(value);
}
