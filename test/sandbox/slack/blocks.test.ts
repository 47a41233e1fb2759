import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Surface } from "../../../sandbox/slack/blocks/blocks.ts";
import { textLength } from "../../../sandbox/slack/blocks/length.ts";
import { validateBlocks } from "../../../sandbox/slack/blocks/validate.ts";
import { actions, button } from "./a-slack.ts";

const x = (length: number) => "x".repeat(length);
const times = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, index) => make(index));
const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const section = (more: object) => ({ type: "section", ...more });
const header = (text: string) => ({ type: "header", text: plain(text) });
const context = (count: number) => ({ type: "context", elements: times(count, () => mrkdwn("x")) });
const option = (text: string, more: object = {}) => ({ text: plain(text), value: text, ...more });
const select = (more: object) => actions({ type: "static_select", ...more });
const options = (count: number) => times(count, (index) => option(`o${index}`));
const input = (element: object, more: object = {}) => ({
  type: "input",
  label: plain("Label"),
  element,
  ...more,
});
const richText = (...elements: object[]) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const raw = (text: string) => ({ type: "raw_text", text });
const rows = (count: number, columns = 1, text = "x") => times(count, () => times(columns, () => raw(text)));
const table = (count: number, columns = 1, text = "x") => ({
  type: "table",
  rows: rows(count, columns, text),
});
const dataTable = (count: number, columns = 1, more: object = {}) => ({
  type: "data_table",
  caption: "Costs",
  rows: rows(count, columns),
  ...more,
});
const chart = (inner: object, title = "Costs") => ({ type: "data_visualization", title, chart: inner });
const pie = (count: number, value = 1, label = "x") =>
  chart({ type: "pie", segments: times(count, () => ({ label, value })) });
const plotted = (type: string, points: number, series = 1, more: object = {}) =>
  chart({
    type,
    series: times(series, (one) => ({
      name: `s${one}`,
      data: times(points, (index) => ({ label: `c${index}`, value: -index })),
    })),
    axis_config: { categories: times(points, (index) => `c${index}`) },
    ...more,
  });
const card = (more: object) => ({ type: "card", title: mrkdwn("x"), ...more });
const carousel = (count: number) => ({ type: "carousel", elements: times(count, () => card({})) });
const container = (children: object[], more: object = {}) => ({
  type: "container",
  title: plain("x"),
  child_blocks: children,
  ...more,
});
const task = (more: object = {}) => ({
  type: "task_card",
  task_id: "1",
  title: "Build",
  status: "complete",
  ...more,
});
const plan = (...tasks: object[]) => ({ type: "plan", title: "Deploy", tasks });
const alert = (text: string, more: object = {}) => ({ type: "alert", text: plain(text), ...more });
const image = (more: object) => ({ type: "image", alt_text: "x", ...more });
const picture = { image_url: "https://example.com/x.png" };
const divider = { type: "divider" };

interface Row {
  readonly why: string;
  readonly block?: object;
  readonly blocks?: readonly object[];
  readonly on?: Surface;
  /** "" when Slack takes it. */
  readonly problem: string;
}

