/** Tables: https://docs.slack.dev/reference/block-kit/blocks/table-block and …/data-table-block. */
import * as v from "valibot";
import { flag, id, items } from "./composition.ts";
import { textLength } from "./length.ts";
import { richText } from "./rich-text.ts";

const cellWords = v.pipe(v.string(), v.minLength(1));
const cell = v.variant("type", [
  v.strictObject({ type: v.literal("raw_text"), text: cellWords }),
  v.strictObject({ type: v.literal("raw_number"), value: v.pipe(v.number(), v.finite()), text: cellWords }),
  richText,
]);
type Rows = readonly (readonly { readonly type: string }[])[];

/** The cells of one table together. */
const fits = (block: { rows: Rows }) => textLength(block.rows) <= 10_000;
const needsToFit = "must have no more than 10000 characters in all cells";

export const table = v.pipe(
  v.strictObject({
    type: v.literal("table"),
    block_id: id,
    rows: items(items(cell, 20), 100),
    column_settings: v.optional(
      items(v.strictObject({ align: v.optional(v.picklist(["left", "center", "right"])), is_wrapped: flag }), 20),
    ),
  }),
  v.check((block) => fits(block), needsToFit),
);

export const dataTable = v.pipe(
  v.strictObject({
    type: v.literal("data_table"),
    block_id: id,
    caption: cellWords,
    /** The header, and 1–100 rows. */
    rows: items(items(cell, 20), 101, 2),
    page_size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
    row_header_column_index: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  v.check(
    ({ rows }) => rows.every((row) => row.length === rows[0]?.length),
    "all rows must have the same number of cells",
  ),
  v.check(
    ({ rows }) => rows[0]?.every((header) => header.type !== "rich_text") ?? true,
    "header cells must not be rich_text",
  ),
  v.check((block) => fits(block), needsToFit),
);
