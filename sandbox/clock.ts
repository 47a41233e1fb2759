import TinyQueue from "tinyqueue";

/** The sandbox's time: it stands still until it is moved, and then every appointment on the way is kept in order. */
export interface Clock {
  now(): Date;
  /** Runs `run` when time reaches `when` (at once at the next move when that is past). Returns a way to call it off. */
  at(when: Date, run: () => void): () => void;
  /** Runs `run` after `ms` milliseconds of sandbox time. */
  after(ms: number, run: () => void): () => void;
}

interface Appointment {
  readonly when: number;
  readonly order: number;
  /** Undefined once it was called off: it stays in the queue until its time, and nothing happens then. */
  run: (() => void) | undefined;
}

/** A clock that is moved by hand. Appointments of one moment are kept in the order in which they were made. */
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

  /** Moves to `when`; after each moment at which something happened, waits for `settle`. Time never goes back. */
  async moveTo(when: Date, compareAndSet: () => Promise<void>): Promise<void> {
    for (let next = this.#next(); next && next.when <= when.getTime(); next = this.#next()) {
      this.#now = Math.max(this.#now, next.when);
      // What these make for this very moment is of the next round.
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

  /** The earliest that was not called off. */
  #next(): Appointment | undefined {
    let next = this.#appointments.peek();
    while (next && !next.run) {
      this.#appointments.pop();
      next = this.#appointments.peek();
    }
    return next;
  }
}
