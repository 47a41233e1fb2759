/** Slack knows an overflow menu by one action id: what is chosen in it says in its value which action it stands for. */

/** The action id of every menu. */
export const menuAction = "menu";

/**
 * The longest value that Slack surely takes for an option: its reference says 150 characters, its own types 75.
 * https://docs.slack.dev/reference/block-kit/composition-objects/option-object
 */
export const longestOption = 75;

export function optionValue(action: string, value: string): string {
  return `${action} ${value}`;
}

/** The action and the value of what was chosen in a menu; of a press, both as they are. */
export function menuChoice(
  action: string,
  value: string,
): { readonly action: string; readonly value: string } {
  if (action !== menuAction) return { action, value };
  const at = value.indexOf(" ");
  return at < 0 ? { action: value, value: "" } : { action: value.slice(0, at), value: value.slice(at + 1) };
}
