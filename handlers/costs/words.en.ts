import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of costs, budgets and cost anomalies, in English. */
export const en = {
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
  "budget.action-waiting": ({ budget }: { budget: string }) => `Budget ${budget}: an action is waiting for approval`,
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
  "cost.so-far": ({ total }: { total: string }) => `${total} this month so far`,
  "cost.last-month": ({ total }: { total: string }) => `${total} last month`,
  "cost.more": ({ difference, days, total }: { difference: string; days: string; total: string }) =>
    `${difference} more than ${total} in ${days}`,
  "cost.less": ({ difference, days, total }: { difference: string; days: string; total: string }) =>
    `${difference} less than ${total} in ${days}`,
  "cost.same": ({ days }: { days: string }) => `as much as in ${days}`,
  "cost.with-percent": ({ difference, percent }: { difference: string; percent: number }) =>
    `${difference} (${percent}%)`,
  "cost.new-month": "The new month has no figures yet. This is the whole last month against the month before.",
  "cost.provisional": ({ days, amount }: { days: string; amount: string }) =>
    `The last two days are provisional (${days}: ${amount}).`,
  "cost.provisional-day": ({ days, amount }: { days: string; amount: string }) =>
    `The only day so far is provisional (${days}: ${amount}).`,
  "cost.as-of": ({ time }: { time: string }) => `As of ${time} (read from Cost Explorer and kept for six hours)`,
  "cost.basis": "Unblended costs, days in UTC",
  "cost.basis-tax": ({ tax }: { tax: string }) => `Unblended costs without tax (tax so far: ${tax}), days in UTC`,
  "cost.chart": "By service",
  "cost.others": "Others",
  "cost.ec2-other": "EC2 (other)",
  "cost.data-transfer": "Data transfer",
  "cost.service": ({ name, amount, change }: { name: string; amount: string; change: string }) =>
    `${name}  ${amount}  (${change})`,
  "cost.others-of": ({ count }: { count: number }) => (count === 1 ? "1 other service" : `${count} other services`),
  "cost.unchanged": "unchanged",
  "cost.new": "new",
  "cost.none": "AWS has billed nothing in these two months.",
  "cost.denied": "Nightshift may not read what AWS costs.",
  "cost.denied-hint": ({ action }: { action: string }) =>
    `Its role needs ${action}, and Cost Explorer must be enabled; in an organization the management account allows it.`,
  "cost.no-data": "Cost Explorer has no figures for this account yet.",
  "cost.no-data-hint":
    "After it is first opened in the console AWS needs up to a day to prepare them. Try again tomorrow.",
  "cost.refused": ({ reason }: { reason: string }) => `Cost Explorer did not answer: ${reason}`,
  "cost.this-month": "This month",
  "cost.month-before": "Last month",
  "cost.month-before-last": "Month before",
  "cost.period": ({ days, change }: { days: string; change: string }) => `${days}: ${change}`,
  "summary.cost": "Show what AWS costs this month against last month.",
  "button.cost-explorer": "Open Cost Explorer",
  "budget.near-actual": ({ budget, percent }: { budget: string; percent: number }) =>
    `Budget ${budget}: ${percent}% spent`,
  "budget.over-actual": ({ budget, percent }: { budget: string; percent: number }) =>
    `Budget ${budget} is exceeded: ${percent}% spent`,
  "budget.near-forecast": ({ budget, percent }: { budget: string; percent: number }) =>
    `Budget ${budget} is forecast to reach ${percent}%`,
  "budget.over-forecast": ({ budget, percent }: { budget: string; percent: number }) =>
    `Budget ${budget} is forecast to be exceeded: ${percent}%`,
  "budget.crossed-actual": ({ budget }: { budget: string }) => `Budget ${budget} has crossed its alert threshold`,
  "budget.crossed-forecast": ({ budget }: { budget: string }) =>
    `Budget ${budget} is forecast to cross its alert threshold`,
  "budget.below": ({ budget }: { budget: string }) => `Budget ${budget} has fallen below its alert threshold`,
  "budget.bar": ({ bar, percent }: { bar: string; percent: number }) => `${bar} ${percent}%`,
  "budget.next": ({ command }: { command: string }) => `${command} shows which services it comes from.`,
  "budget.next-console": "The console shows what it comes from.",
  "budget.actual": "Actual",
  "budget.forecast": "Forecast",
  "budget.budgeted": "Budget",
  "budget.threshold": "Alert threshold",
  "budget.threshold.above": ({ amount }: { amount: string }) => `more than ${amount}`,
  "budget.threshold.below": ({ amount }: { amount: string }) => `less than ${amount}`,
  "budget.type": "Kind",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
