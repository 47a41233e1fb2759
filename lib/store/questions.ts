import type { Table } from "./table.ts";

/** A command that waits for its author to press a button. */
export interface Question {
  readonly command: string;
  readonly text: string;
  readonly user: string;
  /** ISO 8601; afterwards the buttons do nothing. */
  readonly until: string;
  readonly answered?: boolean;
}

export interface Questions {
  ask(id: string, question: Question): Promise<void>;
  read(id: string): Promise<Question | undefined>;
  /** Marks it as answered; false when somebody was faster. */
  answer(id: string): Promise<boolean>;
}

export function createQuestions(table: Table): Questions {
  const at = (id: string) => ({ pk: `question#${id}`, sk: "question" });
  const cleanUp = (question: Question) => new Date(Date.parse(question.until) + 24 * 60 * 60 * 1000);
  return {
    async ask(id, question) {
      await table.write(at(id), question, 0, cleanUp(question));
    },
    async read(id) {
      return (await table.read<Question>(at(id)))?.value;
    },
    async answer(id) {
      const { isChanged } = await table.change<Question>(at(id), (current) =>
        current && !current.answered ? { ...current, answered: true } : undefined,
      );
      return isChanged;
    },
  };
}
