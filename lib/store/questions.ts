import type { Text } from "../core/text.ts";
import type { Table } from "./table.ts";

/** A command that waits for its author to press a button. */
export interface Question {
  readonly command: string;
  readonly text: string;
  readonly user: string;
  /** What is answered to a no. */
  readonly cancelled: Text;
  /** ISO 8601; afterwards the buttons do nothing. */
  readonly until: string;
  readonly answered?: Answer;
}

export type Answer = "confirm" | "cancel";

export interface Questions {
  ask(id: string, question: Question): Promise<void>;
  read(id: string): Promise<Question | undefined>;
  /** Answers it, unless it has been answered; gives the answer that holds. */
  answer(id: string, answer: Answer): Promise<Answer | undefined>;
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
    async answer(id, answer) {
      const { value } = await table.change<Question>(at(id), (current) =>
        current && !current.answered ? { ...current, answered: answer } : undefined,
      );
      return value?.answered;
    },
  };
}
