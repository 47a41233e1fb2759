import * as v from "valibot";
import { blockOf, mostBlocks, type Surface } from "./blocks.ts";
import { type Problem, problemOf } from "./problems.ts";

/**
 * The validation errors of these blocks on that surface; empty when they are valid.
 * The pointers start with `root`. https://docs.slack.dev/reference/block-kit/blocks
 */
export function validateBlocks(blocks: unknown, surface: Surface, root = "/blocks"): Problem[] {
  if (!Array.isArray(blocks)) return [{ pointer: root, message: "must provide an array" }];
  const problems: Problem[] = [];
  const most = mostBlocks[surface];
  if (blocks.length > most) problems.push({ pointer: root, message: `no more than ${most} items allowed` });

  for (const [index, block] of blocks.entries()) {
    const result = v.safeParse(blockOf[surface], block);
    for (const issue of result.issues ?? []) problems.push(problemOf(issue, `${root}/${index}`));
  }
  if (problems.length === 0) problems.push(...together(blocks, root));
  return problems;
}

interface Node {
  readonly type?: unknown;
  readonly block_id?: unknown;
  readonly action_id?: unknown;
}

/** Errors that depend on several blocks. */
function together(blocks: readonly Node[], root: string): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<unknown>();
  let charts = 0;
  let tables = 0;
  let focused = 0;
  for (const [index, block] of blocks.entries()) {
    const actionIds = new Set<unknown>();
    visit(block, `${root}/${index}`, (node, pointer) => {
      if (node.type === "data_visualization") charts += 1;
      if (node.type === "table") tables += 1;
      if ("focus_on_load" in node && node.focus_on_load === true) focused += 1;
      if (node.block_id !== undefined && seen.has(node.block_id)) {
        problems.push({ pointer: `${pointer}/block_id`, message: "`block_id` already exists" });
      }
      if (node.block_id !== undefined) seen.add(node.block_id);
      if (node.action_id !== undefined && actionIds.has(node.action_id)) {
        problems.push({
          pointer: `${pointer}/action_id`,
          message: `\`action_id\` "${String(node.action_id)}" already exists in this block`,
        });
      }
      if (node.action_id !== undefined) actionIds.add(node.action_id);
    });
  }
  if (charts > 2) problems.push({ pointer: root, message: "no more than 2 data_visualization blocks allowed" });
  if (tables > 1) problems.push({ pointer: root, message: "only_one_table_allowed" });
  if (focused > 1) problems.push({ pointer: root, message: "only one element may set `focus_on_load`" });
  return problems;
}

function visit(node: unknown, pointer: string, see: (node: Node, pointer: string) => void): void {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) see(node, pointer);
  for (const [key, inner] of Object.entries(node)) visit(inner, `${pointer}/${key}`, see);
}
