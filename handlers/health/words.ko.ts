import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "health.issue": ({ service, region }) => `AWS ${service} 장애 (${region})`,
  "health.issue-over": ({ service, region }) => `AWS ${service} 장애 종료 (${region})`,
  "health.investigation": ({ service, region }) => `AWS에서 ${service}을(를) 조사하고 있습니다 (${region})`,
  "health.investigation-over": ({ service, region }) => `AWS에서 ${service} 조사를 마쳤습니다 (${region})`,
  "health.scheduledChange": ({ service, region }) => `AWS ${service} 변경 예정 (${region})`,
  "health.scheduledChange-over": ({ service, region }) => `AWS ${service} 변경 종료 (${region})`,
  "health.accountNotification": ({ service, region }) => `AWS ${service} 공지 (${region})`,
  "health.abuse": "이 계정에 대한 악용(abuse) 신고를 AWS가 접수했습니다",
  "health.abuse-over": "이 계정에 대한 악용(abuse) 신고가 종결되었습니다",
  "health.abuse-hint":
    "해당 리소스가 무엇을 하는지 확인하고 AWS에 회신해 주세요. 회신하지 않으면 리소스나 계정이 차단될 수 있습니다.",
  "health.an-instance": "인스턴스 1대",
  "health.retirement": ({ count, name, region }) =>
    `AWS에서 ${count === 1 ? name : `인스턴스 ${count}대`}의 하드웨어를 사용 중지할 예정입니다 (${region})`,
  "health.retirement-by": ({ time }) =>
    `${time} 전에 중지했다가 다시 시작하거나(재부팅으로는 안 됩니다) 교체해 주세요. 그 뒤에는 AWS에서 중지하거나 종료합니다.`,
  "health.retirement-hint":
    "중지했다가 다시 시작하거나(재부팅으로는 안 됩니다) 교체해 주세요. 그대로 두면 AWS에서 중지하거나 종료합니다.",
  "health.reboot": ({ count, name, region }) =>
    count === 1
      ? `AWS에서 ${name}을(를) 재부팅할 예정입니다 (${region})`
      : `AWS에서 인스턴스 ${count}대를 재부팅할 예정입니다 (${region})`,
  "health.reboot-by": ({ time }) =>
    `시점을 직접 정하려면 ${time} 전에 재부팅해 주세요. 그 뒤에는 AWS에서 재부팅합니다.`,
  "health.reboot-hint": "시점을 직접 정하려면 AWS보다 먼저 재부팅해 주세요.",
  "health.system-reboot": ({ count, name, region }) =>
    `AWS에서 ${count === 1 ? name : `인스턴스 ${count}대`}의 호스트를 재부팅할 예정입니다 (${region})`,
  "health.system-reboot-by": ({ time }) =>
    `시점을 직접 정하려면 ${time} 전에 중지했다가 다시 시작해 주세요(재부팅으로는 안 됩니다). 그 뒤에는 AWS에서 재부팅합니다.`,
  "health.system-reboot-hint":
    "시점을 직접 정하려면 AWS보다 먼저 중지했다가 다시 시작해 주세요(재부팅으로는 안 됩니다).",
  "health.interruption": ({ count, name, region }) =>
    `AWS 유지 관리로 ${count === 1 ? name : `인스턴스 ${count}대`} 연결이 잠시 끊길 예정입니다 (${region})`,
  "health.interruption-by": ({ time }) =>
    `${time}부터 네트워크나 전원이 잠시 끊깁니다. 반드시 할 일은 없으며, 그 전에 중지했다가 다시 시작하면 다른 호스트로 옮겨집니다.`,
  "health.interruption-hint":
    "네트워크나 전원이 잠시 끊깁니다. 반드시 할 일은 없으며, 그 전에 중지했다가 다시 시작하면 다른 호스트로 옮겨집니다.",
  "health.lifecycle-by": ({ time }) => `${time} 전에 조치가 필요합니다. 할 일은 AWS 페이지에서 확인해 주세요.`,
  "health.lifecycle-hint": "조치가 필요합니다. 할 일은 AWS 페이지에서 확인해 주세요.",
  "health.action-must": "AWS에 따르면 조치가 필요합니다.",
  "health.action-may": "AWS에 따르면 조치가 필요할 수 있습니다.",
  "health.public": "이 계정의 리소스가 영향을 받는지는 AWS에서 알려 주지 않았습니다.",
  "health.global": "모든 리전",
  "health.affected": "영향받는 리소스",
  "health.start": "시작",
  "health.act-before": "조치 기한",
  "health.end": "종료",
  "health.code": "이벤트 유형",
  "health.with-status": ({ name, status }) => `${name}: ${status}`,
  "health.counted": ({ status, count }) => `${status} ${count}개`,
  "health.count": ({ count }) => `리소스 ${count}개`,
  "health.more": ({ count }) => ` 외 ${count}개`,
  "health.status.IMPAIRED": "장애",
  "health.status.PENDING": "대기",
  "health.status.UNKNOWN": "알 수 없음",
  "health.status.UNIMPAIRED": "정상",
  "health.status.RESOLVED": "해결됨",
  "health.open": "AWS Health에서 보기",
};
