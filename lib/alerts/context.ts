import type { HandlerContext } from "../app/define.ts";
import type { AwsEvent } from "../pure/event.ts";
import type { Location } from "../pure/location.ts";

/** What publishing an alert needs. */
export type AlertContext = Pick<HandlerContext<never>, "config" | "store" | "publish" | "now"> & {
  /** The bot's own location. */
  readonly home: Location;
  readonly event: Pick<AwsEvent, "source" | "type" | "account">;
};
