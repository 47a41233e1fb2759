import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "ecs.failed": ({ name }) => `ECS 서비스 ${name} 배포가 실패했습니다`,
  "ecs.tasks-failed": ({ name, count }) =>
    count === 1 ? `ECS 서비스 ${name}의 태스크가 실패했습니다` : `ECS 서비스 ${name}의 태스크가 계속 실패하고 있습니다`,
  "ecs.ill": ({ name }) => `ECS 서비스 ${name}에 문제가 있습니다`,
  "ecs.well": ({ name }) => `ECS 서비스 ${name} 상태가 정상으로 돌아왔습니다`,
  "ecs.rolled-back": ({ name }) => `ECS 서비스 ${name} 배포가 마지막 정상 버전으로 롤백되었습니다`,
  "ecs.rolling-back": "마지막 정상 버전으로 롤백하고 있습니다.",
  "ecs.rolling-back-title": ({ name }) => `ECS 서비스 ${name} 배포를 롤백하고 있습니다`,
  "ecs.task-failed": ({ name }) => `${name} 태스크가 실패했습니다`,
  "ecs.task-not-started": ({ name }) => `${name} 태스크를 시작하지 못했습니다`,
  "ecs.deployment-failed": "배포",
  "ecs.failed-tasks": "실패한 태스크 수",
  "ecs.at-least": ({ count }) => `${count}개 이상`,
  "ecs.last-failure": "최근 실패 원인",
  "ecs.task": "태스크",
  "ecs.service": "서비스",
  "ecs.exited": ({ container, code }) => `${container} 종료 코드 ${code}`,
  "ecs.start-impaired": "태스크가 안정적으로 시작되지 않습니다",
  "ecs.placement-failure": "클러스터에 태스크를 배치할 공간이 없습니다",
  "ecs.configuration-failure": "현재 구성으로는 태스크를 시작할 수 없습니다",
  "ecs.daemon-constraint": "데몬 태스크가 더 이상 배치 제약 조건에 맞지 않습니다",
  "ecs.unhealthy": "비정상 태스크가 있습니다",
  "ecs.health-unknown": "ECS가 태스크의 상태를 확인할 수 없습니다",
  "ecs.throttled": "AWS 제한으로 ECS 작업이 지연되고 있으며 나중에 다시 시도합니다",
};
