import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
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
};
