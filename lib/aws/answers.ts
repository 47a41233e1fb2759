import * as v from "valibot";
import type { StateOf } from "../pure/schema.ts";
/** Types of AWS's answers, without code, so that pure files may import them. */
/** A CloudWatch metric. */
export const metricSchema = v.object({
  namespace: v.string(),
  name: v.string(),
  dimensions: v.record(v.string(), v.string()),
  /** Seconds. */
  period: v.number(),
  /** `Average`, `p99`, … */
  statistic: v.string(),
});
export type Metric = StateOf<typeof metricSchema>;

/** CodeDeploy's own data of a deployment. */
export const codeDeploymentFactsSchema = v.object({
  code: v.exactOptional(v.string()),
  message: v.exactOptional(v.string()),
  counts: v.exactOptional(v.object({ failed: v.number(), total: v.number() })),
  /** The deployment by which it was rolled back. */
  rollback: v.exactOptional(v.string()),
  /** The deployment that it rolls back. */
  rollbackOf: v.exactOptional(v.string()),
  creator: v.exactOptional(v.string()),
});
export type CodeDeploymentFacts = StateOf<typeof codeDeploymentFactsSchema>;

/** The cost of one service on one day, `2026-11-23`. */
export interface DailyCost {
  readonly day: string;
  readonly service: string;
  readonly dollars: number;
}

export const revisionSchema = v.object({
  id: v.string(),
  summary: v.exactOptional(v.string()),
  url: v.exactOptional(v.string()),
});
export type Revision = StateOf<typeof revisionSchema>;

/** One event of a stack, from CloudFormation's list. */
export interface StackEvent {
  /** ISO 8601. */
  readonly at: string;
  /** The logical id; for the stack itself its name. */
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}
