import type { HandlerContext } from "../app/define.ts";
import type { Text } from "../pure/text.ts";
import { anyState } from "../store/messages.ts";

/** The most lines of a thread that anyone reads; the rest is in the history. */
const mostLines = 50;

/** Adds a line to an existing message's thread, without other changes. Adding it again changes nothing. */
export async function addLine(
  key: string,
  line: Text,
  { store, publish }: Pick<HandlerContext<never>, "store" | "publish">,
): Promise<void> {
  const record = await store.messages.find(key);
  if (record?.destination.kind !== "channel" || (record.thread?.length ?? 0) >= mostLines) return;
  await publish(anyState, key, (_, current) => {
    const { destination, content, dialog } = current ?? record;
    return { destination, content, line, ...(dialog && { dialog }) };
  });
}
