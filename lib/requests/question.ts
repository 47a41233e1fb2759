import * as v from "valibot";
import { roles } from "../pure/roles.ts";
import { dayAfter, defineState, type StateOf } from "../pure/schema.ts";
import { textSchema } from "../pure/text.ts";
import type { States } from "../store/states.ts";

/** A request that a second person must approve. */
const approvalSchema = v.object({
  /** The second person needs the role in all of these. */
  environments: v.array(v.string()),
  role: v.picklist(roles),
  /** The requested command. */
  what: textSchema,
  /** The channel of the request. */
  channel: v.string(),
  /** The channel where the command was typed. */
  from: v.object({ channel: v.string(), channelName: v.string() }),
  userTeam: v.string(),
});
export type Approval = StateOf<typeof approvalSchema>;

const answers = ["confirm", "cancel", "expire"] as const;

/** A command that waits for a button. */
const questionSchema = v.object({
  command: v.string(),
  text: v.string(),
  user: v.string(),
  /** Whether it came from a button that stands for the command. */
  isPressed: v.exactOptional(v.boolean()),
  /** What is answered to a no. */
  cancelled: textSchema,
  /** ISO 8601; afterwards the buttons have no effect. */
  until: v.string(),
  /** The request to a second person; absent when the author is asked. */
  approval: v.exactOptional(approvalSchema),
  answered: v.exactOptional(v.picklist(answers)),
  /** Who answered. */
  by: v.exactOptional(v.string()),
});
export type Question = StateOf<typeof questionSchema>;

export const questionState = defineState({
  name: "question",
  version: 1,
  schema: questionSchema,
  prefix: "question#",
  keep: { says: "a day after its buttons end", until: ({ until }) => dayAfter(until) },
});

/** Answers it, unless it is already answered; returns the question with the valid answer. */
export async function recordAnswer(
  id: string,
  answer: (typeof answers)[number],
  by: string,
  now: Date,
  states: States,
): Promise<Question | undefined> {
  return await states.update(questionState, id, now, (current): Question | undefined =>
    current && !current.answered ? { ...current, answered: answer, by } : undefined,
  );
}
