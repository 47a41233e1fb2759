import { costExplorerUrl } from "../../lib/pure/console.ts";
import { type Chart, type Content, present } from "../../lib/pure/content.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { cents, type Days, type Spending, shownServices, totalsOf } from "./spending-state.ts";

/** Services with a bar of their own. */
const mostNamed = 6;

/** Spending by service, and the age of the figures. */
export function spendingMessage(spending: Spending, readAt: string): Content {
  const { services, isWholeMonth, provisional } = spending;
  const { current } = totalsOf(services);
  const total: Text = { dollars: current };
  const amount: Text = { dollars: provisional.dollars };
  return {
    tone: "info",
    title: isWholeMonth ? say("cost.last-month", { total }) : say("cost.so-far", { total }),
    lines: services.length
      ? present([
          say("cost.period", { days: daysOf(spending.current), change: change(spending) }),
          isWholeMonth && say("cost.new-month"),
          provisional.first === provisional.last
            ? say("cost.provisional-day", { days: daysOf(provisional), amount })
            : say("cost.provisional", { days: daysOf(provisional), amount }),
        ])
      : [say("cost.none")],
    ...(services.length && { chart: chart(spending) }),
    buttons: [{ action: "open", label: "button.cost-explorer", url: costExplorerUrl() }],
    footer: [say("cost.as-of", { time: { time: readAt } }), basis(spending)],
  };
}

function basis({ tax }: Spending): Text {
  return tax ? say("cost.basis-tax", { tax: { dollars: tax } }) : say("cost.basis");
}

function daysOf({ first, last }: Days): Text {
  return { days: [first, last] };
}

/** The total against the earlier month. */
function change({ services, earlier }: Spending): Text {
  const { difference, percent, earlier: total } = totalsOf(services);
  const days = daysOf(earlier);
  if (difference === 0) return say("cost.same", { days });
  const amount: Text = { dollars: Math.abs(difference) };
  const shown = {
    difference: !percent ? amount : say("cost.with-percent", { difference: amount, percent: Math.abs(percent) }),
    days,
    total: { dollars: total },
  };
  return difference > 0 ? say("cost.more", shown) : say("cost.less", shown);
}

function chart({ services, isWholeMonth }: Spending): Chart {
  const { named, others } = shownServices(services, mostNamed);
  const bars = present([
    ...named.map((one) => ({ ...one, category: one.name, label: one.name })),
    others && { ...others, category: say("cost.others"), label: say("cost.others-of", { count: others.count }) },
  ]);
  const [now, before] = isWholeMonth
    ? ([say("cost.month-before"), say("cost.month-before-last")] as const)
    : ([say("cost.this-month"), say("cost.month-before")] as const);
  return {
    title: say("cost.chart"),
    categories: bars.map(({ category }) => category),
    series: [
      { name: now, values: bars.map(({ current }) => cents(current)) },
      { name: before, values: bars.map(({ earlier }) => cents(earlier)) },
    ],
    unit: " USD",
    details: bars.map(({ label, current, earlier }) =>
      say("cost.service", {
        name: { bold: label },
        amount: { dollars: cents(current) },
        change: changeOf(current, earlier),
      }),
    ),
  };
}

function changeOf(current: number, earlier: number): Text {
  const difference = cents(current - earlier);
  if (difference === 0) return say("cost.unchanged");
  return cents(earlier) === 0 ? say("cost.new") : { dollars: difference, sign: true };
}
