import { account } from "../../world.ts";
import { AwsError } from "../aws-error.ts";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trust: string;
  /** Inline policies by name, as JSON. */
  readonly policies: Map<string, string>;
}

export type Decision = "allowed" | "explicitDeny" | "implicitDeny";

/** IAM's roles with their inline policies. */
export class Roles {
  readonly #roles = new Map<string, Role>();

  create(name: string, trust: string): Role {
    if (this.#roles.has(name)) throw new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`);
    const role = { name, arn: `arn:aws:iam::${account}:role/${name}`, trust, policies: new Map() };
    this.#roles.set(name, role);
    return role;
  }

  get(name: string): Role {
    const role = this.#roles.get(name);
    if (!role) throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`);
    return role;
  }

  withArn(arn: string): Role {
    return this.get(arn.split("/").at(-1) ?? "");
  }

  policy(roleName: string, policyName: string): string {
    const document = this.get(roleName).policies.get(policyName);
    if (document === undefined)
      throw new AwsError("NoSuchEntity", `The role policy with name ${policyName} cannot be found.`);
    return document;
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
  decide(role: Role, action: string, resource: string, context: ReadonlyMap<string, readonly string[]>): Decision {
    const statements = [...role.policies.values()].flatMap((text) => {
      const { Statement } = JSON.parse(text) as PolicyDocument;
      return Array.isArray(Statement) ? (Statement as Statement[]) : [Statement as Statement];
    });
    const applying = statements.filter(
      ({ Action, Resource, Condition = {} }) =>
        [Action].flat().some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase())) &&
        [Resource].flat().some((pattern) => isLike(pattern, resource)) &&
        Object.entries(Condition).every(([operator, keys]) => holds(operator, keys, context)),
    );
    if (applying.some(({ Effect }) => Effect === "Deny")) return "explicitDeny";
    return applying.length > 0 ? "allowed" : "implicitDeny";
  }
}

/** The condition operators that the bot's own policies use. */
const operators: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
  Bool: (wanted, value) => wanted === value.toLowerCase(),
  StringEquals: (wanted, value) => wanted === value,
  StringLike: isLike,
};

function holds(
  operator: string,
  keys: Readonly<Record<string, string | readonly string[]>>,
  context: ReadonlyMap<string, readonly string[]>,
): boolean {
  const fits = operators[operator];
  if (!fits) throw new AwsError("InvalidInput", `The sandbox's IAM does not know the condition ${operator}.`);
  return Object.entries(keys).every(([key, wanted]) =>
    [wanted].flat().some((value) => context.get(key)?.some((given) => fits(value, given))),
  );
}

function isLike(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(value);
}
