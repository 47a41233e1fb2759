/** Whether a reboot is a likely next step at an alarm. */

import type { Location } from "../../lib/pure/location.ts";
import { arnOfResource } from "../../lib/pure/resource.ts";
import { type Alarm, type Comparison, dimension, metricsOf } from "./state.ts";

const high: readonly Comparison[] = ["greater", "greater-or-equal", "above-band"];
const low: readonly Comparison[] = ["less", "less-or-equal", "below-band"];

/**
 * What a reboot can mend, by namespace and metric, with the side of the threshold on which it is trouble: an operating
 * system or a database that hangs, spins, or has used up its memory or connections. A system status check or that of a
 * volume is about AWS's own hardware, which another host mends and no reboot; a full disk is as full afterwards; and
 * what a metric of requests or targets tells is the application's, whose instance need not be ill.
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

/** The ARN of the one instance or database that the alarm is about, when a reboot may mend what it tells. */
export function rebootableSubject(alarm: Alarm, location: Location): string | undefined {
  const metrics = metricsOf(alarm);
  const { comparison } = alarm;
  // What an event leaves unsaid is taken as the usual side.
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
