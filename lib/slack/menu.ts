/** All options of an overflow menu share one action id: an option's value contains the action that it stands for. */

/** The action id of every menu. */
export const menuAction = "menu";

/**
 * The longest value that Slack reliably accepts for an option: its reference says 150 characters, its own types 75.
 * https://docs.slack.dev/reference/block-kit/composition-objects/option-object
 */
export const longestOption = 75;

export function optionValue(action: string, value: string): string {
  return `${action} ${value}`;
}

/** The action and value of a menu's choice; those of a button are returned as they are. */
export function menuChoice(action: string, value: string): { readonly action: string; readonly value: string } {
  if (action !== menuAction) return { action, value };
  const at = value.indexOf(" ");
  return at < 0 ? { action: value, value: "" } : { action: value.slice(0, at), value: value.slice(at + 1) };
}
