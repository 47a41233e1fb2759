import type { Method } from "../method.ts";
import { chatMethods } from "./chat.ts";
import { checkMethods } from "./checks.ts";
import { conversationMethods } from "./conversations.ts";
import { markMethods } from "./marks.ts";
import { peopleMethods } from "./people.ts";
import { viewMethods } from "./views.ts";

/** Every Web API method of the local Slack (https://docs.slack.dev/reference/methods); others are unknown_method. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [...chatMethods, ...checkMethods, ...conversationMethods, ...markMethods, ...peopleMethods, ...viewMethods].map(
    (method) => [method.name, method],
  ),
);
