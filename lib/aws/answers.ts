/** What AWS answers, as adapters hand it on: types only, so that pure code may know them. */

/** A metric as CloudWatch knows it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly period: number;
  /** `Average`, `p99`, … */
  readonly statistic: string;
}

/** What CodeDeploy answers when it is asked. */
export interface CodeDeploymentFacts {
  readonly code?: string;
  readonly message?: string;
  readonly counts?: { readonly failed: number; readonly total: number };
  /** The deployment by which it was rolled back. */
  readonly rollback?: string;
  /** The deployment that it rolls back. */
  readonly rollbackOf?: string;
  readonly creator?: string;
}

/** What one service cost on one day, `2026-11-23`. */
export interface DailyCost {
  readonly day: string;
  readonly service: string;
  readonly dollars: number;
}

export interface Revision {
  readonly id: string;
  readonly summary?: string;
  readonly url?: string;
}

/** One event of a stack, as CloudFormation lists them. */
export interface StackEvent {
  /** ISO 8601. */
  readonly at: string;
  /** The logical id; for the stack itself its name. */
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}