const cases: readonly Row[] = [
  { why: "a section's text: 3,000", block: section({ text: mrkdwn(x(3_000)) }), problem: "" },
  {
    why: "a section's text: no more",
    block: section({ text: mrkdwn(x(3_001)) }),
    problem: "must be less than 3001 characters [/blocks/0/text/text]",
  },
  {
    why: "empty text is none",
    block: section({ text: mrkdwn("") }),
    problem: "must be more than 0 characters [/blocks/0/text/text]",
  },
  { why: "ten fields of 2,000", block: section({ fields: times(10, () => mrkdwn(x(2_000))) }), problem: "" },
  {
    why: "not eleven fields",
    block: section({ fields: times(11, () => mrkdwn("x")) }),
    problem: "no more than 10 items allowed [/blocks/0/fields]",
  },
  {
    why: "a field's text: no more than 2,000",
    block: section({ fields: [mrkdwn(x(2_001))] }),
    problem: "must be less than 2001 characters [/blocks/0/fields/0/text]",
  },
  {
    why: "a section says something",
    block: section({}),
    problem: "must define either `text` or `fields` [/blocks/0]",
  },
  { why: "a header: 150", block: header(x(150)), problem: "" },
  {
    why: "a header: no more",
    block: header(x(151)),
    problem: "must be less than 151 characters [/blocks/0/text/text]",
  },
  {
    why: "a header has no mrkdwn",
    block: { type: "header", text: mrkdwn("x") },
    problem: "must be a valid enum value [/blocks/0/text/type]",
  },
  { why: "25 elements in actions", block: actions(...times(25, (i) => button("x", `a${i}`))), problem: "" },
  {
    why: "not 26",
    block: actions(...times(26, (i) => button("x", `a${i}`))),
    problem: "no more than 25 items allowed [/blocks/0/elements]",
  },
  {
    why: "actions hold something",
    block: actions(),
    problem: "no fewer than 1 items allowed [/blocks/0/elements]",
  },
  {
    why: "a button: text 75, value 2,000",
    block: actions(button(x(75), "a", { value: x(2_000) })),
    problem: "",
  },
  {
    why: "a button's text: no more than 75",
    block: actions(button(x(76), "a")),
    problem: "must be less than 76 characters [/blocks/0/elements/0/text/text]",
  },
  {
    why: "a button's value: no more than 2,000",
    block: actions(button("x", "a", { value: x(2_001) })),
    problem: "must be less than 2001 characters [/blocks/0/elements/0/value]",
  },
  {
    why: "a button's URL: no more than 3,000",
    block: actions(button("x", "a", { url: x(3_001) })),
    problem: "must be less than 3001 characters [/blocks/0/elements/0/url]",
  },
  {
    why: "a style that isn't there",
    block: actions(button("x", "a", { style: "warning" })),
    problem: "must be a valid enum value [/blocks/0/elements/0/style]",
  },
  {
    why: "an action id: no more than 255",
    block: actions(button("x", x(256))),
    problem: "must be less than 256 characters [/blocks/0/elements/0/action_id]",
  },
  {
    why: "a confirmation's text: no more than 300",
    block: actions(button("x", "a", { confirm: { text: plain(x(301)) } })),
    problem: "must be less than 301 characters [/blocks/0/elements/0/confirm/text/text]",
  },
  { why: "ten elements in a context", block: context(10), problem: "" },
  { why: "not eleven", block: context(11), problem: "no more than 10 items allowed [/blocks/0/elements]" },
  { why: "100 options", block: select({ options: options(100) }), problem: "" },
  {
    why: "not 101",
    block: select({ options: options(101) }),
    problem: "no more than 100 items allowed [/blocks/0/elements/0/options]",
  },
  {
    why: "a menu has options",
    block: select({}),
    problem: "must define either `options` or `option_groups` [/blocks/0/elements/0]",
  },
  {
    why: "an option has no type",
    block: select({ options: [option("x", { type: "option" })] }),
    problem: "invalid additional property: type [/blocks/0/elements/0/options/0]",
  },
  {
    why: "an overflow menu: no more than five",
    block: actions({ type: "overflow", options: options(6) }),
    problem: "no more than 5 items allowed [/blocks/0/elements/0/options]",
  },
  {
    why: "an image has one source",
    block: image({}),
    problem: "must define either `image_url` or `slack_file` [/blocks/0]",
  },
  { why: "an image", block: image({ ...picture, title: plain(x(2_000)) }), problem: "" },
  { why: "standard markdown: 12,000", block: { type: "markdown", text: x(12_000) }, problem: "" },
  {
    why: "no more",
    block: { type: "markdown", text: x(12_001) },
    problem: "must be less than 12001 characters [/blocks/0/text]",
  },
  { why: "100 rows of 20 cells", block: table(100, 20), problem: "" },
  { why: "not 101 rows", block: table(101), problem: "no more than 100 items allowed [/blocks/0/rows]" },
  { why: "not 21 cells", block: table(1, 21), problem: "no more than 20 items allowed [/blocks/0/rows/0]" },
  { why: "10,000 characters in all cells", block: table(2, 1, x(5_000)), problem: "" },
  {
    why: "no more",
    block: table(2, 1, x(5_001)),
    problem: "must have no more than 10000 characters in all cells [/blocks/0]",
  },
  { why: "one table a message", blocks: [table(1), table(1)], problem: "only_one_table_allowed [/blocks]" },
  { why: "a header and 100 rows", block: dataTable(101, 20, { page_size: 100 }), problem: "" },
  { why: "not 102", block: dataTable(102), problem: "no more than 101 items allowed [/blocks/0/rows]" },
  {
    why: "a header alone is no table",
    block: dataTable(1),
    problem: "no fewer than 2 items allowed [/blocks/0/rows]",
  },
  {
    why: "a page has rows",
    block: dataTable(2, 1, { page_size: 0 }),
    problem: "must be more than 0 [/blocks/0/page_size]",
  },
  {
    why: "rows of one length",
    block: dataTable(2, 1, { rows: [[raw("a")], [raw("a"), raw("b")]] }),
    problem: "all rows must have the same number of cells [/blocks/0]",
  },
  {
    why: "headers are plain",
    block: dataTable(2, 1, { rows: [[richText({ type: "text", text: "a" })], [raw("b")]] }),
    problem: "header cells must not be rich_text [/blocks/0]",
  },
  {
    why: "numbers are shown as text, too",
    block: dataTable(2, 1, { rows: [[raw("a")], [{ type: "raw_number", value: 1 }]] }),
    problem: "missing required field: text [/blocks/0/rows/1/0]",
  },
  {
    why: "a caption is required",
    block: { type: "data_table", rows: rows(2) },
    problem: "missing required field: caption [/blocks/0]",
  },
  { why: "six segments", block: pie(6), problem: "" },
  { why: "not seven", block: pie(7), problem: "no more than 6 items allowed [/blocks/0/chart/segments]" },
  {
    why: "no segment of nothing",
    block: pie(1, 0),
    problem: "must be more than 0 [/blocks/0/chart/segments/0/value]",
  },
  {
    why: "a label: no more than 20",
    block: pie(1, 1, x(21)),
    problem: "must be less than 21 characters [/blocks/0/chart/segments/0/label]",
  },
  { why: "20 points in 6 series, also below zero", block: plotted("line", 20, 6), problem: "" },
  { why: "bars", block: plotted("bar", 1), problem: "" },
  { why: "areas", block: plotted("area", 1), problem: "" },
  {
    why: "not 21 points",
    block: plotted("bar", 21),
    problem: "no more than 20 items allowed [/blocks/0/chart/series/0/data]",
  },
  {
    why: "a point for each category",
    block: plotted("bar", 2, 1, { axis_config: { categories: ["c0", "other"] } }),
    problem: "every series must have one data point for each category [/blocks/0/chart]",
  },
  {
    why: "no such chart",
    block: chart({ type: "radar" }),
    problem: "unsupported type: radar [/blocks/0/chart/type]",
  },
  {
    why: "a chart's title: no more than 50",
    block: chart({ type: "pie", segments: [{ label: "a", value: 1 }] }, x(51)),
    problem: "must be less than 51 characters [/blocks/0/title]",
  },
  { why: "two charts a message", blocks: [pie(1), pie(1)], problem: "" },
  {
    why: "not three",
    blocks: [pie(1), pie(1), pie(1)],
    problem: "no more than 2 data_visualization blocks allowed [/blocks]",
  },
  {
    why: "a card",
    block: card({ subtitle: plain(x(150)), body: mrkdwn(x(200)), actions: [button("x", "a")] }),
    problem: "",
  },
  {
    why: "a card's body: no more than 200",
    block: card({ body: mrkdwn(x(201)) }),
    problem: "must be less than 201 characters [/blocks/0/body/text]",
  },
  {
    why: "three buttons on a card",
    block: card({ actions: times(4, (i) => button("x", `a${i}`)) }),
    problem: "no more than 3 items allowed [/blocks/0/actions]",
  },
  {
    why: "a card shows something",
    block: { type: "card", subtitle: mrkdwn("x") },
    problem: "must define at least one of `hero_image`, `title`, `actions`, or `body` [/blocks/0]",
  },
  { why: "ten cards", block: carousel(10), problem: "" },
  { why: "not eleven", block: carousel(11), problem: "no more than 10 items allowed [/blocks/0/elements]" },
  { why: "ten children", block: container(times(10, () => divider)), problem: "" },
  {
    why: "not eleven",
    block: container(times(11, () => divider)),
    problem: "no more than 10 items allowed [/blocks/0/child_blocks]",
  },
  {
    why: "no container in a container",
    block: container([container([divider])]),
    problem: "unsupported type: container [/blocks/0/child_blocks/0/type]",
  },
  {
    why: "collapsed needs collapsible",
    block: container([divider], { default_collapsed: true }),
    problem: "`default_collapsed` requires `is_collapsible` [/blocks/0]",
  },
  {
    why: "a plan of tasks",
    block: plan(
      ...["pending", "in_progress", "complete", "error"].map((status) =>
        task({
          status,
          details: richText({ type: "text", text: "x" }),
          output: richText({ type: "link", url: "https://example.com" }),
          sources: [{ type: "url", url: "https://example.com", text: "x" }],
        }),
      ),
    ),
    problem: "",
  },
  {
    why: "a status that isn't there",
    block: plan(task({ status: "failed" })),
    problem: "must be a valid enum value [/blocks/0/tasks/0/status]",
  },
  {
    why: "details are rich text",
    block: plan(task({ details: "x" })),
    problem: "must provide an object [/blocks/0/tasks/0/details]",
  },
  {
    why: "a task has an id",
    block: plan(task({ task_id: "" })),
    problem: "must be more than 0 characters [/blocks/0/tasks/0/task_id]",
  },
  { why: "an alert in a modal", block: alert(x(200), { level: "warning" }), on: "modal", problem: "" },
  { why: "not in a message", block: alert("x"), problem: "unsupported type: alert [/blocks/0/type]" },
  {
    why: "an alert: no more than 200",
    block: alert(x(201)),
    on: "modal",
    problem: "must be less than 201 characters [/blocks/0/text/text]",
  },
  {
    why: "no plan in a modal",
    block: plan(),
    on: "modal",
    problem: "unsupported type: plan [/blocks/0/type]",
  },
  { why: "a data table on the Home tab", block: dataTable(2), on: "home", problem: "" },
  {
    why: "no chart on the Home tab",
    block: pie(1),
    on: "home",
    problem: "unsupported type: data_visualization [/blocks/0/type]",
  },
  {
    why: "rich text with everything",
    problem: "",
    block: {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "x", style: { bold: true, code: true } },
            { type: "user", user_id: "U0OWNER" },
            { type: "usergroup", usergroup_id: "S0OPS" },
            { type: "channel", channel_id: "C0DEV" },
            { type: "emoji", name: "wave" },
            { type: "broadcast", range: "here" },
            { type: "color", value: "#ffffff" },
            { type: "date", timestamp: 1, format: "{date}", fallback: "x" },
          ],
        },
        {
          type: "rich_text_list",
          style: "bullet",
          indent: 8,
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "x" }] }],
        },
        { type: "rich_text_quote", elements: [{ type: "text", text: "x" }] },
        { type: "rich_text_preformatted", border: 1, elements: [{ type: "text", text: "x" }] },
      ],
    },
  },
  {
    why: "rich text has no mrkdwn",
    block: richText({ type: "mrkdwn", text: "x" }),
    problem: "unsupported type: mrkdwn [/blocks/0/elements/0/elements/0/type]",
  },
  {
    why: "an input",
    block: input({ type: "plain_text_input", max_length: 3_000 }),
    on: "modal",
    problem: "",
  },
  {
    why: "a button is no input",
    block: input(button("x", "a")),
    on: "modal",
    problem: "unsupported type: button [/blocks/0/element/type]",
  },
  { why: "no such block", block: { type: "fancy" }, problem: "unsupported type: fancy [/blocks/0/type]" },
  { why: "no type at all", block: { text: plain("x") }, problem: "missing required field: type [/blocks/0]" },
  {
    why: "no such field",
    block: { ...divider, text: "x" },
    problem: "invalid additional property: text [/blocks/0]",
  },
  { why: "a required field", block: { type: "header" }, problem: "missing required field: text [/blocks/0]" },
  {
    why: "text is an object",
    block: section({ text: "x" }),
    problem: "must provide an object [/blocks/0/text]",
  },
  {
    why: "a block id once",
    blocks: [
      { ...divider, block_id: "a" },
      { ...divider, block_id: "a" },
    ],
    problem: "`block_id` already exists [/blocks/1/block_id]",
  },
  {
    why: "an action id once a block",
    block: actions(button("x", "a"), button("y", "a")),
    problem: '`action_id` "a" already exists in this block [/blocks/0/elements/1/action_id]',
  },
  {
    why: "the same action id in two blocks",
    blocks: [actions(button("x", "a")), actions(button("y", "a"))],
    problem: "",
  },
  { why: "50 blocks a message", blocks: times(50, () => divider), problem: "" },
  { why: "not 51", blocks: times(51, () => divider), problem: "no more than 50 items allowed [/blocks]" },
  { why: "100 blocks a modal", blocks: times(100, () => divider), on: "modal", problem: "" },
  {
    why: "not 101",
    blocks: times(101, () => divider),
    on: "modal",
    problem: "no more than 100 items allowed [/blocks]",
  },
];

