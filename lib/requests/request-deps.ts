import type { AwsAccessDeps } from "../app/aws-access.ts";
import type { ActionDefinition, Asking, CommandDefinition, SharedContext } from "../app/define.ts";
import type { DeadLetter } from "../store/dead-letters.ts";
import type { OpenedView } from "./queued-request.ts";

/** What commands and buttons run with. */
export interface RequestDeps extends SharedContext, AwsAccessDeps {
  readonly commands: readonly CommandDefinition[];
  readonly actions: readonly ActionDefinition[];
  /** Puts a dead letter into its queue again. */
  requeue(letter: DeadLetter): Promise<void>;
}

/** Whatever a person asked for in Slack. */
export interface Request extends Asking {
  readonly team: string;
  readonly app: string;
  /** The person's own workspace; in a channel that is shared with another company it may differ from `team`. */
  readonly userTeam: string;
  readonly responseUrl: string;
}

export interface CommandRequest extends Request {
  /** `/deploy` */
  readonly command: string;
  readonly text: string;
  readonly triggerId: string;
  /** The dialog that was opened for it. */
  readonly view?: OpenedView | undefined;
}

/** A dialog that was filled in. */
export interface SubmissionRequest extends Request {
  /** The name of the command that it was opened for, such as `deploy`. */
  readonly command: string;
  /** What was chosen, by the name of the field. */
  readonly fields: ReadonlyMap<string, string>;
  /** Slack's id of the view. */
  readonly view: string;
}

export interface ActionRequest extends Request {
  readonly action: string;
  readonly value: string;
  /** The message whose button it is. */
  readonly message: string;
}

/** The same request is being dealt with by another delivery of it. */
export class JobTakenError extends Error {
  override readonly name = "JobTakenError";
}
