/** What is said of budgets' kinds and actions, and of costs that are out of the ordinary: in English. */
export const costs = {
  "anomaly.running": ({ what, amount, since }: { what: string; amount: string; since: string }) =>
    `${what} costs more than expected: ${amount} too much since ${since}`,
  "anomaly.past": ({ what, amount, days }: { what: string; amount: string; days: string }) =>
    `${what} cost more than expected: ${amount} too much on ${days}`,
  "anomaly.undated": ({ what, amount }: { what: string; amount: string }) =>
    `${what} costs more than expected: ${amount} too much`,
  "anomaly.detected": ({ what }: { what: string }) => `${what} costs more than expected`,
  "anomaly.something": "Something",
  "anomaly.now": ({ amount }: { amount: string }) => `Now ${amount} more than expected`,
  "anomaly.actual": "Spent",
  "anomaly.expected": "Expected",
  "anomaly.total": "More than expected",
  "anomaly.most": "Most on one day",
  "anomaly.days": "Seen on",
  "anomaly.monitor": "Monitor",
  "anomaly.planned": "Somebody has told AWS that this was planned.",
  "anomaly.none": "Somebody has told AWS that this is no anomaly.",
  "anomaly.no-causes": "AWS has named no cause yet.",
  "anomaly.more-causes": ({ count }: { count: number }) =>
    count === 1 ? "One more cause is on AWS's page." : `${count} more causes are on AWS's page.`,
  "anomaly.column.service": "Service",
  "anomaly.column.usage": "Usage type",
  "anomaly.column.region": "Region",
  "anomaly.column.account": "Account",
  "anomaly.column.dollars": "More than expected",
  "anomaly.open": "Open anomaly",

  "budget.zero-spend": ({ budget, amount }: { budget: string; amount: string }) =>
    `Something costs money now: ${amount} (budget ${budget})`,
  "budget.near-usage": ({ budget, percent }: { budget: string; percent: number }) =>
    `Usage budget ${budget}: ${percent}% used`,
  "budget.over-usage": ({ budget, percent }: { budget: string; percent: number }) =>
    `Usage budget ${budget} is exceeded: ${percent}% used`,
  "budget.low-ri-utilization": ({ budget, amount }: { budget: string; amount: string }) =>
    `Only ${amount} of the reserved instances are used (budget ${budget})`,
  "budget.low-sp-utilization": ({ budget, amount }: { budget: string; amount: string }) =>
    `Only ${amount} of the Savings Plans are used (budget ${budget})`,
  "budget.low-ri-coverage": ({ budget, amount }: { budget: string; amount: string }) =>
    `Reserved instances cover only ${amount} of the usage (budget ${budget})`,
  "budget.low-sp-coverage": ({ budget, amount }: { budget: string; amount: string }) =>
    `Savings Plans cover only ${amount} of the usage (budget ${budget})`,
  "budget.hint-utilization": "What is reserved is paid for, whether it is used or not.",
  "budget.hint-coverage": "The rest is paid for at on-demand prices.",
  "budget.kind.cost": "cost",
  "budget.kind.usage": "usage",
  "budget.kind.ri-utilization": "use of reserved instances",
  "budget.kind.ri-coverage": "coverage by reserved instances",
  "budget.kind.sp-utilization": "use of Savings Plans",
  "budget.kind.sp-coverage": "coverage by Savings Plans",
  "budget.period": "Period",
  "budget.period.day": "daily",
  "budget.period.month": "monthly",
  "budget.period.quarter": "quarterly",
  "budget.period.year": "yearly",

  "budget.action-waiting": ({ budget }: { budget: string }) =>
    `Budget ${budget}: an action is waiting for approval`,
  "budget.action-running": ({ budget }: { budget: string }) => `Budget ${budget}: an action is running`,
  "budget.action-done": ({ budget }: { budget: string }) => `Budget ${budget}: an action was run`,
  "budget.action-failed": ({ budget }: { budget: string }) => `Budget ${budget}: an action failed`,
  "budget.action-undone": ({ budget }: { budget: string }) => `Budget ${budget}: an action was undone`,
  "budget.action-told": ({ budget }: { budget: string }) => `Budget ${budget}: AWS reports an action`,
  "budget.action-type": "What it does",
  "budget.action-type.iam": "attaches an IAM policy",
  "budget.action-type.scp": "attaches a service control policy",
  "budget.action-type.ssm": "stops EC2 or RDS instances",
  "budget.action-id": "Action",
};
