import * as v from "valibot";
import { defineState, type StateOf } from "../pure/schema.ts";
import { textSchema } from "../pure/text.ts";

/** A message that failed at every try. */
const deadLetterSchema = v.object({
  id: v.string(),
  /** Where it failed: in a queue, or as a due item. */
  queue: v.picklist(["commands", "events", "outbox", "due"]),
  body: v.string(),
});
export type DeadLetter = StateOf<typeof deadLetterSchema>;
export type QueueName = DeadLetter["queue"];

/** So that it can be replayed. */
export const deadLetterState = defineState({
  name: "dead-letter",
  version: 1,
  schema: deadLetterSchema,
  prefix: "dead-letter#",
  keep: 14,
});

/** The cause of a queue message's last failure, for its dead letter. */
export const troubleState = defineState({
  name: "trouble",
  version: 1,
  schema: textSchema,
  prefix: "trouble#",
  keep: 14,
});
