import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "operation.unknown": ({ what }) => `재부팅 여부를 알 수 없습니다: ${what}`,
  "operation.in-doubt":
    "요청하던 중에 중단되었거나 응답을 받지 못해 재부팅 여부를 알 수 없습니다. 두 번 재부팅하지 않도록 다시 요청하지 않습니다.",
  "operation.proven": ({ time, who }) => `CloudTrail 기록: ${time}에 재부팅됨(${who})`,
  "operation.not-rebooted": "재부팅되지 않았습니다. CloudTrail에 기록이 없습니다",
  "button.check": "결과 확인",
  "check.early": "아직 알 수 없습니다",
  "check.early-until": ({ time }) =>
    `CloudTrail에 아직 기록이 없습니다. 기록이 남기까지 몇 분 걸릴 수 있으니 잠시 뒤에 다시 확인해 주세요. ${time}에도 기록이 없으면 재부팅되지 않은 것입니다.`,
  "check.failed": ({ reason }) => `조회하지 못했습니다: ${reason}`,
  "operation.start.title": ({ what }) => `${what} 시작하는 중`,
  "operation.stop.title": ({ what }) => `${what} 중지하는 중`,
  "operation.reboot.title": ({ what }) => `${what} 재부팅하는 중`,
  "operation.start.done": ({ what }) => `${what}을(를) 시작했습니다`,
  "operation.stop.done": ({ what }) => `${what}을(를) 중지했습니다`,
  "operation.reboot.done": ({ what }) => `${what}을(를) 재부팅했습니다`,
  "operation.many": ({ count }) => `리소스 ${count}개`,
  "operation.left-out": ({ count }) => `${count}개는 그대로 두었습니다`,
  "operation.late": "20분이 지났는데도 작업이 끝나지 않았습니다. 콘솔에서 상태를 확인해 주세요.",
  "operation.progress": ({ done, total }) => `${total}개 중 ${done}개 완료`,
  "operation.requested-by": "요청자",
  "operation.unseen": ({ place, reason }) => `${place}을(를) 조회하지 못했습니다: ${reason}`,
  "operation.nothing": "실행한 작업이 없습니다",
  "operation.line": ({ name, text }) => `${name}: ${text}`,
  "operation.confirm.start": ({ target }) => `${target}을(를) 시작할까요?`,
  "operation.confirm.stop": ({ target }) => `${target}을(를) 중지할까요?`,
  "operation.confirm.reboot": ({ target }) => `${target}을(를) 재부팅할까요?`,
  "operation.already": ({ state }) => `이미 ${state} 상태입니다`,
  "operation.busy": ({ state }) =>
    `${state} 상태라 끝날 때까지 AWS에서 다른 작업을 받지 않습니다. 몇 분 뒤에 다시 시도해 주세요`,
  "operation.ending": ({ state }) => `${state}이라 곧 사라집니다`,
  "operation.not-running": ({ state }) => `${state} 상태라 재부팅할 수 없습니다. 재부팅 대신 시작해 주세요`,
  "operation.member": ({ group }) =>
    `Auto Scaling 그룹 ${group}에 속해 있어 따로 시작하거나 중지하면 그룹에서 교체합니다. 대신 그룹의 원하는 용량을 조정해 주세요`,
  "operation.instance-store": "인스턴스 스토어를 쓰기 때문에 AWS에서 중지할 수 없습니다. 필요 없으면 종료해 주세요",
  "operation.spot": "일회성 스팟 인스턴스라 AWS에서 중지할 수 없습니다. 필요 없으면 종료해 주세요",
  "operation.of-cluster": ({ cluster }) => `클러스터 ${cluster}에 속해 있습니다. 클러스터 이름을 입력해 주세요`,
  "operation.replica": "읽기 전용 복제본이거나 복제본이 있어 AWS에서 중지하지 않습니다. 먼저 복제본을 삭제해 주세요",
  "operation.multi-az": "다중 AZ 배포라 AWS에서 중지하지 않습니다",
  "operation.cluster-reboot": "클러스터는 재부팅할 수 없습니다. 재부팅할 인스턴스 이름을 입력해 주세요",
  "operation.engine": ({ engine }) => `Nightshift에서 지원하지 않는 엔진입니다(${engine})`,
  "target.none": ({ target }) => `${target}에 해당하는 리소스가 없습니다.`,
  "target.none-tagged": ({ target }) => `${target} 태그가 붙은 리소스가 없습니다.`,
  "target.half-tag": ({ target }) => `태그 ${target}에 이름이나 값이 빠져 있습니다.`,
  "target.tag-form": ({ example }) => `태그는 이름=값 형식으로 입력해 주세요. 예: ${example}`,
  "target.tag-values": ({ tag, list }) => `${tag} 태그의 값: ${list}`,
  "target.hint": ({ command }) => `전체 목록은 ${command} 명령으로 볼 수 있습니다.`,
};