describe("what Slack takes", () => {
  it.each(cases)("$why → $problem", ({ block, blocks = [block], on = "message", problem }) => {
    const found = validateBlocks(blocks, on).map(({ message, pointer }) => `${message} [${pointer}]`);
    expect(found).toEqual(problem === "" ? [] : expect.arrayContaining([problem]));
    expect(found.length).toBeLessThanOrEqual(2);
  });

  it("refuses what is no list of blocks", () => {
    expect(validateBlocks({ type: "divider" }, "message")).toHaveLength(1);
    expect(validateBlocks([null, 5], "message")).toHaveLength(2);
  });
});

const text = (most: number) => fc.string({ minLength: 1, maxLength: most });
const plainText = (most: number) => text(most).map(plain);
const anyText = (most: number) => fc.oneof(plainText(most), text(most).map(mrkdwn));
const list = <T>(item: fc.Arbitrary<T>, most: number, least = 1) =>
  fc.array(item, { minLength: least, maxLength: most });
const distinct = (most: number) => fc.uniqueArray(text(20), { minLength: 1, maxLength: most });
const someButton = (index: number) =>
  fc
    .record({ text: plainText(75), value: text(2_000), url: text(3_000) }, { requiredKeys: ["text"] })
    .map((fields) => ({ type: "button", action_id: `a${index}`, ...fields }));
