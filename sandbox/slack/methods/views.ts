import * as v from "valibot";
import { type Answer, accept, refuse } from "../answer.ts";
import { largestView, parseView, type SentView } from "../blocks/views.ts";
import { refuseFor } from "../content.ts";
import { defineMethod, json, type Method, maybe, words } from "../method.ts";
import type { View } from "../model.ts";

function checkView(sent: unknown, type: "modal" | "home"): { readonly view: SentView } | { readonly refusal: Answer } {
  if (JSON.stringify(sent ?? null).length > largestView) return { refusal: refuse("view_too_large") };
  const parsed = parseView(sent, type);
  return "view" in parsed ? parsed : { refusal: refuseFor("invalid_arguments", parsed.problems) };
}

const answerWith = (view: View | string): Answer => (typeof view === "string" ? refuse(view) : accept({ view }));

const takesTrigger = v.object({ trigger_id: words, view: json });

const open = defineMethod({
  name: "views.open",
  takes: takesTrigger,
  run(args, { triggers, modals }) {
    const checked = checkView(args.view, "modal");
    if ("refusal" in checked) return checked.refusal;
    const trigger = triggers.exchange(args.trigger_id);
    if ("error" in trigger) return refuse(trigger.error);
    return answerWith(modals.open(trigger.person, checked.view));
  },
});

const push = defineMethod({
  name: "views.push",
  takes: takesTrigger,
  run(args, { triggers, modals }) {
    const checked = checkView(args.view, "modal");
    if ("refusal" in checked) return checked.refusal;
    const trigger = triggers.exchange(args.trigger_id);
    if ("error" in trigger) return refuse(trigger.error);
    return answerWith(modals.push(trigger.person, checked.view));
  },
});

const update = defineMethod({
  name: "views.update",
  takes: v.object({ view_id: maybe, external_id: maybe, hash: maybe, view: json }),
  run(args, { modals }) {
    const checked = checkView(args.view, "modal");
    if ("refusal" in checked) return checked.refusal;
    const found = modals.find((view) =>
      args.view_id !== undefined ? view.id === args.view_id : view.external_id === args.external_id,
    );
    if (!found || (args.view_id ?? args.external_id ?? "") === "") return refuse("not_found");
    if (args.hash !== undefined && args.hash !== found.view.hash) return refuse("hash_conflict");
    return answerWith(modals.replace(found.person, found.view, checked.view));
  },
});

const publish = defineMethod({
  name: "views.publish",
  takes: v.object({ user_id: words, hash: maybe, view: json }),
  run(args, { modals, workspace }) {
    const person = workspace.people.find((one) => one.id === args.user_id);
    if (!person) return refuse("user_not_found");
    const checked = checkView(args.view, "home");
    if ("refusal" in checked) return checked.refusal;
    return answerWith(modals.publish(person.id, checked.view, args.hash));
  },
});

export const viewMethods: readonly Method[] = [open, push, update, publish];
