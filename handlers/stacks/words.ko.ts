import type { Translation } from "../../lib/i18n/catalog.ts";
import type { en } from "./words.en.ts";

/** The same in Korean. */
export const ko: Translation<typeof en> = {
  "stack.create.running": ({ name }) => `스택 ${name} 생성 중`,
  "stack.create.done": ({ name }) => `스택 ${name} 생성을 완료했습니다`,
  "stack.create.failed": ({ name }) => `스택 ${name} 생성이 실패했습니다`,
  "stack.create.rolling-back": ({ name }) => `스택 ${name} 생성이 실패하여 롤백하고 있습니다`,
  "stack.create.rolled-back": ({ name }) => `스택 ${name} 생성이 실패하여 롤백되었습니다`,
  "stack.update.running": ({ name }) => `스택 ${name} 업데이트 중`,
  "stack.update.done": ({ name }) => `스택 ${name} 업데이트를 완료했습니다`,
  "stack.update.failed": ({ name }) => `스택 ${name} 업데이트가 실패했습니다`,
  "stack.delete.running": ({ name }) => `스택 ${name} 삭제 중`,
  "stack.delete.done": ({ name }) => `스택 ${name} 삭제를 완료했습니다`,
  "stack.delete.failed": ({ name }) => `스택 ${name} 삭제가 실패했습니다`,
  "stack.import.running": ({ name }) => `스택 ${name}에 리소스를 가져오는 중`,
  "stack.import.done": ({ name }) => `스택 ${name}에 리소스를 가져왔습니다`,
  "stack.import.failed": ({ name }) => `스택 ${name}에 리소스를 가져오지 못했습니다`,
  "stack.rolling-back": ({ name }) => `스택 ${name} 업데이트가 실패하여 롤백하고 있습니다`,
  "stack.rolled-back": ({ name }) => `스택 ${name} 업데이트가 실패하여 롤백되었습니다`,
  "stack.stuck": ({ name }) => `스택 ${name} 롤백이 실패하여 멈춰 있습니다`,
  "stack.stuck-hint":
    "롤백을 계속하기 전까지는 아무도 업데이트할 수 없습니다. 롤백이 실패한 원인을 해결한 뒤 콘솔에서 “업데이트 롤백 계속”을 선택해 주세요.",
  "stack.rolled-back-hint": "업데이트 이전 상태로 돌아왔습니다.",
  "stack.create-hint": "이 상태에서는 업데이트할 수 없습니다. 삭제한 뒤 다시 생성해 주세요.",
  "stack.failed-first": "처음 실패한 리소스",
  "stack.stack": "스택",
  "stack.status": "상태",
  "stack.drifted": ({ name }) => `스택 ${name}의 리소스가 템플릿과 다릅니다`,
  "stack.in-sync": ({ name }) => `스택 ${name}의 리소스가 다시 템플릿과 일치합니다`,
  "stack.drift-hint":
    "CloudFormation 밖에서 리소스가 변경되었습니다. 다음 업데이트에서 변경이 되돌려지거나 업데이트가 실패할 수 있습니다.",
  "stack.drifted-resources": "달라진 리소스 수",
};
