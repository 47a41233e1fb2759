import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AutoScalingDetail,
  applyCapacityEvent,
  type CapacityEvent,
  capacityEventOf,
  durationOf,
  flappingAround,
  type Replacement,
  type ReplacementHistory,
  type UnhealthyCause,
} from "../../handlers/auto-scaling/replacement-state.ts";

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 23);
const iso = (ms: number): string => new Date(start + ms).toISOString();

const event = (type: string, cause: string, more: Partial<AutoScalingDetail> = {}): AutoScalingDetail => ({
  type: `EC2 Instance ${type}`,
  cause,
  instanceId: "i-0a",
  activityId: "a-1",
  startedAt: iso(0),
  endedAt: iso(minute),
  ...more,
});

describe("why an instance left", () => {
  const left = "At 2026-11-23T00:00:00Z an instance was taken out of service in response to";

  it.each<[cause: string, meaning: UnhealthyCause, reason: string]>([
    [`${left} a user health-check.`, "user", "somebody set its health"],
    [`${left} a user health check.`, "user", "without the hyphen"],
    [`${left} an ELB system health check failure.`, "elb", "load balancer"],
    [`${left} a ELB system health check failure.`, "elb", "an older article"],
    [`${left.toUpperCase()} AN ELB SYSTEM HEALTH CHECK FAILURE.`, "elb", "another case"],
    [`${left} an ELB system health check failure`, "elb", "without the full stop"],
    [`${left} an ELB system health check failure.  `, "elb", "with spaces at the end"],
    [
      `${left} an ELB system health check failure. At 2026-11-23T00:00:05Z instance i-0a was deregistered.`,
      "elb",
      "with a sentence after it",
    ],
    [
      `At 2026-11-22T23:59:00Z a user request update of AutoScalingGroup constraints. ${left} an ELB system health check failure.`,
      "elb",
      "with a sentence before it",
    ],
    [
      `${left} an EC2 health check indicating it has been terminated or stopped.`,
      "ec2-gone",
      "somebody stopped it outside the group",
    ],
    [`${left} a EC2 health check indicating it has been terminated or stopped.`, "ec2-gone", "an older article"],
    [`${left} an EC2 instance status checks failure.`, "ec2-status", "EC2 status"],
    [`${left} an EC2 instance status check failure.`, "ec2-status", "in the singular"],
    [`${left} an EC2 scheduled reboot.`, "ec2-maintenance", "maintenance of the host"],
    [`${left} EBS volume health check failure.`, "ebs", "no article"],
    [`${left} an EBS volume health check failure.`, "ebs", "with one"],
    [`${left} a VPC Lattice health check failure.`, "other", "about health, of no known class"],
    [`${left} an instance that became unreachable.`, "other", "about health in other words"],
  ])("%s", (cause, meaning, reason) => {
    expect(capacityEventOf(event("Terminate Successful", cause))?.cause, reason).toBe(meaning);
  });

  it("is told in AWS's own words when the class is not known, one sentence of them", () => {
    const cause = `${left} a VPC Lattice health check failure. At 2026-11-23T00:00:05Z it was deregistered.`;
    expect(capacityEventOf(event("Terminate Successful", cause))?.causeText).toBe("VPC Lattice health check failure");
  });

  it.each<[type: string, cause: string, reason: string]>([
    [
      "Terminate Successful",
      `${left} a difference between desired and actual capacity, shrinking the capacity from 3 to 2.`,
      "scaling in",
    ],
    [
      "Terminate Successful",
      `${left} a difference between desired and actual capacity, shrinking the capacity from 3 to 2. At 2026-11-23T00:00:05Z instance i-0a was selected for termination, failing over.`,
      "scaling in, with words after it that sound like a failure",
    ],
    [
      "Terminate Successful",
      `At 2026-11-23T00:00:00Z a monitor alarm unhealthy-hosts in state ALARM triggered policy p changing the desired capacity from 3 to 2. ${left} a difference between desired and actual capacity, shrinking the capacity from 3 to 2.`,
      "scaling in, by an alarm that sounds like one",
    ],
    ["Terminate Successful", `${left} an instance refresh.`, "a refresh"],
    ["Terminate Successful", `${left} a user request.`, "somebody asked for it"],
    ["Terminate Successful", "", "no cause"],
    [
      "Launch Successful",
      "At 2026-11-23T00:00:00Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 3.",
      "scaling out",
    ],
    [
      "Launch Successful",
      "At 2026-11-23T00:00:00Z an instance was launched in response to an instance refresh.",
      "a refresh",
    ],
    ["Launch Successful", "At 2026-11-23T00:00:00Z a user request created an AutoScalingGroup.", "a new group"],
    ["Terminate Unsuccessful", `${left} a user health-check.`, "it has not left: the group tries again"],
    ["Instance Refresh Started", `${left} a user health-check.`, "no launch or termination"],
  ])("%s is no replacement: %s", (type, cause, reason) => {
    expect(capacityEventOf(event(type, cause)), reason).toBeUndefined();
  });

  it.each([
    ["Launch Successful", "an unhealthy instance needing to be replaced.", "came"],
    ["Launch Successful", "a unhealthy instance needing to be replaced", "came"],
    ["Launch Successful", "unhealthy instances needing to be replaced.", "came"],
    ["Launch Unsuccessful", "an unhealthy instance needing to be replaced.", "failed-launch"],
  ])("%s in response to %s: %s", (type, because, kind) => {
    const cause = `At 2026-11-23T00:00:00Z an instance was launched in response to ${because}`;
    expect(capacityEventOf(event(type, cause))?.kind).toBe(kind);
  });

  it("needs no instance for a launch that failed, and one for the others", () => {
    const launch = "an instance was launched in response to an unhealthy instance needing to be replaced.";
    const none = { instanceId: "", statusMessage: "InsufficientInstanceCapacity" };
    expect(capacityEventOf(event("Launch Unsuccessful", launch, none))?.message).toBe("InsufficientInstanceCapacity");
    expect(capacityEventOf(event("Launch Successful", launch, none))).toBeUndefined();
    expect(capacityEventOf(event("Terminate Successful", `${left} a user health-check.`, none))).toBeUndefined();
  });

  it("never throws, whatever the texts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (type, cause) => {
        capacityEventOf(event(type, cause));
        capacityEventOf(event("Terminate Successful", `${left} ${cause}`));
      }),
    );
  });
});

