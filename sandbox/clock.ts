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
  readonly run: () => void;
}

/** A clock that is moved by hand. Appointments of one moment are kept in the order in which they were made. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  #appointments: Appointment[] = [];

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
      this.#appointments = this.#appointments.filter((other) => other !== appointment);
    };
  }

  after(ms: number, run: () => void): () => void {
    return this.at(new Date(this.#now + ms), run);
  }

  /** Moves to `when`; after each moment at which something happened, waits for `settle`. Time never goes back. */
  async moveTo(when: Date, settle: () => Promise<void>): Promise<void> {
    for (;;) {
      const next = this.#next();
      if (!next || next.when > when.getTime()) break;
      this.#now = Math.max(this.#now, next.when);
      const due = this.#appointments
        .filter((appointment) => appointment.when <= this.#now)
        .sort((a, b) => a.when - b.when || a.order - b.order);
      this.#appointments = this.#appointments.filter((appointment) => appointment.when > this.#now);
      for (const appointment of due) appointment.run();
      await settle();
    }
    this.#now = Math.max(this.#now, when.getTime());
  }

  #next(): Appointment | undefined {
    let next: Appointment | undefined;
    for (const appointment of this.#appointments)
      if (!next || appointment.when < next.when) next = appointment;
    return next;
  }
}
