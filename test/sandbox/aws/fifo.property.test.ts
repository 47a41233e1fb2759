import fc from "fast-check";
import { expect, it } from "vitest";
import { QueueState } from "../../../sandbox/aws/state/queues.ts";
import { VirtualClock } from "../../../sandbox/clock.ts";
import { Ids } from "../../../sandbox/ids.ts";
import { home, start } from "../../../sandbox/world.ts";

const step = fc.oneof(
  fc.record({ send: fc.constantFrom("a", "b", "c") }),
  fc.record({ receive: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ remove: fc.nat(5) }),
  fc.record({ release: fc.nat(5) }),
  fc.record({ wait: fc.integer({ min: 1, max: 40 }) }),
);

it("keeps each group's order, one batch at a time, whatever is sent, received, released or timed out", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const clock = new VirtualClock(start);
      const queues = new QueueState({ world: home, clock, ids: new Ids(), publish: () => "" }, (name) => name);
      queues.create("q.fifo", { fifo: true, visibilitySeconds: 30 });
      // What a group still holds, and the handles of what is in flight, with the time until when.
      const left: Record<string, string[]> = { a: [], b: [], c: [] };
      let held: { group: string; body: string; handle: string; until: number }[] = [];
      let sent = 0;
      for (const one of steps) {
        const now = clock.now().getTime();
        held = held.filter(({ until }) => until > now);
        if ("send" in one) {
          const body = `${one.send}${sent++}`;
          queues.send("q.fifo", body, { groupId: one.send, dedupeId: body });
          left[one.send]?.push(body);
        } else if ("receive" in one) {
          const before = new Set(held.map(({ group }) => group));
          const received = queues.receive("q.fifo", one.receive);
          for (const group of ["a", "b", "c"]) {
            const bodies = received
              .filter(({ attributes }) => attributes.MessageGroupId === group)
              .map(({ body }) => body);
            if (before.has(group)) expect(bodies).toEqual([]);
            else expect(bodies).toEqual(left[group]?.slice(0, bodies.length));
          }
          for (const { body, receiptHandle } of received)
            held.push({ group: body.charAt(0), body, handle: receiptHandle, until: now + 30_000 });
        } else if ("remove" in one) {
          const [gone] = held.splice(one.remove, 1);
          if (!gone) continue;
          queues.remove("q.fifo", gone.handle);
          left[gone.group] = left[gone.group]?.filter((body) => body !== gone.body) ?? [];
        } else if ("release" in one) {
          const [freed] = held.splice(one.release, 1);
          if (freed) queues.release("q.fifo", freed.handle, 0);
        } else await clock.moveTo(new Date(now + one.wait * 1000), async () => {});
      }
      expect(
        queues
          .peek("q.fifo")
          .map(({ body }) => body)
          .sort(),
      ).toEqual(Object.values(left).flat().sort());
    }),
    { seed: 20261123, numRuns: 200 },
  );
});
