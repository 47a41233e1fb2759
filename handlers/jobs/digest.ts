import { defineJob } from "../../lib/define.ts";

/** Says what a message of many has come to by now. */
export const digest = defineJob({
  name: "digest",
  uses: [],
  async run({ item, store, notify }) {
    const record = await store.messages.read(item.subject);
    if (!record) return;
    const { destination, content, state } = record;
    await notify(item.subject, (known) => ({ destination, content, state: known ?? state }));
  },
});
