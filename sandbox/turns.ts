/**
 * Makes concurrent containers repeatable. Requests of containers that run at the same time race on the network; here
 * one at a time is carried out, and only once every container that is at work waits for an answer. Who is next is
 * then decided by turns, not by the network.
 */
export class Turns {
  readonly #atWork = new Map<string, Container>();
  #isServing = false;
  #order = 0;

  /** The container begins an invocation: until `end`, the others wait for it to ask or to end. */
  begin(container: string): void {
    this.#atWork.set(container, { order: this.#order++, served: 0, waiting: [] });
  }

  end(container: string): void {
    const ended = this.#atWork.get(container);
    this.#atWork.delete(container);
    // What it left unfinished is no turn: it is carried out all the same, like any other client's requests.
    for (const go of ended?.waiting ?? []) go(false);
    this.#next();
  }

  /** Resolves when it is the request's turn; what it gives is called once the answer was written. */
  async take(container: string): Promise<() => void> {
    const own = this.#atWork.get(container);
    if (!own) return () => {};
    const isTurn = await new Promise<boolean>((go) => {
      own.waiting.push(go);
      this.#next();
    });
    let isOver = !isTurn;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#isServing = false;
      this.#next();
    };
  }

  #next(): void {
    const all = [...this.#atWork.values()];
    if (this.#isServing || all.some(({ waiting }) => waiting.length === 0)) return;
    const [first] = all.sort((a, b) => a.served - b.served || a.order - b.order);
    const go = first?.waiting.shift();
    if (!first || !go) return;
    first.served++;
    this.#isServing = true;
    go(true);
  }
}

interface Container {
  readonly order: number;
  served: number;
  readonly waiting: ((isTurn: boolean) => void)[];
}
