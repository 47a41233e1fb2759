import {
  CreateRoleCommand,
  type EvaluationResult,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { start } from "../../world.ts";
import type { Roles } from "../state/roles.ts";
import { Service } from "../wire/service.ts";

/** AWS IAM: roles, their inline policies, and what follows from them. https://docs.aws.amazon.com/IAM/latest/APIReference/ */
export function iam(roles: Roles) {
  return new Service(new IAMClient({ region: "local" }))
    .on(CreateRoleCommand, (input) => {
      const { name, arn } = roles.create(input.RoleName, input.AssumeRolePolicyDocument);
      return {
        Role: { Path: "/", RoleName: name, RoleId: `AROA${name.toUpperCase()}`, Arn: arn, CreateDate: start },
      };
    })
    .on(PutRolePolicyCommand, (input) => {
      roles.get(input.RoleName).policies.set(input.PolicyName, input.PolicyDocument);
      return {};
    })
    .on(GetRolePolicyCommand, (input) => ({
      RoleName: input.RoleName,
      PolicyName: input.PolicyName,
      // The document is percent-encoded, as RFC 3986 has it.
      PolicyDocument: encodeURIComponent(roles.policy(input.RoleName, input.PolicyName)),
    }))
    .on(ListRolePoliciesCommand, (input) => ({
      PolicyNames: [...roles.get(input.RoleName).policies.keys()],
      IsTruncated: false,
    }))
    .on(SimulatePrincipalPolicyCommand, (input) => {
      const role = roles.withArn(input.PolicySourceArn);
      const context = new Map(
        (input.ContextEntries ?? []).map(({ ContextKeyName, ContextKeyValues }) => [
          ContextKeyName ?? "",
          ContextKeyValues ?? [],
        ]),
      );
      const EvaluationResults: EvaluationResult[] = input.ActionNames.flatMap((action) =>
        (input.ResourceArns ?? ["*"]).map((resource) => ({
          EvalActionName: action,
          EvalResourceName: resource,
          EvalDecision: roles.decide(role, action, resource, context),
        })),
      );
      return { EvaluationResults, IsTruncated: false };
    });
}
