import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "restart.waiting": ({ name }) =>
    `중지된 지 7일이 지나 AWS가 ${name}을(를) 시작했습니다. 사용 가능해지는 대로 다시 중지합니다`,
  "restart.stopping": ({ name }) => `중지된 지 7일이 지나 AWS가 ${name}을(를) 시작했습니다. 다시 중지하는 중`,
  "restart.stopped": ({ name }) => `중지된 지 7일이 지나 AWS가 시작한 ${name}을(를) 다시 중지했습니다`,
  "restart.left": ({ name }) => `중지된 지 7일이 지나 AWS가 ${name}을(를) 시작했습니다`,
  "restart.gave-up": ({ name }) => `중지된 지 7일이 지나 AWS가 시작한 ${name}을(를) 다시 중지하지 못했습니다`,
  "restart.by-schedule": ({ schedule }) => `지금은 일정 ${schedule}에 따라 중지되어 있어야 합니다.`,
  "restart.by-operation": "Nightshift로 중지한 뒤 아무도 시작하지 않았습니다.",
  "restart.unasked": "Nightshift에 중지 상태로 두라고 한 사람이 없어 켜 둡니다.",
  "restart.unseen": ({ reason }) => `Nightshift가 상태를 확인할 수 없어 켜 둡니다: ${reason}`,
  "restart.gone": "더 이상 존재하지 않습니다.",
  "restart.kept": ({ person }) => `${person} 님의 요청으로 켜 둡니다.`,
  "restart.started-since": "그 사이 누군가 시작하여 켜 둡니다.",
  "restart.day": ({ schedule }) => `지금은 일정 ${schedule}에 따라 실행되어야 하므로 켜 둡니다.`,
  "restart.put-off": ({ person, schedule }) => `${person} 님이 ${schedule} 중지를 미루어 그때까지 켜 둡니다.`,
  "restart.skipped": ({ person, schedule }) => `${person} 님이 ${schedule} 중지를 건너뛰어 켜 둡니다.`,
  "restart.cost": "실행되는 동안 시간당 요금이 전액 청구됩니다. 중지하면 스토리지와 백업 비용만 듭니다.",
  "restart.how": ({ command }) => `중지하려면: ${command}`,
  "restart.again": "다시 7일이 지나면 AWS가 또 시작합니다.",
  "restart.refused": ({ reason }) => `아직 중지하지 못했습니다: ${reason}`,
  "restart.late": ({ duration }) =>
    `${duration} 동안 시도했습니다. AWS에서 확인해 주세요. 계속 실행되며 시간당 요금이 전액 청구됩니다.`,
  "restart.state": "상태",
  "restart.at": "AWS가 시작한 시각",
  "restart.done": "다시 중지한 시각",
  "restart.line-stopped": ({ name }) => `${name}을(를) 다시 중지했습니다`,
  "restart.line-kept": ({ name, person }) => `${person} 님의 요청으로 ${name}을(를) 켜 둡니다`,
  "restart.line-gave-up": ({ name }) => `${name}을(를) 다시 중지하지 못했습니다`,
  "restart.over": "이미 중지되었거나 오래된 메시지라 결정할 것이 없습니다.",
  "button.leave-on": "켜 두기",
  "button.stop-again": "다시 중지",
};
