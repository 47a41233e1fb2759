import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "invalidation.running": ({ site }) => `${site} 캐시 무효화 중`,
  "invalidation.completed": ({ site }) => `${site} 캐시 무효화 완료`,
  "invalidation.late": ({ site }) => `${site} 캐시 무효화가 30분이 지나도 끝나지 않았습니다`,
  "invalidation.unknown": ({ site }) => `${site} 캐시 무효화 상태를 조회할 수 없습니다`,
  "invalidation.wait": "보통 1~2분 정도 걸립니다. 끝나면 이 메시지에 표시됩니다.",
  "invalidation.stopped-looking": "Nightshift는 확인을 멈췄습니다. 진행 상황은 콘솔에서 확인해 주세요.",
  "invalidation.paths": "경로",
  "invalidation.paths-more": ({ list, count }) => `${list} 외 ${count}개`,
  "invalidation.requested-by": "요청자",
  "invalidation.took": "소요 시간",
  "invalidation.about": ({ duration }) => `약 ${duration}`,
  "invalidation.distribution": "CloudFront 배포",
  "cache.which-paths": "어느 경로인가요?",
  "cache.started": ({ site, message }) => `${site} 캐시 무효화를 시작했습니다: ${message}`,
  "cache.joined": ({ site, message }) =>
    `이미 ${site}에서 같은 경로를 무효화하고 계셔서 새로 시작하지 않았습니다: ${message}`,
  "cache.joined-hint": "그사이 파일이 바뀌었다면 끝난 뒤에 다시 입력해 주세요.",
  "cache.console": "CloudFront에서 보기",
  "cache.covered": ({ everything, count }) =>
    `${everything} 하나로 충분합니다. 나머지 경로 ${count}개도 여기에 포함됩니다.`,
  "cache.denied": ({ role }) => `사이트는 특정 환경에 속하지 않으므로 모든 환경에 대한 ${role} 역할이 필요합니다.`,
  "cache.in-progress": ({ site }) => `${site}에서 진행 중인 무효화가 너무 많아 CloudFront가 요청을 받지 않았습니다.`,
  "cache.in-progress-hint":
    "CloudFront는 한 번에 경로 3,000개, 와일드카드 경로 15개까지 처리합니다. 몇 분 뒤에 다시 시도하거나 경로를 줄여 주세요.",
  "cache.no-distribution": ({ distribution, site }) =>
    `${site} 사이트의 CloudFront 배포 ${distribution}이(가) AWS에 없습니다. nightshift.yaml을 확인해 주세요.`,
  "cache.refused": ({ site, reason }) => `CloudFront에서 ${site} 캐시를 무효화하지 않았습니다: ${reason}`,
  "cache.path.control": ({ path }) => `경로 ${path}에 쓸 수 없는 문자가 있습니다.`,
  "cache.path.space": ({ path }) => `경로 ${path}에 공백이 있습니다. 공백은 %20으로 써야 합니다.`,
  "cache.path.address": ({ path }) => `${path}은(는) 전체 주소입니다. 경로 부분만 입력해 주세요.`,
  "cache.path.slash": ({ path }) => `경로 ${path}이(가) 슬래시(/)로 시작하지 않습니다.`,
  "cache.path.fragment": ({ path }) => `경로 ${path}에 #이 있습니다. # 뒷부분은 CloudFront에 전달되지 않습니다.`,
  "cache.path.comma": ({ path }) => `경로 ${path} 끝에 문장 부호가 있습니다. 경로는 공백으로만 구분해 주세요.`,
  "cache.path.wildcard": ({ path, star }) =>
    `경로 ${path}의 중간에 와일드카드(${star})가 있습니다. 와일드카드는 경로 맨 끝에만 쓸 수 있습니다.`,
  "cache.path.long": ({ path }) => `경로 ${path}이(가) 4,000자를 넘습니다.`,
  "cache.path.more": ({ count }) => `이 밖에 잘못된 경로가 ${count}개 더 있습니다.`,
  "cache.too-many-paths": ({ count, most }) =>
    `경로가 ${count.toLocaleString("ko")}개로 너무 많습니다. CloudFront는 한 번에 ${most.toLocaleString("ko")}개까지 처리합니다.`,
  "cache.too-many-wildcards": ({ count, most, star }) =>
    `와일드카드(${star}) 경로가 ${count}개로 너무 많습니다. CloudFront는 한 번에 ${most}개까지 처리합니다.`,
  "cache.use-everything": ({ command }) => `사이트 전체를 무효화하려면 ${command} 명령을 입력해 주세요.`,
  "summary.cache-invalidate": "사이트의 CloudFront 캐시를 무효화합니다.",
};