const someButtons = (most: number) =>
  fc.integer({ min: 1, max: most }).chain((count) => fc.tuple(...times(count, someButton)));
const someRichText = list(text(500), 5).map((parts) => richText(...parts.map((one) => ({ type: "text", text: one }))));
const someCell = fc.oneof(
  text(40).map(raw),
  fc.record({ value: fc.integer(), text: text(10) }).map((cell) => ({ type: "raw_number", ...cell })),
);

const someBlock: fc.Arbitrary<object> = fc.oneof(
  fc.record({ text: anyText(3_000) }).map(section),
  fc.record({ fields: list(anyText(2_000), 10) }).map(section),
  plainText(150).map((one) => ({ type: "header", text: one })),
  list(anyText(3_000), 10).map((elements) => ({ type: "context", elements })),
  someButtons(25).map((elements) => actions(...elements)),
  someRichText,
  text(12_000).map((one) => ({ type: "markdown", text: one })),
  fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 2, max: 12 })).chain(([columns, count]) =>
    fc
      .array(fc.array(someCell, { minLength: columns, maxLength: columns }), {
        minLength: count,
        maxLength: count,
      })
      .map((cells) => ({ type: "data_table", caption: "x", rows: cells })),
  ),
  fc.tuple(distinct(20), distinct(6), fc.constantFrom("bar", "line", "area")).map(([categories, names, type]) =>
    chart({
      type,
      series: names.map((name) => ({ name, data: categories.map((label) => ({ label, value: 1 })) })),
      axis_config: { categories },
    }),
  ),
  fc
    .record({ title: anyText(150), subtitle: anyText(150), body: anyText(200), actions: someButtons(3) })
    .map((fields) => ({ type: "card", ...fields })),
  list(
    fc.record({
      task_id: text(255),
      title: text(300),
      status: fc.constantFrom("pending", "in_progress", "complete", "error"),
      details: someRichText,
    }),
    10,
  ).map((tasks) => plan(...tasks.map((one) => ({ type: "task_card", ...one })))),
);

describe("any block within the limits", () => {
  it("is taken in a message", () => {
    fc.assert(
      fc.property(someBlock, (block) => {
        expect(validateBlocks([block], "message")).toEqual([]);
      }),
      { numRuns: 200, seed: 20261123 },
    );
  });

  it("is refused with one field more", () => {
    fc.assert(
      fc.property(someBlock, (block) => {
        expect(validateBlocks([{ ...block, unheard_of: true }], "message")).toContainEqual({
          pointer: "/blocks/0",
          message: "invalid additional property: unheard_of",
        });
      }),
      { numRuns: 50, seed: 20261123 },
    );
  });
});

describe("the length of a message", () => {
  it.each([
    { why: "types and ids aren't read", blocks: [{ type: "divider", block_id: "b" }], length: 0 },
    {
      why: "texts are, wherever they stand",
      blocks: [section({ text: mrkdwn("abc"), fields: [plain("de")] })],
      length: 5,
    },
    {
      why: "so are a button's value and URL",
      blocks: [actions(button("ab", "long-id", { value: "c", url: "d" }))],
      length: 4,
    },
  ])("$why", ({ blocks, length }) => {
    expect(textLength(blocks)).toBe(length);
  });
});
