import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** keep: saves the current state, which `reset` restores; reset also clears the record of calls. */
export interface Question {
  readonly ask: "keep" | "reset" | "report";
}

export type Answer = { readonly url: string; readonly certificate: string } | Report;

export interface Report {
  /** The number of calls of each operation since the last reset: `AmazonSQS.SendMessage`, `auth.test`, `webhook`. */
  readonly calls: Readonly<Record<string, number>>;
  /** The last message of each queue, by the queue's name. */
  readonly lastMessages: Readonly<Record<string, string>>;
}

/** AWS and Slack for the measured functions, in a separate process so that their work is not counted. */
export interface Services {
  readonly url: string;
  /** The certificate that clients must trust. */
  readonly certificateFile: string;
  ask(question: Question["ask"]): Promise<Report>;
  close(): Promise<void>;
}

/** Starts them; the certificate is written to `folder`. */
export async function startServices(folder: string): Promise<Services> {
  const child = fork(fileURLToPath(new URL("services.ts", import.meta.url)));
  const { url, certificate } = await next<{ url: string; certificate: string }>(child);
  const certificateFile = join(folder, "certificate.pem");
  await writeFile(certificateFile, certificate);
  return {
    url,
    certificateFile,
    async ask(question) {
      const answer = next<Report>(child);
      child.send({ ask: question } satisfies Question);
      return answer;
    },
    async close() {
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}

/** The next message of a child process. @throws {Error} when it exits without one */
export async function next<Message>(child: ChildProcess): Promise<Message> {
  const isOver = new AbortController();
  const [answer] = await Promise.race([
    once(child, "message", { signal: isOver.signal }),
    once(child, "exit", { signal: isOver.signal }).then(() => {
      throw new Error("A process of the bench ended before it answered");
    }),
  ]).finally(() => isOver.abort());
  return answer as Message;
}
