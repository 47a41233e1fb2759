import TinyQueue from "tinyqueue";

/** The sandbox's time: it stands still until it is moved, and then runs every timer on the way in order. */
export interface Clock {
  now(): Date;
  /** Runs `run` when time reaches `when` (at the next move if that is past). Returns a function that cancels it. */
  at(when: Date, run: () => void): () => void;
  /** Runs `run` after `ms` milliseconds of sandbox time. */
  after(ms: number, run: () => void): () => void;
}

interface Appointment {
  readonly when: number;
  readonly order: number;
  /** Undefined once cancelled: it stays in the queue without effect. */
  run: (() => void) | undefined;
}

/** A clock that is moved by hand. Timers for the same time run in the order of their creation. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #appointments = new TinyQueue<Appointment>([], (a, b) => a.when - b.when || a.order - b.order);

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  at(when: Date, run: () => void): () => void {
    const appointment: Appointment = { when: when.getTime(), order: this.#order++, run };
    this.#appointments.push(appointment);
    return () => {
      appointment.run = undefined;
    };
  }

  after(ms: number, run: () => void): () => void {
    return this.at(new Date(this.#now + ms), run);
  }

  /** Moves to `when`; after each time at which something happened, waits for `settle`. Time never goes back. */
  async moveTo(when: Date, compareAndSet: () => Promise<void>): Promise<void> {
    for (let next = this.#next(); next && next.when <= when.getTime(); next = this.#next()) {
      this.#now = Math.max(this.#now, next.when);
      // Timers that these set for the same time belong to the next round.
      for (const { run } of this.#takeDue()) run?.();
      await compareAndSet();
    }
    this.#now = Math.max(this.#now, when.getTime());
  }

  #takeDue(): Appointment[] {
    const due: Appointment[] = [];
    for (let next = this.#next(); next && next.when <= this.#now; next = this.#next()) {
      this.#appointments.pop();
      due.push(next);
    }
    return due;
  }

  /** The earliest that is not cancelled. */
  #next(): Appointment | undefined {
    let next = this.#appointments.peek();
    while (next && !next.run) {
      this.#appointments.pop();
      next = this.#appointments.peek();
    }
    return next;
  }
}
