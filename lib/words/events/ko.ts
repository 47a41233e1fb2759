import type { Said } from "../said.ts";
import type { events as en } from "./en.ts";

/** The same in Korean. */
export const events: Said<typeof en> = {
  "alert.acknowledged-by": "확인한 사람",
  "button.acknowledge": "확인",
  "digest.storm": ({ count }) => `같은 종류의 알림 ${count}건이 한꺼번에 발생했습니다`,
  "digest.quiet": ({ count }) => `밤사이 보류된 알림 ${count}건`,
  "digest.since": "시작",
  "digest.over": "종료된 알림",
};
