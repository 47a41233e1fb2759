import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

function inDays(days: number): string {
  return days === 0 ? "오늘" : `${days}일 뒤에`;
}

/** The same in Korean. */
export const ko: Translation<typeof en> = {
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
  "certificate.hint-imported": "가져온 인증서라 ACM에서 갱신하지 않습니다. 만료되기 전에 새 인증서를 가져와 주세요.",
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
