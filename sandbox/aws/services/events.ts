import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Cloud } from "../state/cloud.ts";
import { Service } from "../wire/service.ts";

/** Amazon EventBridge: the default bus. https://docs.aws.amazon.com/eventbridge/latest/APIReference/ */
export function events({ publish }: Cloud) {
  return new Service(new EventBridgeClient({ region: "local" })).on(PutEventsCommand, (input) => {
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
  });
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
