import { defineEvent } from "../../lib/app/define.ts";
import { hubFindingsOf } from "./security-hub-state.ts";
import { publishFindings } from "./service.ts";
import { guardDutyFindingOf } from "./state.ts";

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
    return finding ? publishFindings([finding], context) : "unreadable";
  },
});

/**
 * What Security Hub has gathered: a failed check or a finding of another service that is new and at least of medium
 * severity. Low ones come by the hundred and call for nothing at night: the console keeps them. What GuardDuty has
 * found joins the message of GuardDuty's own event.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-integration-types.html
 */
export const securityHub = defineEvent({
  name: "security-hub",
  source: "aws.securityhub",
  // Also what passed or is low now, since it may be what was told before.
  types: ["Security Hub Findings - Imported", "Findings Imported V2"],
  uses: [],
  async run(context) {
    const { findings, isComplete } = hubFindingsOf(context.event);
    const outcome = await publishFindings(findings, context);
    return isComplete ? outcome : "unreadable";
  },
});
