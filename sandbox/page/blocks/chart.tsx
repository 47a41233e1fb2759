/** data_visualization: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { labelStep, linear, niceTicks, sector, shortNumber, slices } from "../charts/scale.ts";
import { useSession } from "../session.ts";

interface Series {
  readonly name: string;
  readonly data: readonly { readonly label: string; readonly value: number }[];
}

interface AxisChart {
  readonly type: "bar" | "line" | "area";
  readonly series: readonly Series[];
  readonly axis_config: {
    readonly categories: readonly string[];
    readonly x_label?: string;
    readonly y_label?: string;
  };
}

interface PieChart {
  readonly type: "pie";
  readonly segments: readonly { readonly label: string; readonly value: number }[];
}

export interface DataVisualizationBlock {
  readonly title: string;
  readonly chart: AxisChart | PieChart;
}

export function ChartBlock({ block }: { readonly block: DataVisualizationBlock }) {
  const titleId = useId();
  return (
    <figure class="chart" aria-labelledby={titleId}>
      <figcaption id={titleId}>{block.title}</figcaption>
      {block.chart.type === "pie" ? (
        <Pie title={block.title} chart={block.chart} />
      ) : (
        <Axes title={block.title} chart={block.chart} />
      )}
    </figure>
  );
}

/** The chart's width in its message, in CSS pixels: text keeps its size at every width. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(560);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}

/** The entry under the pointer or reached with the arrow keys. */
function useActive(count: number) {
  const [active, setActive] = useState<number | undefined>(undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") setActive(undefined);
    if (!move || count === 0 || event.altKey) return;
    event.preventDefault();
    setActive(active === undefined ? (move > 0 ? 0 : count - 1) : (active + move + count) % count);
  };
  const box = {
    tabIndex: 0,
    onKeyDown,
    onPointerLeave: () => setActive(undefined),
    onBlur: () => setActive(undefined),
  };
  return { active, setActive, box };
}

const height = 232;
const characterWidth = 6.4;

function Axes({ title, chart }: { readonly title: string; readonly chart: AxisChart }) {
  const { words, me } = useSession();
  const [box, width] = useWidth();
  const { categories, x_label: xLabel, y_label: yLabel } = chart.axis_config;
  const { active, setActive, box: keys } = useActive(categories.length);

  const valueAt = (series: Series, category: string) => series.data.find(({ label }) => label === category)?.value;
  const values = chart.series.flatMap(({ data }) => data.map(({ value }) => value));
  const ticks = niceTicks(Math.min(...values), Math.max(...values));
  const number = (value: number) => shortNumber(value, me.locale);
  const exact = new Intl.NumberFormat(me.locale, { maximumFractionDigits: 3 });

  const left = 14 + Math.max(...ticks.map((tick) => number(tick).length)) * characterWidth + (yLabel ? 16 : 0);
  const frame = { left, right: width - 8, top: 10, bottom: height - (xLabel ? 42 : 24) };
  const y = linear([ticks[0] ?? 0, ticks.at(-1) ?? 1], [frame.bottom, frame.top]);
  const band = (frame.right - frame.left) / Math.max(1, categories.length);
  const middle = (index: number) => frame.left + band * (index + 0.5);
  const widest = Math.max(...categories.map((category) => category.length)) * characterWidth + 12;
  const step = labelStep(categories.length, frame.right - frame.left, widest);

  const description = `${words.chart[chart.type]}: ${title}. ${chart.series
    .map(
      (series) =>
        `${series.name}: ${categories.map((category) => `${category} ${exact.format(valueAt(series, category) ?? 0)}`).join(", ")}`,
    )
    .join(". ")}. ${words.chartHelp}`;

  return (
    <>
      <div class="chart-box" ref={box} role="img" aria-label={description} {...keys}>
        <svg width={width} height={height} aria-hidden="true">
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                class={tick === 0 ? "chart-zero" : "chart-grid"}
                x1={frame.left}
                x2={frame.right}
                y1={y(tick)}
                y2={y(tick)}
              />
              <text class="chart-label" x={frame.left - 8} y={y(tick) + 4} text-anchor="end">
                {number(tick)}
              </text>
            </g>
          ))}
          {categories.map((category, index) => (
            <g key={category}>
              {active === index && (
                <rect
                  class="chart-band"
                  x={middle(index) - band / 2}
                  y={frame.top}
                  width={band}
                  height={frame.bottom - frame.top}
                  rx="4"
                />
              )}
              {index % step === 0 && (
                <text class="chart-label" x={middle(index)} y={frame.bottom + 17} text-anchor="middle">
                  {category}
                </text>
              )}
            </g>
          ))}
          {xLabel && (
            <text class="chart-axis" x={(frame.left + frame.right) / 2} y={height - 6} text-anchor="middle">
              {xLabel}
            </text>
          )}
          {yLabel && (
            <text
              class="chart-axis"
              transform={`translate(11 ${(frame.top + frame.bottom) / 2}) rotate(-90)`}
              text-anchor="middle"
            >
              {yLabel}
            </text>
          )}
          {chart.type === "bar"
            ? chart.series.map((series, place) => {
                const group = Math.min(band * 0.72, 56 * chart.series.length);
                const bar = group / chart.series.length;
                return categories.map((category, index) => {
                  const value = valueAt(series, category);
                  if (value === undefined) return null;
                  const top = Math.min(y(value), y(0));
                  return (
                    <rect
                      key={`${series.name} ${category}`}
                      class={`chart-bar series-${place % 6}`}
                      x={middle(index) - group / 2 + bar * place + bar * 0.06}
                      y={top}
                      width={bar * 0.88}
                      height={Math.max(1, Math.abs(y(value) - y(0)))}
                      rx={Math.min(3, bar * 0.2)}
                    />
                  );
                });
              })
            : chart.series.map((series, place) => {
                const points = categories.flatMap((category, index) => {
                  const value = valueAt(series, category);
                  return value === undefined ? [] : [{ index, x: middle(index), y: y(value) }];
                });
                const path = points.map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("L");
                const first = points[0];
                const last = points.at(-1);
                if (!first || !last) return null;
                return (
                  <g key={series.name} class={`series-${place % 6}`}>
                    {chart.type === "area" && (
                      <path class="chart-area" d={`M${first.x} ${y(0)}L${path}L${last.x} ${y(0)}Z`} />
                    )}
                    <path class="chart-line" d={`M${path}`} />
                    {points.map((point) => (
                      <circle
                        key={point.index}
                        class="chart-point"
                        cx={point.x}
                        cy={point.y}
                        r={active === point.index ? 4.5 : points.length > 12 ? 0 : 2.8}
                      />
                    ))}
                  </g>
                );
              })}
          {categories.map((category, index) => (
            <rect
              key={category}
              class="chart-target"
              x={middle(index) - band / 2}
              y={0}
              width={band}
              height={height}
              onPointerEnter={() => setActive(index)}
            />
          ))}
        </svg>
        {active !== undefined && (
          <Tooltip
            x={Math.min(Math.max(middle(active), 80), Math.max(80, width - 80))}
            title={categories[active] ?? ""}
            rows={chart.series.flatMap((series, place) => {
              const value = valueAt(series, categories[active] ?? "");
              return value === undefined ? [] : [{ place, name: series.name, value: exact.format(value) }];
            })}
          />
        )}
      </div>
      <Legend names={chart.series.map(({ name }) => name)} />
    </>
  );
}

