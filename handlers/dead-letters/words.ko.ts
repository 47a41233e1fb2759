import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "dead-letter.command": ({ what }) => `${what} 명령을 끝내지 못했습니다`,
  "dead-letter.button": ({ what }) => `${what} 버튼을 처리하지 못했습니다`,
  "dead-letter.event": ({ type }) => `이벤트를 처리하지 못했습니다: ${type}`,
  "dead-letter.message": ({ title }) => `메시지를 올리지 못했습니다: ${title}`,
  "dead-letter.follow-up": ({ job }) => `한 시간 동안 후속 확인에 실패했습니다: ${job}`,
  "dead-letter.unreadable": ({ queue }) => `${queue} 큐에 읽을 수 없는 메시지가 있었습니다`,
  "dead-letter.reason": "마지막 문제",
  "dead-letter.channel": "채널",
  "dead-letter.replayed-by": "다시 시도한 사람",
  "dead-letter.replayed": "큐에 다시 넣었습니다. 또 실패하면 여기에 새로 알립니다.",
  "dead-letter.next":
    "모든 재시도가 실패했습니다. 원인이 해결되면 다시 시도해 주세요. 이미 끝난 작업이 두 번 실행되지는 않습니다.",
  "dead-letter.gone": "보관 기간이 지나 다시 시도할 수 없습니다.",
  "dead-letter.told": ({ channel }) => `${channel} 채널에도 알렸습니다. 그곳에서 다시 시도할 수 있습니다.`,
  "button.replay": "다시 시도",
  "event.source": "소스",
  "event.id": "이벤트 ID",
  "error.failed": ({ command }) => `${command} 명령을 끝내지 못했습니다.`,
};
