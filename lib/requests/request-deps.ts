import type { AwsAccessDeps } from "../app/aws-access.ts";
import type { ActionDefinition, Asking, CommandDefinition, SharedContext } from "../app/define.ts";
import type { ButtonPress, SlackRequest, SlashCommand, Submission } from "../pure/slack-request.ts";
import type { DeadLetter } from "../store/dead-letters.ts";
import type { OpenedView } from "./queued-request.ts";

/** What running commands and buttons needs. */
export interface RequestDeps extends SharedContext, AwsAccessDeps {
  readonly commands: readonly CommandDefinition[];
  readonly actions: readonly ActionDefinition[];
  /** Returns a dead letter to its queue. */
  requeue(letter: DeadLetter): Promise<void>;
}

/** Whatever a person asked for in Slack, and when. */
export interface Request extends Asking, SlackRequest {}

export interface CommandRequest extends Request, SlashCommand {
  /** The dialog that was opened for it. */
  readonly view?: OpenedView | undefined;
}

export interface SubmissionRequest extends Request, Submission {}

export interface ActionRequest extends Request, ButtonPress {}

/** Another delivery of the same request is handling it. */
export class JobTakenError extends Error {
  override readonly name = "JobTakenError";
}