const moved = (kind: CapacityEvent["kind"], instanceId: string, at: number, took = minute): CapacityEvent => ({
  kind,
  instanceId,
  startedAt: iso(at),
  endedAt: iso(at + took),
  ...(kind === "left" && { cause: "elb" }),
  ...(kind === "failed-launch" && { message: "no capacity" }),
});

/** The ledger after these, and every card that was ever told, as it stood last. */
function follow(capacityEvents: readonly CapacityEvent[]): {
  ledger: ReplacementHistory;
  cards: Replacement[];
} {
  const cards = new Map<string, Replacement>();
  let history: ReplacementHistory = [];
  for (const capacityEvent of capacityEvents) {
    const entered = applyCapacityEvent(history, capacityEvent);
    history = entered.ledger;
    for (const card of entered.changed) cards.set(card.id, card);
  }
  return { ledger: history, cards: [...cards.values()] };
}

const halves = ({ left, came }: Replacement): string => `${left?.instanceId ?? "?"} → ${came?.instanceId ?? "?"}`;

/** In another order, some of them twice. */
function shaken(capacityEvents: readonly CapacityEvent[]): fc.Arbitrary<CapacityEvent[]> {
  return fc
    .subarray([...capacityEvents])
    .chain((again) =>
      fc.shuffledSubarray([...capacityEvents, ...again], { minLength: capacityEvents.length + again.length }),
    );
}

