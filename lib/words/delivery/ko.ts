import type { Said } from "../said.ts";
import type { delivery as en } from "./en.ts";

/** The same in Korean. */
export const delivery: Said<typeof en> = {
  "outbox.instead-of": ({ channel }) =>
    `${channel}에 올릴 메시지였지만 채널이 없거나 Nightshift가 들어갈 수 없습니다. 채널에 초대하거나 nightshift.yaml을 고쳐 주세요.`,
  "outbox.maybe-twice": "메시지를 올리던 중에 중단되어 같은 메시지가 두 번 올라왔을 수 있습니다.",
  "operation.too-many": ({ count, most }) =>
    `대상이 ${count}개입니다. 한 번에 ${most}개까지만 할 수 있습니다. 범위를 좁히거나 일정을 이용해 주세요.`,
  "night.late-stop": ({ schedule }) => `${schedule} 일정의 중지가 늦어지고 있습니다`,
  "night.late-start": ({ schedule }) => `${schedule} 일정의 시작이 늦어지고 있습니다`,
  "night.late-stopped": ({ schedule }) => `${schedule} 일정의 중지가 늦었지만 지금 완료되었습니다`,
  "night.late-started": ({ schedule }) => `${schedule} 일정의 시작이 늦었지만 지금 완료되었습니다`,
  "night.retrying": "1분마다 다시 시도합니다. 계속 실패하면 위의 AWS 메시지를 확인해 주세요.",
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
  "approval.open": ({ what }) => `${what}: 다른 사람의 승인이 필요합니다`,
  "approval.approved": ({ what }) => `${what}: 승인되었습니다`,
  "approval.declined": ({ what }) => `${what}: 반려되었습니다`,
  "approval.withdrawn": ({ what }) => `${what}: 요청이 취소되었습니다`,
  "approval.expired": ({ what }) => `${what}: 시간 안에 승인되지 않았습니다`,
  "approval.requested-by": "요청자",
  "approval.approved-by": "승인자",
  "approval.declined-by": "반려자",
  "approval.until": "기한",
  "approval.second-person": "같은 권한이 있는 다른 사람이면 누구나 승인할 수 있습니다.",
  "approval.asked": ({ what, message }) => `${what}: 다른 사람의 승인이 필요해 요청을 올렸습니다. ${message}`,
  "approval.message": "요청 보기",
  "approval.not-you": "직접 요청한 작업은 본인이 승인할 수 없습니다. 요청을 취소할 수는 있습니다.",
  "approval.answered": "이미 처리되었거나 기한이 지난 요청입니다.",
  "button.decline": "반려",
  "operation.unknown": ({ what }) => `재부팅 여부를 알 수 없습니다: ${what}`,
  "operation.in-doubt":
    "요청하던 중에 중단되었거나 응답을 받지 못해 재부팅 여부를 알 수 없습니다. 두 번 재부팅하지 않도록 다시 요청하지 않습니다.",
  "operation.proven": ({ time, who }) => `CloudTrail 기록: ${time}에 재부팅됨(${who})`,
  "operation.not-rebooted": "재부팅되지 않았습니다. CloudTrail에 기록이 없습니다",
  "button.check": "결과 확인",
  "check.early": "아직 알 수 없습니다",
  "check.early-until": ({ time }) =>
    `CloudTrail에 아직 기록이 없습니다. 기록이 남기까지 몇 분 걸릴 수 있으니 잠시 뒤에 다시 확인해 주세요. ${time}에도 기록이 없으면 재부팅되지 않은 것입니다.`,
  "check.failed": ({ reason }) => `조회하지 못했습니다: ${reason}`,
};
