/** The sandbox's clock, and its controls. */
import { useEffect, useState } from "preact/hooks";
import { clockOf, dayFraction, longDay, nextHourInSeoul } from "../dates.ts";
import { useBusy, useSession } from "../session.ts";

const speeds = [0, 1, 10, 60] as const;

export function Clock({ speed }: { readonly speed: number }) {
  const { words, me, now, ask } = useSession();
  const [, tick] = useState(0);
  const [isMoving, run] = useBusy();
  useEffect(() => {
    if (speed === 0) return;
    const timer = setInterval(() => tick((count) => count + 1), speed === 1 ? 500 : 200);
    return () => clearInterval(timer);
  }, [speed]);
  const time = now();
  const step = (body: unknown) => run(() => ask({ path: "/step", body }));
  const moves = [
    { id: "advance-1m", label: words.plusMinutes(1), move: () => step({ advance: "1m" }) },
    { id: "advance-10m", label: words.plusMinutes(10), move: () => step({ advance: "10m" }) },
    { id: "clock-22", label: words.toTonight, move: () => step({ clock: nextHourInSeoul(now(), 22) }) },
    { id: "clock-09", label: words.toMorning, move: () => step({ clock: nextHourInSeoul(now(), 9) }) },
  ];
  return (
    <section class="clock" aria-label={words.clock} aria-busy={isMoving}>
      <Sky fraction={dayFraction(time)} />
      <div class="clock-face">
        <small>{words.clock}</small>
        <time class="clock-time" dateTime={time.toISOString()} data-testid="clock">
          {clockOf(time, me)}
        </time>
        <small role="status" aria-live="polite">
          {longDay(time, me)} · {isMoving ? words.moving : speed === 0 ? words.pausedHint : words.faster(speed)}
        </small>
      </div>
      <div class="clock-controls">
        <fieldset class="segments" aria-label={words.speed}>
          {speeds.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={speed === one}
              data-testid={`speed-${one}`}
              onClick={() => void ask({ path: "/speed", body: { speed: one } })}
            >
              {one === 0 ? words.paused : words.faster(one)}
            </button>
          ))}
        </fieldset>
        <div class="clock-moves">
          {moves.map(({ id, label, move }) => (
            <button key={id} type="button" class="button button-small" data-testid={id} onClick={move}>
              {label}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

/** The sky over Seoul at that time: the sun from six to six, otherwise the moon, moving from left to right. */
function Sky({ fraction }: { readonly fraction: number }) {
  const isDay = fraction >= 0.25 && fraction < 0.75;
  const way = isDay ? (fraction - 0.25) * 2 : ((fraction + 0.25) % 1) * 2;
  const x = 176 + way * 106;
  const y = 72 - Math.sin(way * Math.PI) * 48;
  const light = Math.max(0, Math.min(1, Math.sin((fraction - 0.25) * 2 * Math.PI) * 2.2 + 0.35));
  const dusk = Math.max(0, 1 - Math.abs(Math.sin((fraction - 0.25) * 2 * Math.PI)) * 3.2);
  const stars = [
    [34, 22],
    [62, 52],
    [96, 16],
    [128, 40],
    [166, 14],
    [192, 56],
    [224, 26],
    [262, 46],
    [280, 14],
  ] as const;
  return (
    <svg class="sky" viewBox="0 0 300 96" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect class="sky-night" width="300" height="96" />
      <rect class="sky-day" width="300" height="96" opacity={light} />
      <rect class="sky-dusk" width="300" height="96" opacity={dusk * 0.75} />
      <g opacity={1 - light}>
        {stars.map(([starX, starY]) => (
          <circle key={starX} cx={starX} cy={starY} r="1" fill="#fff" opacity="0.75" />
        ))}
      </g>
      {isDay ? (
        <circle cx={x} cy={y} r="9" fill="#ffdf8e" />
      ) : (
        <path
          transform={`translate(${x - 16} ${y - 16})`}
          d="M20.7 19.9A8.4 8.4 0 0 1 13.6 8a8.6 8.6 0 1 0 11 10.4 8.3 8.3 0 0 1-3.9 1.5z"
          fill="#ffe2a3"
        />
      )}
    </svg>
  );
}
