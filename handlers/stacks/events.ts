import * as v from "valibot";
import type { Alert } from "../../lib/alerts/alert.ts";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { publishIncident } from "../../lib/alerts/publish-incident.ts";
import type { Severity } from "../../lib/alerts/routing.ts";
import { defineEvent, type EventContext } from "../../lib/app/define.ts";
import { numberAt, objectAt, textAt } from "../../lib/pure/json.ts";
import { environmentOfResource } from "../../lib/pure/resource.ts";
import { defineState } from "../../lib/pure/schema.ts";
import { say } from "../../lib/pure/text.ts";
import { type Drift, driftMessage, driftShape, stackMessage, stackTitle } from "./message.ts";
import {
  applyStackNews,
  failuresIn,
  type StackOperation,
  type StackOutcome,
  stackNameOf,
  stackNewsOf,
  stackOperationSchema,
  stackOperationShape,
  stackOutcomeOf,
  withCause,
} from "./state.ts";

const severityOfOutcome: Readonly<Record<StackOutcome, Severity>> = {
  running: "low",
  done: "low",
  "rolling-back": "medium",
  "rolled-back": "medium",
  failed: "medium",
  stuck: "high",
};

/** The operations of a stack. */
export const stackState = defineState({
  name: "stack-operations",
  version: 1,
  schema: v.array(stackOperationSchema),
  prefix: "ledger#stack/",
  keep: 14,
});

/** An operation on a stack: one message, once it has ended or begins to roll back. */
export const stackStatus = defineEvent({
  name: "stack-status",
  source: "aws.cloudformation",
  types: ["CloudFormation Stack Status Change", "CloudFormation Resource Status Change"],
  // Of resources only failures: a large stack has thousands of events.
  only: {
    "CloudFormation Resource Status Change": {
      "status-details": { status: ["CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED", "IMPORT_FAILED"] },
    },
  },
  uses: ["cloudformation.events", "cloudformation.tags"],
  async run(context) {
    const { event, store, now, account, region, aws } = context;
    const news = stackNewsOf(event);
    if (!news) return "unreadable";
    const { stackId, name } = news;
    if (news.resource && !news.status.endsWith("_FAILED")) return "quiet";
    const ledger = `${account}/${region}/${stackId}`;
    const change = async (more: (operation: StackOperation) => StackOperation): Promise<StackOperation> => {
      const all = await store.states.update(stackState, ledger, now(), (known) => {
        const { operations, operation } = applyStackNews(known ?? [], news);
        return operations.map((one) => (one.id === operation.id ? more(one) : one));
      });
      return more(applyStackNews(all, news).operation);
    };
    let operation = await change((one) => one);
    const outcome = stackOutcomeOf(operation);
    if (outcome === "running") return "quiet";
    if (outcome !== "done" && !news.resource) {
      // An operation without a known start began at most this long ago.
      const since = operation.hasStart ? operation.from : hoursBefore(operation.from, 12);
      const events = await aws["cloudformation.events"]({ stack: stackId, since });
      if (events.ok) {
        const failed = failuresIn(events.value, name);
        operation = await change((one) => withCause(one, failed));
      }
    }
    const stack = { id: stackId, name, region };
    const belonging = await belongingOf(stackId, context);
    const unique = stackId.split("/").at(-1) ?? stackId;
    const subject = `stack/${account}/${region}/${name}/${unique}/${operation.id}`;
    await publishAlert(stackOperationShape, { subject, family: "stack" }, context, (known) => {
      const isNews = known !== undefined && stackOutcomeOf(known) !== outcome;
      return {
        severity: severityOfOutcome[outcome],
        content: stackMessage(operation, stack),
        state: operation,
        isOver: outcome === "done",
        about: { account, region, names: [name, stackId] },
        ...belonging,
        ...(isNews && { line: [stackTitle(operation, name), "  ", { time: event.time }] }),
      };
    });
    return "told";
  },
});

/** The stack's tags and its environment by them; empty when it cannot be looked up, since the alert matters more. */
async function belongingOf(
  stack: string,
  { aws, config, home, account, region }: EventContext<"cloudformation.tags">,
): Promise<Pick<Alert<unknown>, "environment" | "tags">> {
  const found = await aws["cloudformation.tags"]({ stack });
  if (!found.ok) return {};
  const tags = found.value;
  const environment = environmentOfResource({ account, region, tags }, config, home);
  return { tags, ...(environment !== undefined && { environment }) };
}

function hoursBefore(at: string, hours: number): string {
  return new Date(Date.parse(at) - hours * 60 * 60 * 1000).toISOString();
}

/**
 * A stack that has drifted from its template: one message until it is in sync again.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-drift-detection-status-change.html
 */
export const stackDrift = defineEvent({
  name: "stack-drift",
  source: "aws.cloudformation",
  types: ["CloudFormation Drift Detection Status Change"],
  uses: ["cloudformation.tags"],
  async run(context) {
    const { event, account, region } = context;
    const { detail, time: at } = event;
    const id = textAt(detail, "stack-id");
    const details = objectAt(detail, "status-details");
    const detection = textAt(details, "detection-status");
    const status = textAt(details, "stack-drift-status");
    if (!id || !detection) return "unreadable";
    if (detection !== "DETECTION_COMPLETE") return detection === "DETECTION_FAILED" ? "unreadable" : "quiet";
    if (status !== "DRIFTED" && status !== "IN_SYNC") return "quiet";
    const name = stackNameOf(id);
    const count = numberAt(objectAt(detail, "drift-detection-details"), "drifted-stack-resource-count");
    const news: Drift = { status, at, ...(count !== undefined && { count }) };
    const belonging = await belongingOf(id, context);
    const told = await publishIncident(
      { news: driftShape, state: driftShape },
      { subject: `drift/${account}/${region}/${name}`, family: "drift" },
      context,
      { at, isWell: status === "IN_SYNC", news },
      (heard, known, wellAt) => {
        const newest = known && known.at > heard.at ? known : heard;
        // This event arrived only after the drift was fixed.
        const drift: Drift = wellAt !== undefined && wellAt > newest.at ? { status: "IN_SYNC", at: wellAt } : newest;
        return {
          severity: drift.status === "IN_SYNC" ? "low" : "medium",
          content: driftMessage(drift, { id, name, region }),
          state: drift,
          about: { account, region, names: [name, id] },
          ...belonging,
          ...(known !== undefined &&
            known.at < heard.at && {
              line: [
                say(heard.status === "IN_SYNC" ? "stack.in-sync" : "stack.drifted", { name }),
                "  ",
                { time: heard.at },
              ] as const,
            }),
        };
      },
    );
    return told ? "told" : "quiet";
  },
});
