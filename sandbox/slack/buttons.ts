import { optionsOf } from "./inputs.ts";
import type { Block } from "./model.ts";

/** An interactive element in a block. */
export interface Control {
  readonly blockId: string;
  readonly actionId: string;
  readonly label: string;
  readonly element: Block;
}

/** The controls of these types, in reading order. */
export function controlsOf(blocks: readonly Block[], isWanted: (type: string) => boolean): Control[] {
  return blocks.flatMap((block) => inside(block, block.block_id ?? "", isWanted));
}

export const isButton = (type: string) => type === "button" || type === "workflow_button" || type === "icon_button";
const isMenu = (type: string) => type === "overflow" || type === "radio_buttons" || type.endsWith("select");
export const isPicker = (type: string) => isMenu(type) || type === "checkboxes" || type.endsWith("picker");

/** The control with that action id, or else with that label. */
export function pick(controls: readonly Control[], name: string): Control | undefined {
  return controls.find((one) => one.actionId === name) ?? controls.find((one) => one.label === name);
}

/** For an error message: "Approve" (approve), "Reject" (reject). */
export function listControls(controls: readonly Control[]): string {
  if (controls.length === 0) return "none";
  return controls.map((one) => `"${one.label}" (${one.actionId})`).join(", ");
}

function inside(node: unknown, blockId: string, isWanted: (type: string) => boolean): Control[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((inner) => inside(inner, blockId, isWanted));
  const block = node as Block;
  const here = block.block_id ?? blockId;
  if (typeof block.type === "string" && block.action_id !== undefined && isWanted(block.type)) {
    return [{ blockId: here, actionId: String(block.action_id), label: labelOf(block), element: block }];
  }
  return Object.values(block).flatMap((inner) => inside(inner, here, isWanted));
}

function labelOf(element: Block): string {
  const shown = (element.text ?? element.placeholder) as { readonly text: string } | undefined;
  return shown?.text ?? optionsOf(element)[0]?.text.text ?? "";
}