function Pie({ title, chart }: { readonly title: string; readonly chart: PieChart }) {
  const { words, me } = useSession();
  const { active, setActive, box } = useActive(chart.segments.length);
  const parts = slices(chart.segments.map(({ value }) => value));
  const exact = new Intl.NumberFormat(me.locale, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(me.locale, { style: "percent", maximumFractionDigits: 1 });
  const total = chart.segments.reduce((sum, { value }) => sum + value, 0);
  const pointed = active === undefined ? undefined : chart.segments[active];
  const description = `${words.chart.pie}: ${title}. ${chart.segments
    .map(({ label, value }, index) => `${label} ${exact.format(value)} (${percent.format(parts[index]?.share ?? 0)})`)
    .join(", ")}. ${words.chartHelp}`;
  return (
    <div class="pie">
      <div class="pie-box" role="img" aria-label={description} {...box}>
        <svg width="176" height="176" viewBox="-88 -88 176 176" aria-hidden="true">
          {parts.map((part, index) => (
            <path
              key={chart.segments[index]?.label}
              class={`pie-slice series-${index % 6}${active !== undefined && active !== index ? " pie-faint" : ""}`}
              d={sector(part, active === index ? 86 : 82, 52)}
              onPointerEnter={() => setActive(index)}
            />
          ))}
          <text class="pie-value" y={2} text-anchor="middle">
            {shortNumber(pointed?.value ?? total, me.locale)}
          </text>
          <text class="chart-label" y={20} text-anchor="middle">
            {pointed?.label ?? words.total}
          </text>
        </svg>
      </div>
      <ul class="pie-legend">
        {chart.segments.map(({ label, value }, index) => (
          <li key={label} onPointerEnter={() => setActive(index)} onPointerLeave={() => setActive(undefined)}>
            <span class={`key series-${index % 6}`} />
            <span>{label}</span>
            <b>{exact.format(value)}</b>
            <small>{percent.format(parts[index]?.share ?? 0)}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tooltip(props: {
  readonly x: number;
  readonly title: string;
  readonly rows: readonly { readonly place: number; readonly name: string; readonly value: string }[];
}) {
  return (
    <div class="chart-tooltip" role="status" style={{ left: `${props.x}px` }}>
      <strong>{props.title}</strong>
      {props.rows.map(({ place, name, value }) => (
        <span key={place}>
          <span class={`key series-${place % 6}`} />
          <span>{name}</span>
          <b>{value}</b>
        </span>
      ))}
    </div>
  );
}

function Legend({ names }: { readonly names: readonly string[] }) {
  return (
    <ul class="legend">
      {names.map((name, place) => (
        <li key={name}>
          <span class={`key series-${place % 6}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}
