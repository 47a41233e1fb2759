import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** keep: what is stored now is what `reset` goes back to; reset also forgets what was called. */
export interface Question {
  readonly ask: "keep" | "reset" | "report";
}

export type Answer = { readonly url: string; readonly certificate: string } | Report;

export interface Report {
  /** How often each operation was called since the last reset: `AmazonSQS.SendMessage`, `auth.test`, `webhook`. */
  readonly calls: Readonly<Record<string, number>>;
  /** The last message of each queue, by the queue's name. */
  readonly lastMessages: Readonly<Record<string, string>>;
}

/** AWS and Slack for the functions that are measured, in a process of their own so that their work is not counted. */
export interface Services {
  readonly url: string;
  /** The certificate that a client has to trust. */
  readonly certificateFile: string;
  ask(question: Question["ask"]): Promise<Report>;
  close(): Promise<void>;
}

/** Starts them; `folder` is where the certificate is left. */
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

/** The next message of a child. @throws {Error} when it ends before it has said something */
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
