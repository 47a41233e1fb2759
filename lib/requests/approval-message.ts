import * as v from "valibot";
import { type Content, contentSchema, type Fact, type Tone } from "../pure/content.ts";
import { defineShape, type StateOf } from "../pure/schema.ts";
import { say, textSchema } from "../pure/text.ts";

/** A command that waits for a second person, and its result. */
const approvalRequestSchema = v.object({
  id: v.string(),
  /** The requested command: `deploy production`. */
  what: textSchema,
  why: v.exactOptional(v.array(textSchema)),
  requestedBy: v.string(),
  /** ISO 8601. */
  until: v.string(),
  status: v.picklist(["open", "approved", "declined", "withdrawn", "expired"]),
  /** Who answered. */
  by: v.exactOptional(v.string()),
  /** Why an approved command was not run. */
  problem: v.exactOptional(contentSchema),
});
export type ApprovalRequest = StateOf<typeof approvalRequestSchema>;

export const approvalRequestShape = defineShape({
  name: "approval",
  version: 1,
  schema: approvalRequestSchema,
});

const tones: Readonly<Record<ApprovalRequest["status"], Tone>> = {
  open: "waiting",
  approved: "success",
  declined: "quiet",
  withdrawn: "quiet",
  expired: "quiet",
};

/** The message of an approval request: it has buttons as long as they work. */
export function approvalMessage(request: ApprovalRequest): Content {
  const { id, status, by, what, why, requestedBy, until, problem } = request;
  const isOpen = status === "open";
  const facts: Fact[] = [{ label: "approval.requested-by", value: { user: requestedBy } }];
  if (isOpen) facts.push({ label: "approval.until", value: { time: until } });
  if (by && status === "approved") facts.push({ label: "approval.approved-by", value: { user: by } });
  if (by && status === "declined") facts.push({ label: "approval.declined-by", value: { user: by } });
  return {
    tone: problem ? problem.tone : tones[status],
    title: say(`approval.${status}`, { what }),
    facts,
    lines: problem ? [problem.title, ...(problem.lines ?? [])] : isOpen ? (why ?? []) : [],
    ...(isOpen && {
      buttons: [
        { action: "approve-request", label: "button.approve", style: "primary", value: id },
        { action: "decline-request", label: "button.decline", value: id },
      ],
      footer: [say("approval.second-person")],
    }),
  };
}
