import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "activity.title": ({ name }) => `${name}의 최근 변경 내역`,
  "activity.none": ({ name, duration }) =>
    `최근 ${duration} 동안 CloudTrail에 ${name} 이름으로 남은 변경 기록이 없습니다`,
  "activity.hours": ({ duration }) => `최근 ${duration} 동안의 기록입니다. 조회만 하는 호출은 제외했습니다.`,
  "activity.delay": "CloudTrail에는 호출하고 5분쯤 뒤에 표시됩니다.",
  "activity.more": "표시하지 못한 기록이 더 있습니다. 전체는 CloudTrail 콘솔에서 확인해 주세요.",
  "activity.throttled":
    "CloudTrail 조회는 초당 2회까지인데 지금 다른 조회가 진행 중입니다. 잠시 뒤에 버튼을 다시 눌러 주세요.",
  "activity.failed": ({ name, reason }) => `${name}의 변경 내역을 조회하지 못했습니다: ${reason}`,
  "activity.column.when": "시각",
  "activity.column.who": "호출한 사람",
  "activity.column.what": "호출",
  "activity.column.result": "결과",
  "activity.own": ({ who }) => `${who} (Nightshift 작업)`,
  "activity.done": "완료",
  "activity.refused": ({ code }) => `거부됨: ${code}`,
};
