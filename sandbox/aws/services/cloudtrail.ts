import { CloudTrailClient, type LookupAttributeKey, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import type { Trail, TrailEvent } from "../state/trail.ts";
import { Service } from "../wire/service.ts";

const mostOnPage = 50;

/** What each attribute is compared with. */
const attributes: Readonly<Record<LookupAttributeKey, (event: TrailEvent) => readonly string[]>> = {
  AccessKeyId: ({ accessKeyId }) => [accessKeyId],
  EventId: ({ id }) => [id],
  EventName: ({ name }) => [name],
  EventSource: ({ source }) => [source],
  ReadOnly: () => ["false"],
  ResourceName: ({ resources }) => resources.map(({ name }) => name),
  ResourceType: ({ resources }) => resources.map(({ type }) => type),
  Username: ({ username }) => [username],
};

/** AWS CloudTrail: the history of events. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/ */
export function cloudtrail(trail: Trail) {
  return new Service(new CloudTrailClient({ region: "local" })).on(LookupEventsCommand, (input) => {
    const { LookupAttributes = [], StartTime, EndTime, MaxResults = mostOnPage, NextToken } = input;
    if (LookupAttributes.length > 1)
      throw new AwsError("InvalidLookupAttributesException", "Only one lookup attribute can be given.");
    if (MaxResults < 1 || MaxResults > mostOnPage)
      throw new AwsError("InvalidMaxResultsException", `MaxResults must be between 1 and ${mostOnPage}.`);
    if (StartTime && EndTime && StartTime > EndTime)
      throw new AwsError("InvalidTimeRangeException", "The start time is after the end time.");
    const found = trail
      .known()
      .filter(({ at }) => (!StartTime || at >= StartTime) && (!EndTime || at <= EndTime))
      .filter((event) =>
        LookupAttributes.every(({ AttributeKey, AttributeValue }) =>
          attributes[AttributeKey as LookupAttributeKey]?.(event).includes(AttributeValue ?? ""),
        ),
      );
    const { items, nextToken } = page(found, NextToken, MaxResults);
    return {
      Events: items.map(({ id, name, at, source, accessKeyId, username, resources, record }) => ({
        EventId: id,
        EventName: name,
        ReadOnly: "false",
        AccessKeyId: accessKeyId,
        EventTime: at,
        EventSource: source,
        Username: username,
        Resources: resources.map((one) => ({ ResourceType: one.type, ResourceName: one.name })),
        CloudTrailEvent: record,
      })),
      NextToken: nextToken,
    };
  });
}
