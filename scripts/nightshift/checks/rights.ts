import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type ContextEntry,
  GetRolePolicyCommand,
  IAMClient,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { isObject } from "../../../lib/pure/json.ts";
import { functionNames, type Policies, type Statement } from "../../derive/iam.ts";
import { defineCheck, right, unsure, wrong } from "../check.ts";
import type { Account } from "../deployment.ts";
import { arnOf, type Deployment } from "../deployment.ts";
import { isDenied } from "../failure.ts";

/** A statement of deploy/iam.json with every reference resolved. */
interface Rights {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context: readonly ContextEntry[];
}

/** Each function's role has the rights of deploy/iam.json, by IAM's simulation if allowed, else by its policy's text. */
export const rights = defineCheck({
  title: (words) => words["rights.title"],
  needs: ["account", "deployment"],
  async *look({ account, deployment }, { words, aws, root, stage }) {
    const policies = JSON.parse(await readFile(join(root, "deploy/iam.json"), "utf8")) as Policies;
    const client = new IAMClient(aws);
    const fill = filler(deployment, account, stage);
    for (const name of functionNames) {
      const role = deployment.resources.get(`${name.charAt(0).toUpperCase()}${name.slice(1)}Role`);
      const arn = role && arnOf(role, account);
      const wanted = policies[name].map(fill);
      if (!role || !arn || !wanted.every((one) => one !== undefined)) {
        yield wrong(words["rights.nothing"]({ name }), words["deploy.again"]({ stage, region: aws.region }));
        continue;
      }
      let missing: string[];
      let isRead = false;
      try {
        missing = await simulate(client, arn, wanted, account);
      } catch (error) {
        if (!isDenied(error)) throw error;
        try {
          missing = await compare(client, role.physicalId, name, wanted);
          isRead = true;
        } catch (second) {
          if (!isDenied(second)) throw second;
          yield unsure(words["rights.unseen"]({ name }), words["rights.unseen.remedy"]);
          continue;
        }
      }
      if (missing.length > 0) {
        yield wrong(
          words["rights.missing"]({ name, rights: missing.join(", ") }),
          words["rights.missing.remedy"]({ stage, region: aws.region }),
        );
      } else {
        const count = wanted.reduce((sum, { actions }) => sum + actions.length, 0);
        yield right(words[isRead ? "rights.written" : "rights.whole"]({ name, count }));
      }
    }
  },
});

/** What IAM would deny the role. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
async function simulate(
  client: IAMClient,
  role: string,
  wanted: readonly Rights[],
  account: Account,
): Promise<string[]> {
  const denied: string[] = [];
  for (const { actions, resources, context } of wanted) {
    const { EvaluationResults = [] } = await client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: role,
        ActionNames: [...actions],
        ResourceArns: resources.map((arn) => exampleOf(arn, account)),
        ContextEntries: [...context],
      }),
    );
    for (const { EvalActionName, EvalDecision } of EvaluationResults) {
      if (EvalDecision !== "allowed" && EvalActionName) denied.push(EvalActionName);
    }
  }
  return [...new Set(denied)];
}

/** An example resource for one of our patterns. */
function exampleOf(pattern: string, { region, id }: Account): string {
  if (pattern === "*") return pattern;
  const [arn, partition, service, where, whose, ...rest] = pattern.split(":");
  const here = [where === "*" ? region : where, whose === "*" ? id : whose];
  return [arn, partition, service, ...here, rest.join(":").replaceAll("*", "example")].join(":");
}

/** What the role's own policy lacks; other policies of the account are not visible. */
async function compare(
  client: IAMClient,
  roleName: string,
  policyName: string,
  wanted: readonly Rights[],
): Promise<string[]> {
  const { PolicyDocument = "" } = await client.send(
    new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }),
  );
  const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument)) as {
    Statement: { Action: string | string[]; Resource: string | string[] }[];
  };
  const said = new Set(
    Statement.flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${resource}`)),
    ),
  );
  const missing = wanted.flatMap(({ actions, resources }) =>
    actions.filter((action) => resources.some((resource) => !said.has(`${action} ${resource}`))),
  );
  return [...new Set(missing)];
}

/** Resolves what CloudFormation and Serverless resolve; undefined when the stack lacks a referenced resource. */
function filler(deployment: Deployment, account: Account, stage: string) {
  const text = (value: string): string =>
    value
      .replaceAll(/\$\{AWS::Partition\}/g, account.partition)
      .replaceAll(/\$\{AWS::Region\}/g, account.region)
      .replaceAll(/\$\{AWS::AccountId\}/g, account.id)
      .replaceAll(/\$\{sls:stage\}/g, stage);
  const reference = (value: unknown): string | undefined => {
    if (typeof value === "string") return text(value);
    if (!isObject(value)) return undefined;
    const { "Fn::Sub": template, "Fn::GetAtt": attribute } = value;
    if (typeof template === "string") return text(template);
    const resource = Array.isArray(attribute) ? deployment.resources.get(String(attribute[0])) : undefined;
    return resource && arnOf(resource, account);
  };
  return ({ Action, Resource, Condition = {} }: Statement): Rights | undefined => {
    const resources = [Resource].flat().map(reference);
    const context = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]): ContextEntry => {
        const filled = reference(value)?.replaceAll("*", account.region);
        return {
          ContextKeyName: key,
          ContextKeyValues: filled === undefined ? [] : [filled],
          ContextKeyType: operator === "Bool" ? "boolean" : "string",
        };
      }),
    );
    const isFilled = <T>(value: T | undefined): value is T => value !== undefined;
    if (!resources.every(isFilled) || context.some(({ ContextKeyValues }) => !ContextKeyValues?.length)) {
      return undefined;
    }
    return {
      actions: Action,
      resources: resources.filter(isFilled),
      context,
    };
  };
}
