import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "build.failed": ({ project }) => `${project} 빌드가 실패했습니다`,
  "build.failed-again": ({ project, count }) => `${project} 빌드가 계속 실패하고 있습니다: 지금까지 ${count}회`,
  "build.timed-out": ({ project }) => `${project} 빌드가 제한 시간을 초과했습니다`,
  "build.fault": ({ project }) => `CodeBuild 장애로 ${project} 빌드가 실패했습니다`,
  "build.mended": ({ project }) => `${project} 빌드가 다시 성공했습니다`,
  "build.in-phase": ({ phase, message }) => `${phase}: ${message}`,
  "build.in-phase-only": ({ phase }) => `${phase} 단계`,
  "build.build": "빌드",
  "build.version": "소스 버전",
  "build.started-by": "시작한 주체",
  "build.by-pipeline": ({ pipeline }) => `파이프라인 ${pipeline}`,
  "build.by-rule": ({ rule }) => `규칙 ${rule}`,
  "build.took-usually": ({ took, usually }) => `${took} (평소 ${usually})`,
  "build.ended": "종료 시각",
  "build.failed-at": "실패한 시각",
  "build.open": "빌드 열기",
  "build.open-log": "로그 열기",
};
