import {
  alertEntryState,
  alertNameState,
  alertShape,
  digestShape,
  muteState,
  noState,
} from "../../lib/alerts/alert.ts";
import { burstState } from "../../lib/alerts/digests.ts";
import { escalationShape } from "../../lib/alerts/escalation.ts";
import { incidentsState } from "../../lib/alerts/publish-incident.ts";
import { callsState } from "../../lib/app/call-log.ts";
import type { State, Versioned } from "../../lib/pure/schema.ts";
import { approvalRequestShape } from "../../lib/requests/approval-message.ts";
import { questionState } from "../../lib/requests/question.ts";
import { auditEntryState, auditListState } from "../../lib/store/audit.ts";
import { deadLetterState, troubleState } from "../../lib/store/dead-letters.ts";
import { groupState, localeState } from "../../lib/store/directory.ts";
import { dueState } from "../../lib/store/due.ts";
import { jobState } from "../../lib/store/jobs.ts";
import { lockState } from "../../lib/store/locks.ts";
import { messageState } from "../../lib/store/messages.ts";

/** What the machinery itself keeps; each subject says what it keeps besides. */
export const ownStates: readonly Versioned<unknown>[] = [
  ...[alertEntryState, alertNameState, alertShape, burstState, digestShape, escalationShape],
  ...[incidentsState, muteState, noState, callsState, approvalRequestShape, questionState],
  ...[auditEntryState, auditListState, deadLetterState, troubleState, dueState, groupState],
  ...[localeState, jobState, lockState, messageState],
];

/** What is kept in the table and for how long, for people. */
export function deriveRetention(states: readonly Versioned<unknown>[]): string {
  const sorted = states.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const items = sorted.filter(isState).map((state) => {
    const { name, prefix, version, keep } = state;
    const kept = typeof keep === "number" ? `${keep} days after its last change` : keep.says;
    return `| ${name} | \`${prefix}\` | ${kept} | ${version} |`;
  });
  const parts = sorted.filter((state) => !isState(state));
  return `# What is kept, and for how long

Generated from the definitions (\`defineState\` and \`defineShape\`) by \`npm run generate\`. Everything stands in one DynamoDB table. Its time to live deletes items, a day or two late; nothing relies on when.

Each item says the version of its shape; an item without one is of the first. What a newer version of Nightshift has
stored, or what is of another shape, is never changed and never deleted: it is logged (\`state unreadable\`) and passes
for absent. Only a job or a lock that cannot be read stops whoever asks for it.

| What | Partition begins with | Kept | Version |
| --- | --- | --- | --- |
${items.join("\n")}

The counter at \`audit#counter\` is a number alone, and stays.

Parts of those items have versions of their own: the state of a message, and what an alert, an incident or a due item
holds for its subject. They are kept as long as the item.

| Part | Version |
| --- | --- |
${parts.map(({ name, version }) => `| ${name} | ${version} |`).join("\n")}
`;
}

function isState(state: Versioned<unknown>): state is State<unknown> {
  return "prefix" in state;
}
