import { hubFindingsOf } from "../../lib/core/security-hub.ts";
import { defineEvent } from "../../lib/define.ts";
import { tellFindings } from "../tell-findings.ts";

/**
 * What Security Hub has gathered: a failed check or a finding of another service that is new and at least of medium
 * severity. Low ones come by the hundred and call for nothing at night: the console keeps them. What GuardDuty has
 * found joins the message of GuardDuty's own event.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-integration-types.html
 */
export const securityHub = defineEvent({
  name: "security-hub",
  source: "aws.securityhub",
  types: ["Security Hub Findings - Imported", "Findings Imported V2"],
  uses: [],
  async run(context) {
    const { findings, isComplete } = hubFindingsOf(context.event);
    const outcome = await tellFindings(findings, context);
    return isComplete ? outcome : "unreadable";
  },
});
