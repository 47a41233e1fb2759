/** Whether a reboot may help with an alarm. */

import type { Location } from "../../lib/pure/location.ts";
import { arnOfResource } from "../../lib/pure/resource.ts";
import { type Alarm, type Comparison, dimension, metricsOf } from "./state.ts";

const high: readonly Comparison[] = ["greater", "greater-or-equal", "above-band"];
const low: readonly Comparison[] = ["less", "less-or-equal", "below-band"];

/**
 * What a reboot can fix, by namespace and metric, with the side of the threshold that is bad: an operating system or
 * database that hangs, spins, or has used up its memory or connections. A system or volume status check is about
 * AWS's hardware, which needs another host; a reboot does not free a full disk; and metrics of requests or targets
 * may come from a healthy instance.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html
 */
const mended: Readonly<Record<string, readonly Comparison[]>> = {
  "AWS/EC2 StatusCheckFailed": high,
  "AWS/EC2 StatusCheckFailed_Instance": high,
  "AWS/EC2 CPUUtilization": high,
  "CWAgent mem_used_percent": high,
  "CWAgent cpu_usage_active": high,
  "CWAgent swap_used_percent": high,
  "AWS/RDS CPUUtilization": high,
  "AWS/RDS DBLoad": high,
  "AWS/RDS DatabaseConnections": high,
  "AWS/RDS SwapUsage": high,
  "AWS/RDS FreeableMemory": low,
};

/** The ARN of the one instance or database that the alarm is about, when a reboot may help. */
export function rebootableSubject(alarm: Alarm, location: Location): string | undefined {
  const metrics = metricsOf(alarm);
  const { comparison } = alarm;
  // When the event does not name the operator, assume the usual side.
  const isMended = metrics.every(({ namespace, name }) => {
    const sides = mended[`${namespace} ${name}`];
    return sides !== undefined && (comparison === undefined || sides.includes(comparison));
  });
  const instances = dimension(alarm, "InstanceId");
  const databases = dimension(alarm, "DBInstanceIdentifier");
  const [instance] = instances;
  const [database] = databases;
  if (!metrics.length || !isMended || instances.length + databases.length !== 1) return undefined;
  if (instance !== undefined && /^i-[0-9a-f]+$/.test(instance))
    return arnOfResource({ ...location, kind: "instance", id: instance });
  return database === undefined ? undefined : arnOfResource({ ...location, kind: "database", id: database });
}
