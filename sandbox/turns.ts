/**
 * Makes concurrent containers repeatable. Their requests race on the network; here only one at a time is carried out,
 * once every busy container waits for an answer. The next one is then chosen by turns, not by the network.
 */
export class Turns {
  readonly #atWork = new Map<string, Container>();
  #isServing = false;
  #order = 0;

  /** The container begins an invocation: until `end`, the others wait for its next request. */
  begin(container: string): void {
    this.#atWork.set(container, { order: this.#order++, served: 0, waiting: [] });
  }

  end(container: string): void {
    const ended = this.#atWork.get(container);
    this.#atWork.delete(container);
    // Its unfinished requests no longer take turns: they are carried out like any other client's.
    for (const go of ended?.waiting ?? []) go(false);
    this.#next();
  }

  /** Resolves at the request's turn; the returned function is called after the answer was written. */
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
