import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "deploy.help": "/deploy 사용법",
  "status.glance": "현황",
  "status.locked": ({ person, time }) =>
    `   ${person} 님이 ${time}부터 배포 중이라 끝날 때까지 다른 사람은 배포할 수 없습니다`,
  "status.spend": "이번 달 현재까지 비용",
  "status.elsewhere": "환경에 속하지 않은 리소스",
  "fleet.state": ({ count, state, names }) => `${state} ${count}개(${names})`,
  "fleet.since": ({ name, time }) => `${name}, ${time}부터`,
  "status.schedule": ({ name, next }) => `${name}: ${next}`,
  "summary.deploy-help": "배포 명령을 설명합니다.",
  "summary.nightshift-status": "배포, 인스턴스, 데이터베이스, 일정, 비용을 한눈에 보여 줍니다.",
  "summary.nightshift-help": "사용할 수 있는 명령을 모두 보여 줍니다.",
  "help.title": "사용할 수 있는 명령",
  "help.none": "아직 역할이 없습니다. 소유자(owner)에게 nightshift.yaml의 people에 추가해 달라고 요청해 주세요.",
  "help.example": ({ examples }) => `예: ${examples}`,
};
