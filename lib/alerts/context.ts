import type { HandlerContext } from "../app/define.ts";
import type { AwsEvent } from "../pure/event.ts";
import type { Location } from "../pure/location.ts";

/** What an alert needs to be told. */
export type AlertContext = Pick<HandlerContext<never>, "config" | "store" | "publish" | "now"> & {
  /** Where the bot itself is. */
  readonly home: Location;
  readonly event: Pick<AwsEvent, "source" | "type" | "account">;
};