describe("one replacement", () => {
  it("is one card with both halves, 0 s to 2 h apart, in any order, heard again and again", () => {
    const anyPair = fc
      .integer({ min: -2 * hour, max: 2 * hour })
      .chain((apart) =>
        fc.tuple(fc.constant(apart), shaken([moved("left", "i-old", 0), moved("came", "i-new", apart)])),
      );
    fc.assert(
      fc.property(anyPair, ([apart, capacityEvents]) => {
        const { cards } = follow(capacityEvents);
        expect(cards.map(halves)).toEqual(["i-old → i-new"]);
        expect(durationOf(cards[0] as Replacement)).toBe(Math.abs(apart) + minute);
      }),
    );
  });

  it("of which only one half is told is a card that says so", () => {
    expect(follow([moved("left", "i-old", 0)]).cards.map(halves)).toEqual(["i-old → ?"]);
    expect(follow([moved("came", "i-new", 0)]).cards.map(halves)).toEqual(["? → i-new"]);
    expect(durationOf({ id: "x", left: moved("left", "i-old", 0) })).toBeUndefined();
  });

  it("changes nothing when it is entered again, and finds the same card", () => {
    const any = fc.array(
      fc.record({
        kind: fc.constantFrom("left", "came", "failed-launch"),
        instanceId: fc.constantFrom("i-1", "i-2", "i-3", ""),
        at: fc.integer({ min: 0, max: 5 * hour }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(any, (some) => {
        const capacityEvents = some.map(({ kind, instanceId, at }) => moved(kind, instanceId, at));
        const { ledger: history } = follow(capacityEvents.slice(0, -1));
        const last = capacityEvents.at(-1) as CapacityEvent;
        const once = applyCapacityEvent(history, last);
        const twice = applyCapacityEvent(once.ledger, last);
        expect(twice.ledger).toEqual(once.ledger);
        expect(twice.replacement).toEqual(once.replacement);
      }),
      { numRuns: 500 },
    );
  });

  it("is told of failed launches, and then of the one that succeeded, as one card in any order", () => {
    const capacityEvents = [
      moved("left", "i-old", 0),
      moved("failed-launch", "", minute),
      moved("failed-launch", "", 3 * minute),
      moved("came", "i-new", 9 * minute),
    ];
    fc.assert(
      fc.property(shaken(capacityEvents), (heard) => {
        const { cards } = follow(heard);
        expect(cards.map(halves)).toEqual(["i-old → i-new"]);
        expect(cards[0]?.failure?.startedAt).toBe(iso(3 * minute));
      }),
    );
  });

  it("hours after another of the same group is a card of its own, and the first stays as it was", () => {
    const first = [moved("left", "i-1", 0), moved("came", "i-2", minute)];
    const second = [moved("left", "i-2", 5 * hour), moved("came", "i-3", 5 * hour + minute)];
    expect(follow([...first, ...second]).cards.map(halves)).toEqual(["i-1 → i-2", "i-2 → i-3"]);
    const lost = follow([moved("left", "i-1", 0), ...second]);
    expect(lost.cards.map(halves)).toEqual(["i-1 → ?", "i-2 → i-3"]);
  });

  it("is told of a failed launch on the card that still lacks its instance, not on one that is complete", () => {
    const { cards } = follow([
      moved("left", "i-1", 0),
      moved("came", "i-2", minute),
      moved("left", "i-3", 30 * minute),
      moved("failed-launch", "", 31 * minute),
    ]);
    expect(cards.map(({ failure }) => failure !== undefined)).toEqual([false, true]);
  });

  it("just two hours apart is one card", () => {
    const { cards } = follow([moved("came", "i-new", 2 * hour), moved("left", "i-old", 0)]);
    expect(cards.map(halves)).toEqual(["i-old → i-new"]);
  });

  it("more than two hours apart is two cards", () => {
    const { cards } = follow([moved("left", "i-old", 0), moved("came", "i-new", 2.5 * hour)]);
    expect(cards.map(halves)).toEqual(["i-old → ?", "? → i-new"]);
  });

  it("is remembered for a day: what comes again in that time is known", () => {
    const pair = [moved("left", "i-1", 0), moved("came", "i-2", minute)];
    const next = [moved("left", "i-8", 23 * hour), moved("came", "i-9", 23 * hour)];
    expect(follow([...pair, ...next, ...pair]).cards.map(halves)).toEqual(["i-1 → i-2", "i-8 → i-9"]);
    expect(follow([...pair, moved("left", "i-7", 72 * hour)]).ledger).toHaveLength(1);
  });
});

describe("several replacements of one group", () => {
  /** Pairs whose halves all lie within two hours, so that any may belong to any. */
  const storm = fc
    .array(fc.tuple(fc.nat(hour), fc.integer({ min: -30 * minute, max: 30 * minute })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((pairs) =>
      pairs.flatMap(([at, apart], index) => [
        moved("left", `i-old-${index}`, at),
        moved("came", `i-new-${index}`, at + apart),
      ]),
    );

  it("are as many complete cards, in any order, and each instance stands on one", () => {
    fc.assert(
      fc.property(
        storm.chain((capacityEvents) => fc.tuple(fc.constant(capacityEvents), shaken(capacityEvents))),
        ([capacityEvents, heard]) => {
          const { cards, ledger: history } = follow(heard);
          const instances = cards.flatMap(({ left, came }) => [left?.instanceId, came?.instanceId]);
          expect(instances.sort()).toEqual(capacityEvents.map(({ instanceId }) => instanceId).sort());
          expect(cards).toHaveLength(capacityEvents.length / 2);
          // What was told is what is remembered, oldest first.
          expect([...cards].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
            [...history].sort((a, b) => (a.id < b.id ? -1 : 1)),
          );
          const begun = history.map(({ left }) => left?.startedAt ?? "");
          expect(begun).toEqual([...begun].sort());
        },
      ),
      { numRuns: 300 },
    );
  });

  it("far from each other are complete cards of their own, in whichever order each pair comes", () => {
    const days = fc.array(fc.tuple(fc.integer({ min: -2 * hour, max: 2 * hour }), fc.boolean()), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(days, (pairs) => {
        const capacityEvents = pairs.flatMap(([apart, isReversed], index) => {
          const pair = [
            moved("left", `i-${index}`, index * 7 * hour),
            moved("came", `i-${index}'`, index * 7 * hour + apart),
          ];
          return isReversed ? pair.reverse() : pair;
        });
        expect(follow(capacityEvents).cards.map(halves)).toEqual(pairs.map((_, index) => `i-${index} → i-${index}'`));
      }),
    );
  });

  it("are not changed by scaling, refreshes and requests in between", () => {
    const others = [
      event("Launch Successful", "in response to a difference between desired and actual capacity, increasing"),
      event("Terminate Successful", "taken out of service in response to an instance refresh."),
      event("Terminate Successful", "taken out of service in response to a user request."),
    ];
    expect(others.map(capacityEventOf)).toEqual([undefined, undefined, undefined]);
  });
});

describe("what was heard in the wrong order", () => {
  it("belongs together anew when more is heard: a lost launch is not paired with a later replacement", () => {
    const lost = moved("left", "i-a", 0);
    const later = [moved("left", "i-b", hour), moved("came", "i-b2", hour + 15_000)];
    fc.assert(
      fc.property(shaken([lost, ...later]), (heard) => {
        expect(follow(heard).cards.map(halves).sort()).toEqual(["i-a → ?", "i-b → i-b2"]);
      }),
    );
  });

  it("keeps its cards: their number never shrinks, and each movement stands on one", () => {
    const any = fc.array(
      fc.record({
        kind: fc.constantFrom("left", "came"),
        instanceId: fc.constantFrom("i-1", "i-2", "i-3", "i-4", "i-5"),
        at: fc.integer({ min: 0, max: 9 * hour }),
      }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(any, (some) => {
        let history: ReplacementHistory = [];
        for (const { kind, instanceId, at } of some) {
          const before = new Set(history.map(({ id }) => id));
          history = applyCapacityEvent(history, moved(kind, instanceId, at)).ledger;
          const ids = history.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of before) expect(ids).toContain(id);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is one card for a pair up to two hours apart, among the events of fifty other groups", () => {
    const others = Array.from({ length: 50 }, (_, index) => ({
      group: `g-${index}`,
      movement: moved(index % 2 ? "left" : "came", `i-g${index}`, index * minute),
    }));
    const own = fc.integer({ min: -2 * hour, max: 2 * hour }).map((apart) => [
      { group: "own", movement: moved("left", "i-old", 0) },
      { group: "own", movement: moved("came", "i-new", apart) },
    ]);
    const all = fc.tuple(own, fc.subarray([0, 1])).chain(([pair, again]) => {
      const events = [...pair, ...again.flatMap((index) => pair[index] ?? []), ...others];
      return fc.shuffledSubarray(events, { minLength: events.length });
    });
    fc.assert(
      fc.property(all, (events) => {
        const ledgers = new Map<string, ReplacementHistory>();
        for (const { group, movement: capacityEvent } of events)
          ledgers.set(group, applyCapacityEvent(ledgers.get(group) ?? [], capacityEvent).ledger);
        const cards = ledgers.get("own") ?? [];
        expect(cards.map(halves)).toEqual(["i-old → i-new"]);
        expect(cards[0]?.left?.cause).toBe("elb");
        expect([...ledgers.values()].every((history) => history.length === 1)).toBe(true);
      }),
    );
  });
});

describe("a group that keeps replacing", () => {
  const pairs = (minutes: readonly number[]) =>
    minutes.flatMap((at, index) => [
      moved("left", `i-${index}`, at * minute),
      moved("came", `i-${index}'`, at * minute + 15_000),
    ]);
  const around = (minutes: readonly number[], of: number) => {
    const { ledger: history } = follow(pairs(minutes));
    return flappingAround(history, history[of] as Replacement)?.map(({ left }) => left?.instanceId);
  };

  it.each<[minutes: number[], of: number, found: string[] | undefined, reason: string]>([
    [[0, 20], 1, undefined, "two are none"],
    [[0, 30, 59], 2, ["i-0", "i-1", "i-2"], "three within an hour"],
    [[0, 30, 61], 2, undefined, "three in more than an hour"],
    [[0, 200, 220, 240], 0, undefined, "one long before"],
    [[0, 200, 220, 240], 3, ["i-1", "i-2", "i-3"], "without the one long before"],
    [[0, 20, 40, 60, 80], 4, ["i-0", "i-1", "i-2", "i-3", "i-4"], "as long as it goes on"],
  ])("%j: of number %i %j, %s", (minutes, of, found) => {
    expect(around(minutes, of)).toEqual(found);
  });
});
