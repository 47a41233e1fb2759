/** Charts (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block). */
import * as v from "valibot";
import { id, items, words } from "./composition.ts";

const label = words(20);
const axisName = v.optional(words(50));

const series = v.strictObject({
  name: label,
  data: items(v.strictObject({ label, value: v.pipe(v.number(), v.finite()) }), 20),
});

const plotted = <const TType extends string>(type: TType) =>
  v.pipe(
    v.strictObject({
      type: v.literal(type),
      series: items(series, 6),
      axis_config: v.strictObject({ categories: items(label, 20), x_label: axisName, y_label: axisName }),
    }),
    v.check((chart) => isDistinct(chart.series.map((one) => one.name)), "series names must be unique"),
    v.check((chart) => isDistinct(chart.axis_config.categories), "categories must be unique"),
    v.check(
      (chart) => chart.series.every((one) => isSame(one.data, chart.axis_config.categories)),
      "every series must have one data point for each category",
    ),
  );

const isDistinct = (names: readonly string[]) => new Set(names).size === names.length;
const isSame = (points: readonly { readonly label: string }[], categories: readonly string[]) =>
  points.length === categories.length && categories.every((one) => points.some((point) => point.label === one));

export const chart = v.strictObject({
  type: v.literal("data_visualization"),
  block_id: id,
  title: words(50),
  chart: v.variant("type", [
    v.strictObject({
      type: v.literal("pie"),
      segments: items(v.strictObject({ label, value: v.pipe(v.number(), v.finite(), v.gtValue(0)) }), 6),
    }),
    plotted("bar"),
    plotted("line"),
    plotted("area"),
  ]),
});
