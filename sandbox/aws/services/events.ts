import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import type { Cloud } from "../state/cloud.ts";
import type { Rules } from "../state/rules.ts";
import { Service } from "../wire/service.ts";

/** Amazon EventBridge: the default bus. https://docs.aws.amazon.com/eventbridge/latest/APIReference/ */
export function events({ publish }: Cloud, rules: Rules) {
  return new Service(new EventBridgeClient({ region: "local" }))
    .on(PutEventsCommand, (input) => {
      const results = input.Entries.map((entry) => {
        const { Source, DetailType, Detail, Resources = [] } = entry;
        if (!Source) return refused("Parameter Source is not valid. Reason: Source is a required argument.");
        if (!DetailType)
          return refused("Parameter DetailType is not valid. Reason: DetailType is a required argument.");
        const detail = parseObject(Detail);
        if (!detail) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
        return { EventId: publish(Source, DetailType, Resources, detail) };
      });
      return {
        Entries: results,
        FailedEntryCount: results.filter((result) => "ErrorCode" in result).length,
      };
    })
    .on(PutRuleCommand, (input) => ({
      RuleArn: rules.put(input.Name, {
        pattern: input.EventPattern,
        description: input.Description,
        isEnabled: input.State !== "DISABLED",
      }).arn,
    }))
    .on(DescribeRuleCommand, (input) => {
      const { name, arn, pattern, description, isEnabled } = rules.get(input.Name);
      return {
        Name: name,
        Arn: arn,
        EventPattern: pattern,
        Description: description,
        State: isEnabled ? ("ENABLED" as const) : ("DISABLED" as const),
        EventBusName: "default",
      };
    })
    .on(EnableRuleCommand, (input) => {
      rules.get(input.Name).isEnabled = true;
      return {};
    })
    .on(DisableRuleCommand, (input) => {
      rules.get(input.Name).isEnabled = false;
      return {};
    })
    .on(PutTargetsCommand, (input) => {
      const rule = rules.get(input.Rule);
      const ids = input.Targets.map(({ Id }) => Id);
      rule.targets = [...rule.targets.filter(({ Id }) => !ids.includes(Id)), ...input.Targets];
      return { FailedEntryCount: 0, FailedEntries: [] };
    })
    .on(RemoveTargetsCommand, (input) => {
      const rule = rules.get(input.Rule);
      rule.targets = rule.targets.filter(({ Id }) => !input.Ids.includes(Id ?? ""));
      return { FailedEntryCount: 0, FailedEntries: [] };
    })
    .on(ListTargetsByRuleCommand, (input) => ({ Targets: [...rules.get(input.Rule).targets] }));
}

function refused(message: string) {
  return { ErrorCode: "InvalidArgument", ErrorMessage: message };
}

function parseObject(text: string | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
