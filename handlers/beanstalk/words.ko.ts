import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "beanstalk.health": ({ name, health }) => `${name} 상태: ${health}`,
  "beanstalk.unwell": ({ name }) => `${name} 상태가 정상이 아닙니다`,
  "beanstalk.well": ({ name }) => `${name} 상태가 정상으로 돌아왔습니다`,
  "beanstalk.status": ({ name, status }) => `${name}: ${status}`,
  "beanstalk.event": ({ name }) => `${name}에서 이벤트가 발생했습니다`,
  "beanstalk.environment": "환경",
  "beanstalk.change": "상태 변화",
  "beanstalk.from-to": ({ from, to }) => `${from} → ${to}`,
  "managed-update.started": ({ name }) => `${name} 플랫폼 업데이트 진행 중`,
  "managed-update.done": ({ name }) => `${name} 플랫폼 업데이트 완료`,
  "managed-update.failed": ({ name }) => `${name} 플랫폼 업데이트 실패`,
  "managed-update.started-at": "시작",
};
