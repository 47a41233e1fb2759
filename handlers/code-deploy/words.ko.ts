import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "code-deploy.failed": ({ name }) => `${name} 배포가 실패했습니다`,
  "code-deploy.failing": ({ name, count }) => `${name} 배포가 인스턴스 ${count}대에서 실패하고 있습니다`,
  "code-deploy.running": ({ name }) => `${name} 배포 중`,
  "code-deploy.succeeded": ({ name }) => `${name} 배포를 완료했습니다`,
  "code-deploy.stopped": ({ name }) => `${name} 배포가 중지되었습니다`,
  "code-deploy.rolling-back": ({ name }) => `${name} 롤백 중`,
  "code-deploy.rolled-back": ({ name }) => `${name} 배포를 이전 버전으로 롤백했습니다`,
  "code-deploy.rollback-failed": ({ name }) => `${name} 롤백이 실패했습니다`,
  "code-deploy.group": "배포 그룹",
  "code-deploy.deployment": "배포",
  "code-deploy.failed-instances": "실패한 인스턴스",
  "code-deploy.of": ({ count, total }) => `${total}대 중 ${count}대`,
  "code-deploy.rolled-back-by": "롤백한 배포",
  "code-deploy.rolls-back": "롤백 대상",
};
