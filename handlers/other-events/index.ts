export { otherEvent } from "./events.ts";
