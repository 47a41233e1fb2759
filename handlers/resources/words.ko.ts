import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "operation.too-many": ({ count, most }) =>
    `대상이 ${count}개입니다. 한 번에 ${most}개까지만 할 수 있습니다. 범위를 좁히거나 일정을 이용해 주세요.`,
  "operation.confirm-why": ({ list }) => `보호된 환경의 리소스입니다: ${list}`,
  "operation.cancelled": "취소했습니다. 바뀐 것은 없습니다.",
  "operation.denied": ({ role, environment }) => `${environment} 환경의 ${role} 역할이 필요합니다`,
  "operation.denied-anywhere": ({ role }) => `속한 환경이 없어 모든 환경의 ${role} 역할이 필요합니다`,
  "target.which.instance": "어느 인스턴스인가요?",
  "target.which.database": "어느 데이터베이스인가요?",
  "list.instances": "인스턴스",
  "list.databases": "데이터베이스",
  "fleet.instances": ({ list }) => `   인스턴스: ${list}`,
  "fleet.databases": ({ list }) => `   데이터베이스: ${list}`,
  "list.empty": "표시할 항목이 없습니다.",
  "list.more": ({ count }) => `외 ${count}개. 환경 이름을 함께 입력하면 그 환경만 볼 수 있습니다`,
  "list.failed": ({ reason }) => `목록을 가져오지 못했습니다: ${reason}`,
  "summary.ec2-list": "인스턴스와 상태를 보여 줍니다.",
  "summary.ec2-start": "인스턴스를 시작합니다.",
  "summary.ec2-stop": "인스턴스를 중지합니다.",
  "summary.ec2-reboot": "인스턴스를 재부팅합니다.",
  "summary.rds-list": "데이터베이스와 상태를 보여 줍니다.",
  "summary.rds-start": "데이터베이스와 클러스터를 시작합니다.",
  "summary.rds-stop": "데이터베이스와 클러스터를 중지합니다.",
  "summary.rds-reboot": "데이터베이스를 재부팅합니다.",
  "button.confirm": "예",
};
