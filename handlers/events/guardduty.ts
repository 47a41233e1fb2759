import { guardDutyFindingOf } from "../../lib/core/finding.ts";
import { defineEvent } from "../../lib/define.ts";
import { tellFindings } from "../tell-findings.ts";

/**
 * A threat that GuardDuty has found: one message, which goes with how often it is seen again and until it is archived.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 */
export const guardDuty = defineEvent({
  name: "guardduty",
  source: "aws.guardduty",
  types: ["GuardDuty Finding"],
  uses: [],
  async run(context) {
    const finding = guardDutyFindingOf(context.event);
    return finding ? tellFindings([finding], context) : "unreadable";
  },
});
