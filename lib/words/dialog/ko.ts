import type { Said } from "../said.ts";
import type { dialog as en } from "./en.ts";

/** The same in Korean. */
export const dialog: Said<typeof en> = {
  "dialog.title": "명령",
  "dialog.loading": "불러오는 중입니다…",
  "dialog.loading-hint": ({ usage }) =>
    `몇 초가 지나도 그대로라면 창을 닫고 ${usage} 형식으로 입력해 주세요.`,
  "dialog.close": "닫기",
  "dialog.choose": "선택해 주세요",
  "dialog.environment": "환경",
  "dialog.not-shown": ({ count, usage }) =>
    `목록에 없는 항목이 ${count}개 더 있습니다. ${usage} 형식으로 입력해 주세요.`,
  "dialog.expired": "창을 연 지 너무 오래되었습니다",
  "dialog.expired-hint": "실행된 작업은 없습니다. 창을 닫고 명령을 다시 입력해 주세요.",
  "dialog.unknown": "더 이상 동작하지 않는 창입니다. 명령을 다시 입력해 주세요.",
  "dialog.deploy": "배포",
  "dialog.deploy.last": ({ state, ago }) => `${state}(${ago} 전)`,
  "dialog.deploy.for": ({ state, ago }) => `${state}(${ago}째)`,
  "dialog.deploy.confirm": "한 번 더 확인",
  "dialog.deploy.approval": "다른 사람의 승인 필요",
};
