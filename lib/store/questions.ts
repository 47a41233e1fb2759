import type { Role } from "../pure/roles.ts";
import type { Text } from "../pure/text.ts";
import type { Table } from "./table.ts";

/** A command that waits for its author to press a button. */
export interface Question {
  readonly command: string;
  readonly text: string;
  readonly user: string;
  /** Whether it was a button that stands for the command. */
  readonly isPressed?: boolean;
  /** What is answered to a no. */
  readonly cancelled: Text;
  /** ISO 8601; afterwards the buttons do nothing. */
  readonly until: string;
  /** What a second person needs to be told and asked for; absent when the author is asked. */
  readonly approval?: Approval;
  readonly answered?: Answer;
  /** Who answered. */
  readonly by?: string;
}

/** A request that a second person must approve. */
export interface Approval {
  /** The second person needs the role in all of these. */
  readonly environments: readonly string[];
  readonly role: Role;
  /** What it is that is asked for. */
  readonly what: Text;
  /** Where it is asked. */
  readonly channel: string;
  /** The channel in which the command was typed. */
  readonly from: { readonly channel: string; readonly channelName: string };
  readonly userTeam: string;
}

export type Answer = "confirm" | "cancel" | "expire";

export interface Questions {
  ask(id: string, question: Question): Promise<void>;
  read(id: string): Promise<Question | undefined>;
  /** Answers it, unless it has been answered; gives the question with the answer that holds. */
  answer(id: string, answer: Answer, by: string): Promise<Question | undefined>;
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
    async answer(id, answer, by) {
      const { value } = await table.update<Question>(at(id), (current) =>
        current && !current.answered ? { ...current, answered: answer, by } : undefined,
      );
      return value;
    },
  };
}
