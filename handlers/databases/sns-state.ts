/** RDS's SNS notifications, converted to the equivalent EventBridge events. */
import { placeOfArn } from "../../lib/pure/arn.ts";
import type { SnsEvent } from "../../lib/pure/event.ts";
import { momentIn, objectAt, textAt } from "../../lib/pure/json.ts";
import { type DatabaseEventType, databaseEvents } from "./state.ts";

/** By the subscription's source type. */
const sources: Readonly<Record<string, DatabaseEventType>> = {
  "db-instance": "RDS DB Instance Event",
  "db-cluster": "RDS DB Cluster Event",
  "db-snapshot": "RDS DB Snapshot Event",
  "db-cluster-snapshot": "RDS DB Cluster Snapshot Event",
  "db-parameter-group": "RDS DB Parameter Group Event",
  "db-security-group": "RDS DB Security Group Event",
  "db-proxy": "RDS DB Proxy Event",
  "blue-green-deployment": "RDS Blue Green Deployment Event",
  "custom-engine-version": "RDS Custom Engine Version Event",
  "db-shard-group": "RDS DB Shard Group Event",
  "zero-etl": "RDS Zero ETL Event",
};

/**
 * A notification of an RDS event subscription; undefined for anything else. It has no categories, and its time is
 * `2026-11-23 00:00:00.000`, in UTC; older ones have no ARN.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.overview.html
 */
export function databaseFromSns(message: Readonly<Record<string, unknown>>): SnsEvent | undefined {
  const source = textAt(message, "Event Source");
  const event = textAt(message, "Event ID");
  const id = textAt(message, "Source ID");
  if (!source || !id || event === undefined || !Object.hasOwn(sources, source)) return undefined;
  const type = sources[source];
  if (!type || !Object.hasOwn(databaseEvents, type)) return undefined;
  const arn = textAt(message, "Source ARN");
  const said = textAt(message, "Event Time")?.trim().replace(" ", "T");
  const time = momentIn(said && !/(Z|[+-]\d\d:?\d\d)$/.test(said) ? `${said}Z` : said);
  const { account, region } = placeOfArn(arn);
  const link = textAt(message, "Identifier Link");
  return {
    source: "aws.rds",
    type,
    account,
    region: region || (/[?&]region=([a-z0-9-]+)/.exec(link ?? "")?.[1] ?? ""),
    time,
    resources: arn ? [arn] : [],
    detail: {
      EventID: /RDS-EVENT-\d+/.exec(event)?.[0],
      Message: textAt(message, "Event Message"),
      SourceIdentifier: id,
      SourceArn: arn,
      Date: time,
      Tags: objectAt(message, "Tags"),
    },
  };
}
