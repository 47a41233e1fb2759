import type { Said } from "../said.ts";
import type { costs as en } from "./en.ts";

/** The same in Korean. */
export const costs: Said<typeof en> = {
  "anomaly.running": ({ what, amount, since }) =>
    `${what} 비용이 예상보다 많이 나오고 있습니다: ${since}부터 ${amount} 초과`,
  "anomaly.past": ({ what, amount, days }) =>
    `${what} 비용이 예상보다 많이 나왔습니다: ${days} ${amount} 초과`,
  "anomaly.undated": ({ what, amount }) => `${what} 비용이 예상보다 많이 나오고 있습니다: ${amount} 초과`,
  "anomaly.detected": ({ what }) => `${what} 비용이 예상보다 많이 나오고 있습니다`,
  "anomaly.something": "일부 항목의",
  "anomaly.now": ({ amount }) => `현재 예상 대비 ${amount} 초과`,
  "anomaly.actual": "실제 비용",
  "anomaly.expected": "예상 비용",
  "anomaly.total": "초과 비용",
  "anomaly.most": "하루 최대 초과 비용",
  "anomaly.days": "감지된 기간",
  "anomaly.monitor": "모니터",
  "anomaly.planned": "예정된 작업이라고 AWS에 답변한 항목입니다.",
  "anomaly.none": "이상 비용이 아니라고 AWS에 답변한 항목입니다.",
  "anomaly.no-causes": "AWS가 아직 원인을 알려 주지 않았습니다.",
  "anomaly.more-causes": ({ count }) => `나머지 원인 ${count}건은 AWS 페이지에서 확인해 주세요.`,
  "anomaly.column.service": "서비스",
  "anomaly.column.usage": "사용 유형",
  "anomaly.column.region": "리전",
  "anomaly.column.account": "계정",
  "anomaly.column.dollars": "초과 비용",
  "anomaly.open": "이상 비용 보기",

  "budget.zero-spend": ({ budget, amount }) => `비용이 발생하기 시작했습니다: ${amount} (예산 ${budget})`,
  "budget.near-usage": ({ budget, percent }) => `사용량 예산 ${budget}: ${percent}% 사용`,
  "budget.over-usage": ({ budget, percent }) => `사용량 예산 ${budget} 초과: ${percent}% 사용`,
  "budget.low-ri-utilization": ({ budget, amount }) =>
    `예약 인스턴스 사용률이 ${amount}밖에 되지 않습니다 (예산 ${budget})`,
  "budget.low-sp-utilization": ({ budget, amount }) =>
    `Savings Plans 사용률이 ${amount}밖에 되지 않습니다 (예산 ${budget})`,
  "budget.low-ri-coverage": ({ budget, amount }) =>
    `예약 인스턴스 적용 범위가 ${amount}밖에 되지 않습니다 (예산 ${budget})`,
  "budget.low-sp-coverage": ({ budget, amount }) =>
    `Savings Plans 적용 범위가 ${amount}밖에 되지 않습니다 (예산 ${budget})`,
  "budget.hint-utilization": "약정 비용은 사용하지 않아도 청구됩니다.",
  "budget.hint-coverage": "나머지 사용량은 온디맨드 요금으로 청구됩니다.",
  "budget.kind.cost": "비용",
  "budget.kind.usage": "사용량",
  "budget.kind.ri-utilization": "예약 인스턴스 사용률",
  "budget.kind.ri-coverage": "예약 인스턴스 적용 범위",
  "budget.kind.sp-utilization": "Savings Plans 사용률",
  "budget.kind.sp-coverage": "Savings Plans 적용 범위",
  "budget.period": "주기",
  "budget.period.day": "매일",
  "budget.period.month": "매월",
  "budget.period.quarter": "분기별",
  "budget.period.year": "매년",

  "budget.action-waiting": ({ budget }) => `예산 ${budget}: 승인을 기다리는 작업이 있습니다`,
  "budget.action-running": ({ budget }) => `예산 ${budget}: 예산 작업을 실행하고 있습니다`,
  "budget.action-done": ({ budget }) => `예산 ${budget}: 예산 작업을 실행했습니다`,
  "budget.action-failed": ({ budget }) => `예산 ${budget}: 예산 작업이 실패했습니다`,
  "budget.action-undone": ({ budget }) => `예산 ${budget}: 예산 작업을 되돌렸습니다`,
  "budget.action-told": ({ budget }) => `예산 ${budget}: 예산 작업 알림을 받았습니다`,
  "budget.action-type": "작업 내용",
  "budget.action-type.iam": "IAM 정책 연결",
  "budget.action-type.scp": "서비스 제어 정책(SCP) 연결",
  "budget.action-type.ssm": "EC2 또는 RDS 인스턴스 중지",
  "budget.action-id": "작업 ID",
};
