import { defineEvent } from "../../lib/app/define.ts";
import { hubFindingsOf } from "./security-hub-state.ts";
import { publishFindings } from "./service.ts";
import { guardDutyFindingOf } from "./state.ts";

/**
 * A GuardDuty finding: one message, updated when it is seen again, until it is archived.
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
 * Security Hub findings: failed checks and other services' findings that are new and at least medium. Low ones come
 * by the hundred and need no action at night: the console has them. GuardDuty's findings join the message of
 * GuardDuty's own event.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-integration-types.html
 */
export const securityHub = defineEvent({
  name: "security-hub",
  source: "aws.securityhub",
  // Also passed and low ones, since they may have been published before.
  types: ["Security Hub Findings - Imported", "Findings Imported V2"],
  uses: [],
  async run(context) {
    const { findings, isComplete } = hubFindingsOf(context.event);
    const outcome = await publishFindings(findings, context);
    return isComplete ? outcome : "unreadable";
  },
});
