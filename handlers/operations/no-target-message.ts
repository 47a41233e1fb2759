import { typed } from "../../lib/pure/command-line.ts";
import type { Content } from "../../lib/pure/content.ts";
import { nameList, refusal } from "../../lib/pure/replies.ts";
import { type Environments, nearestTarget, type Resource, tagIn, valuesOf } from "../../lib/pure/resource.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncateWord } from "../../lib/pure/truncate.ts";

/** More values of a tag would not help to find the right one. */
const mostValues = 8;

/** The command whose target matches nothing, `/ec2 stop`, and the commands that list what there is. */
interface Untargeted {
  readonly command: string;
  readonly lists: readonly string[];
}

/**
 * The target matches none of `resources`: suggests what can be typed instead, and where to look. `unseen`: why some
 * accounts could not be looked at.
 */
export function noTarget(
  target: string,
  { command, lists }: Untargeted,
  resources: readonly Resource[],
  config: Environments,
  unseen: readonly Text[] = [],
): Content {
  const shown: Text = { code: truncateWord(target) };
  const tag = tagIn(target);
  if (tag && (tag.name === "" || tag.value === "")) {
    const form = say("target.tag-form", { example: { code: `${command} env=dev` } });
    return refusal(say("target.half-tag", { target: shown }), form);
  }
  const meant = nearestTarget(target, resources, config);
  const values = tag && meant === undefined ? valuesOf(tag.name, resources) : [];
  return refusal(
    say(tag ? "target.none-tagged" : "target.none", { target: shown }),
    ...(meant === undefined ? [] : [say("error.did-you-mean", { suggestion: { code: `${command} ${typed(meant)}` } })]),
    ...(tag && values.length
      ? [say("target.tag-values", { tag: { code: tag.name }, list: nameList(values.slice(0, mostValues)) })]
      : []),
    ...unseen,
    say("target.hint", { command: nameList(lists) }),
  );
}
