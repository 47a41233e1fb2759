import type { Said } from "../said.ts";
import type { notices as en } from "./en.ts";

/** The same in Korean. */
export const notices: Said<typeof en> = {
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
  "health.lifecycle-by": ({ time }) =>
    `${time} 전에 조치가 필요합니다. 할 일은 AWS 페이지에서 확인해 주세요.`,
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
  "health.named": ({ name, id }) => `${name} (${id})`,
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

  "advisor.ERROR": ({ check }) => `Trusted Advisor에서 문제를 발견했습니다: ${check}`,
  "advisor.WARN": ({ check }) => `Trusted Advisor 경고: ${check}`,
  "advisor.INFO": ({ check }) => `Trusted Advisor 참고: ${check}`,
  "advisor.OK": ({ check }) => `Trusted Advisor에서 더 이상 문제가 발견되지 않습니다: ${check}`,
  "advisor.means-ERROR": "AWS에서 조치를 권장합니다.",
  "advisor.means-WARN": "AWS에서 확인을 권장합니다.",
  "advisor.means-INFO": "참고용입니다.",
  "advisor.since": "발견 시각",
  "advisor.over": "해소 시각",
  "advisor.open": "Trusted Advisor 열기",

  "certificate.expiring": ({ name }) => `${name} 인증서가 곧 만료됩니다`,
  "certificate.expiring-in": ({ name, days }) => `${name} 인증서가 ${inDays(days)} 만료됩니다`,
  "certificate.blocked": ({ name }) => `ACM에서 ${name} 인증서를 갱신할 수 없습니다`,
  "certificate.blocked-in": ({ name, days }) =>
    `ACM에서 ${name} 인증서를 갱신할 수 없습니다. ${inDays(days)} 만료됩니다`,
  "certificate.expired": ({ name }) => `${name} 인증서가 만료되었습니다`,
  "certificate.revoked": ({ name }) => `${name} 인증서가 폐기되었습니다`,
  "certificate.renewed": ({ name }) => `${name} 인증서가 갱신되었습니다`,
  "certificate.reimported": ({ name }) => `${name} 인증서를 새로 가져왔습니다`,
  "certificate.expires": "만료 시각",
  "certificate.expired-at": "만료된 시각",
  "certificate.use": "사용 여부",
  "certificate.in-use": "사용 중",
  "certificate.not-in-use": "사용하지 않음",
  "certificate.id": "인증서",
  "certificate.open": "인증서 보기",
  "certificate.hint-amazon": "도메인 검증이 유지되면 ACM에서 자동으로 갱신합니다.",
  "certificate.hint-imported":
    "가져온 인증서라 ACM에서 갱신하지 않습니다. 만료되기 전에 새 인증서를 가져와 주세요.",
  "certificate.hint-unknown":
    "ACM에서 발급한 인증서는 자동으로 갱신됩니다. 가져온 인증서라면 만료되기 전에 새로 가져와야 합니다.",
  "certificate.hint-blocked": "원인을 해결하지 않으면 만료된 뒤 클라이언트가 접속하지 못합니다.",
  "certificate.hint-expired": "이 인증서를 쓰는 곳에 클라이언트가 접속하지 못합니다.",
  "certificate.hint-revoked":
    "이 인증서를 쓰는 곳에 클라이언트가 접속하지 못할 수 있습니다. 다른 인증서로 교체해 주세요.",
  "certificate.hint-unused": "이 인증서를 쓰는 AWS 서비스가 없습니다. 더 이상 필요 없을 수 있습니다.",
  "certificate.hint-exported": "내보낸 인증서입니다. 기존 인증서를 쓰는 곳에 새 인증서를 배포해 주세요.",
  "certificate.reason.caa": "도메인의 CAA 레코드가 Amazon의 인증서 발급을 허용하지 않습니다",
  "certificate.reason.validation": "도메인을 검증하지 못했습니다. 검증용 CNAME 레코드가 없거나 값이 다릅니다",
  "certificate.reason.email": "검증 이메일의 링크를 아무도 승인하지 않았습니다",
  "certificate.reason.denied": "도메인 검증이 거부되었습니다",
  "certificate.reason.contacts": "검증 이메일을 받을 도메인 담당자 연락처가 없습니다",
  "certificate.reason.verification": "AWS의 추가 확인이 필요합니다. AWS Support에 문의해 주세요",
  "certificate.reason.not-allowed": "이 도메인에는 Amazon 인증서를 발급할 수 없습니다",
  "certificate.reason.not-public": "공개 인터넷 도메인이 아닙니다",
  "certificate.reason.private-ca": "사설 인증 기관(CA)에서 발급하지 못했습니다",
};

function inDays(days: number): string {
  return days === 0 ? "오늘" : `${days}일 뒤에`;
}
