import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../sandbox/clock.ts";

const start = new Date("2026-11-23T00:00:00Z");
const at = (ms: number) => new Date(start.getTime() + ms);

describe("a virtual clock", () => {
  it("keeps appointments by time, those of one moment in the order in which they were made, but for those called off", async () => {
    const made = fc.record({ when: fc.integer({ min: -3, max: 20 }), isOff: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(made), fc.integer({ min: 0, max: 20 }), async (all, until) => {
        const clock = new VirtualClock(start);
        const kept: number[] = [];
        const cancels = all.map(({ when }, index) => clock.at(at(when), () => kept.push(index)));
        for (const [index, { isOff }] of all.entries()) if (isOff) cancels[index]?.();
        await clock.moveTo(at(until), async () => {});
        const expected = all
          .map(({ when, isOff }, index) => ({ when, isOff, index }))
          .filter(({ when, isOff }) => !isOff && when <= until)
          .sort((a, b) => a.when - b.when)
          .map(({ index }) => index);
        // What was past when it was made is kept at once, with its like, in the order of its time.
        expect(kept).toEqual(expected);
        expect(clock.now()).toEqual(at(until));
      }),
    );
  });

  it("stands still at each appointment, and waits there before it goes on", async () => {
    const clock = new VirtualClock(start);
    const story: string[] = [];
    const note = (what: string) => story.push(`${clock.now().getTime() - start.getTime()} ${what}`);
    clock.after(20, () => note("second"));
    clock.after(10, () => {
      note("first");
      clock.after(0, () => note("at once"));
      clock.after(5, () => note("between"));
    });
    await clock.moveTo(at(30), async () => {
      await Promise.resolve();
      note("settled");
    });
    expect(story).toEqual([
      "10 first",
      "10 settled",
      "10 at once",
      "10 settled",
      "15 between",
      "15 settled",
      "20 second",
      "20 settled",
    ]);
  });

  it("never goes back", async () => {
    const clock = new VirtualClock(start);
    const kept: Date[] = [];
    clock.at(at(-1_000), () => kept.push(clock.now()));
    await clock.moveTo(at(-500), async () => {});
    expect([kept, clock.now()]).toEqual([[start], start]);
  });

  it("keeps no appointment that another of the same moment called off", async () => {
    const clock = new VirtualClock(start);
    let cancel = () => {};
    clock.after(10, () => cancel());
    cancel = clock.after(10, () => expect.fail("It was called off"));
    await clock.moveTo(at(10), async () => {});
  });
});
