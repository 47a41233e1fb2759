import type { Words } from "./en.ts";

/** Every phrase of the commands init, manifest and doctor, in Korean. */
export const ko: Words = {
  scopes: {
    commands: "슬래시 명령으로 Nightshift를 사용합니다.",
    "chat:write": "배포와 알림을 게시하고, 게시한 메시지를 그 자리에서 갱신합니다.",
    "chat:write.public": "nightshift.yaml에 적힌 공개 채널에 초대받지 않아도 게시합니다.",
    "users:read": "명령에는 사용자의 언어가 없어서, 각자의 Slack 언어로 답하려면 조회해야 합니다.",
    "usergroups:read": "nightshift.yaml에서 사용자 그룹에 역할을 줄 수 있습니다.",
    "channels:history":
      "게시하는 도중에 중단되었을 때 메시지가 이미 게시되었는지 확인합니다. 없으면 중복되었을 수 있다고 알립니다.",
    "groups:history": "비공개 채널에서도 같은 확인을 합니다.",
    "channels:read":
      "nightshift doctor가 nightshift.yaml에 적힌 채널이 있는지 확인합니다. 없으면 확인할 수 없다고 알립니다.",
    "groups:read": "비공개 채널도 같은 방식으로 확인합니다.",
  },

  usage: `사용법: npm run -s nightshift -- <명령> [옵션]

  init       운영 대상을 물어보고 nightshift.yaml과 slack-manifest.json을 만듭니다
  manifest   배포 주소를 넣은 Slack 앱 매니페스트를 출력합니다
  doctor     설정, AWS, Slack을 점검합니다. 잘못된 것이 있으면 종료 코드는 1입니다

  --language en|ko     출력 언어. 기본값은 터미널의 언어
  --config FILE        nightshift.yaml 대신 사용할 파일

init: 옵션으로 준 것은 묻지 않습니다. 답을 한 줄에 하나씩 파이프로 넣을 수도 있습니다.
  --request-url URL    배포된 스택의 출력값 SlackRequestUrl
  --team T…  --app A…  Slack 워크스페이스 ID와 앱 ID
  --alerts-channel "#alerts"  --deploys-channel "#deploys"
  --environment 이름=파이프라인   환경마다 한 번씩
  --protect 이름       배포 전에 확인을 거칠 환경. 여러 번 사용 가능
  --site 이름=배포ID   CloudFront를 쓰는 사이트. 여러 번 사용 가능
  --office-hours 09:00-22:00     nightshift=office-hours 태그가 있는 리소스의 운영 시간(월~금)
  --time-zone Asia/Seoul
  --owner U…           모든 권한을 가질 사용자 또는 사용자 그룹(S…). 여러 번 사용 가능
  --manifest FILE      slack-manifest.json 대신 사용할 파일
  --yes                주지 않은 것은 기본값을 사용
  --overwrite          이미 있는 파일을 덮어씀

manifest, doctor: 터미널의 AWS 자격 증명을 사용합니다.
  --profile NAME  --region REGION  --stage STAGE
  --request-url URL    (manifest) 스택에서 찾지 않고 이 주소를 사용`,
  "usage.command": ({ command, meant }) => `${command} 명령은 없습니다.${meant ? ` ${meant} 명령을 찾으셨나요?` : ""}`,
  "usage.flag": ({ flag, hint }) => `--${flag}: ${hint}`,

  "init.welcome": "nightshift.yaml과 Slack 앱 매니페스트를 만듭니다. Enter를 누르면 [대괄호] 안의 값을 사용합니다.",
  "init.overwrite": ({ files }) => `${files}: 이미 있습니다. 덮어쓸까요? (y/n)`,
  "init.kept": "아무것도 쓰지 않았습니다.",
  "init.exists": ({ files }) =>
    `${files}: 이미 있습니다. 덮어쓰려면 --overwrite를, 다른 곳에 쓰려면 --config와 --manifest를 지정해 주세요.`,
  "init.ended": ({ question }) => `"${question}"에 답하기 전에 입력이 끝나서 nightshift.yaml을 쓰지 않았습니다.`,
  "init.unanswered": ({ flag }) => `--yes를 썼지만 기본값이 없는 항목입니다: --${flag}`,
  "init.request-url": "스택의 출력값 SlackRequestUrl(아직 배포 전이면 비워 두세요)",
  "init.request-url.hint": "https://abc123.execute-api.ap-northeast-2.amazonaws.com/slack/events 형식의 주소",
  "init.scopes": "Slack 앱이 요청하는 권한은 다음이 전부입니다.",
  "init.scopes.optional": "(선택)",
  "init.app.where":
    "앱이 없으면 지금 만드세요: https://api.slack.com/apps?new_app=1 → From a manifest → 파일 내용 붙여넣기 → Install.",
  "init.team": "워크스페이스 ID(T…, 주소 app.slack.com/client/T…에 있음)",
  "init.team.hint": "T0123ABCDEF 형식의 Slack 워크스페이스 ID",
  "init.app": "앱 ID(A…, Basic Information → App ID)",
  "init.app.hint": "A0123ABCDEF 형식의 Slack 앱 ID",
  "init.alerts": "알림 채널",
  "init.channel.hint": "#이름 형식의 채널. 비공개 채널은 C0123ABCDEF 형식의 ID",
  "init.environments": "환경 이름(쉼표로 구분)",
  "init.environments.hint": "영문 소문자, 숫자, -, _로 된 짧은 이름. status와 help는 쓸 수 없음",
  "init.pipeline": ({ environment }) => `${environment} 환경을 배포하는 CodePipeline 파이프라인`,
  "init.pipeline.hint": "파이프라인 이름. 환경마다 다른 파이프라인이어야 함",
  "init.environment.hint": "staging=web-staging처럼 이름=파이프라인 형식. 파이프라인은 한 번씩만",
  "init.deploys": "배포 메시지를 게시할 채널",
  "init.protected": "배포 전에 확인을 거칠 환경(없으면 -)",
  "init.protected.hint": "위에서 적은 환경 이름",
  "init.sites": "CloudFront를 쓰는 사이트. 이름=배포ID를 쉼표로 구분(없으면 -)",
  "init.sites.hint": "www=E1ABCDEFGHIJKL처럼 이름=배포ID 형식",
  "init.hours": "개발용 리소스의 운영 시간, 월~금(항상 켜 두려면 -)",
  "init.hours.hint": "09:00-22:00처럼 두 시각",
  "init.zone": "시간대",
  "init.zone.hint": "Asia/Seoul 형식의 시간대",
  "init.owners": "모든 권한을 가질 사람: Slack 사용자 ID(U…) 또는 사용자 그룹 ID(S…), 쉼표로 구분",
  "init.owners.hint": "U0123ABCDEF 또는 S0123ABCDEF 형식의 ID. 사용자 ID는 Slack 프로필의 ⋮ → 멤버 ID 복사에 있음",
  "init.written": ({ file }) => `${file} 파일을 썼습니다`,
  "init.next": `다음 단계:
  1. 아직이라면 매니페스트로 Slack 앱을 만들어 설치합니다.
  2. 시크릿 두 개를 Parameter Store에 저장합니다.
  3. npx serverless deploy --param alarm-email=you@example.com
  4. npm run -s nightshift -- manifest   배포 주소가 들어간 매니페스트를 출력합니다. 앱 설정에 붙여넣으세요
  5. npm run -s nightshift -- doctor
각 단계는 docs/install.ko.md에 설명되어 있습니다.`,

  "file.head":
    " 이 팀이 운영하는 대상입니다. 각 키는 docs/configuration.md에 설명되어 있습니다. 바꾼 뒤에는 다시 배포하세요.",
  "file.slack": " 다른 워크스페이스나 앱에서 온 명령은 거부합니다.",
  "file.language": " 채널에 게시할 때 쓰는 언어입니다. 개인에게 하는 답은 각자의 Slack 언어를 따릅니다.",
  "file.alerts": " 어느 환경에도 속하지 않는 알림을 게시합니다.",
  "file.environments":
    " /deploy에 쓰는 이름입니다. 환경마다 파이프라인이 따로 있어야 합니다. protection: confirm은 배포 전에 확인을 거칩니다.\n tag: 이름=값으로 이 환경의 인스턴스와 데이터베이스를 구분합니다. 생략하면 env=<환경 이름>입니다.",
  "file.sites": " CloudFront를 쓰는 사이트입니다. /cache에 이 이름을 씁니다.",
  "file.schedules":
    " nightshift=office-hours 태그가 있는 인스턴스와 데이터베이스를 이 시간에 시작하고 중지합니다.\n noticeMinutes: 중지를 몇 분 전에 알릴지(기본값 15). holidays: 시작하지 않을 날짜.",
  "file.people":
    " 아무도 적지 않으면 아무도 사용할 수 없습니다. roles: viewer는 조회, operator는 인스턴스 운영, deployer는 배포,\n owner는 전부 할 수 있습니다. environments: [dev]로 범위를 줄일 수 있고, group: S…로 사용자 그룹을 적을 수 있습니다.",
  "file.sites.example": ' sites:\n   www:\n     distribution: E1ABCDEFGHIJKL\n     channel: "#deploys"',
  "file.schedules.example":
    ' schedules:\n   office-hours:   # nightshift=office-hours 태그가 있는 리소스\n     days: [mon, tue, wed, thu, fri]\n     start: "09:00"\n     stop: "22:00"\n     timeZone: Asia/Seoul\n     channel: "#dev"',

  "manifest.no-url":
    "스택을 찾지 못해 주소를 알 수 없습니다. 먼저 배포하거나 --request-url로 지정해 주세요. 아래 매니페스트의 주소는 임시 값입니다.",

  "doctor.right": "모두 정상입니다.",
  "doctor.unsure": ({ unsure }) => `잘못된 것은 없습니다. 확인할 것(!) ${unsure}개.`,
  "doctor.wrong": ({ wrong, unsure }) => `잘못된 것(✗) ${wrong}개${unsure ? `, 확인할 것(!) ${unsure}개` : ""}.`,
  "check.skipped": ({ needs }) => `점검하지 않았습니다. 읽지 못한 것: ${needs}`,
  "known.config": "nightshift.yaml",
  "known.account": "AWS 계정",
  "known.deployment": "스택",
  "known.botToken": "봇 토큰",
  "known.signingSecret": "서명 시크릿",
  "known.slack": "Slack",
  "known.scopes": "토큰의 스코프",
  "deploy.again": ({ stage, region }) =>
    `다시 배포하세요: npx serverless deploy --stage ${stage} --region ${region} --param alarm-email=you@example.com`,
  "call.failed": ({ reason }) => `점검하지 못했습니다. ${reason}`,
  "call.failed.remedy": "다시 시도해 보고, 계속되면 위의 원인을 확인하세요.",
  "aws.denied": ({ reason }) => `조회 권한이 없습니다. ${reason}`,
  "aws.denied.remedy": "ReadOnlyAccess 정책처럼 조회 권한이 있는 자격 증명으로 실행하세요.",
  "slack.refused": ({ code }) => `Slack이 조회를 거부했습니다: ${code}`,

  "config.title": "설정",
  "config.valid": ({ environments }) => `nightshift.yaml 정상: ${environments}`,
  "config.missing": ({ file }) => `${file} 파일을 읽을 수 없습니다.`,
  "config.missing.remedy": "npm run -s nightshift -- init으로 만드세요.",
  "config.problem": ({ path, message }) => `${path || "nightshift.yaml"}: ${message}`,
  "config.problem.remedy": "각 키는 docs/configuration.md에 설명되어 있습니다.",

  "account.title": "AWS 계정",
  "account.known": ({ id, region, arn }) => `${id}, ${region}, ${arn}`,
  "account.unknown": ({ reason }) => `AWS 자격 증명을 확인할 수 없습니다: ${reason}`,
  "account.unknown.remedy": "aws sso login 또는 aws configure로 로그인하고, 프로필은 --profile로 지정하세요.",

  "stack.title": "스택",
  "stack.missing": ({ stack, region }) => `${stack} 스택이 ${region}에 없습니다.`,
  "stack.missing.remedy": ({ stage, region }) =>
    `npx serverless deploy --stage ${stage} --region ${region} --param alarm-email=you@example.com`,
  "stack.deployed": ({ stack, status }) => `${stack}: ${status}`,
  "stack.broken": ({ stack, status }) => `${stack}: ${status}`,
  "stack.broken.remedy": "CloudFormation 콘솔에서 스택 이벤트를 확인한 뒤 다시 배포하세요.",
  "stack.complete": ({ count }) => `serverless.yml의 리소스 ${count}개가 모두 있습니다`,
  "stack.incomplete": ({ resources }) => `serverless.yml에는 있지만 스택에는 없습니다: ${resources}`,

  "secrets.title": "시크릿",
  "secret.stored": ({ name }) => `${name} 암호화되어 저장됨`,
  "secret.missing": ({ name }) => `${name} 파라미터가 없습니다.`,
  "secret.hidden": ({ name }) => `${name}: 읽을 권한이 없습니다.`,
  "secret.open": ({ name, type }) => `${name} 파라미터가 암호화되지 않은 ${type} 유형입니다.`,
  "secret.open.remedy": ({ name }) =>
    `삭제하고(aws ssm delete-parameter --name ${name}) SecureString으로 다시 저장한 뒤, Slack에서 교체하세요.`,
  "secret.spaced": ({ name }) => `${name} 값에 공백이나 줄바꿈이 섞여 있습니다.`,
  "secret.other": ({ name }) => `${name}에 다른 값이 들어 있습니다. 두 시크릿이 바뀌었을 수 있습니다.`,
  "secret.store": ({ name, region }) =>
    `read -rs SECRET; printf %s "$SECRET" | aws ssm put-parameter --region ${region} --type SecureString --overwrite --name ${name} --value file:///dev/stdin`,

  "slack.title": "Slack 앱",
  "slack.token.refused": ({ code }) => `Slack이 봇 토큰을 거부했습니다: ${code}`,
  "slack.token.refused.remedy":
    "OAuth & Permissions → Bot User OAuth Token에서 토큰을 다시 복사해 저장하세요. 앱이 제거되었다면 다시 설치하세요.",
  "slack.team": ({ team, teamId, user }) => `${team}(${teamId}) 워크스페이스의 @${user} 토큰`,
  "slack.team.other": ({ team, teamId, named }) =>
    `토큰은 ${team}(${teamId}) 워크스페이스의 것인데 nightshift.yaml의 slack.team은 ${named}입니다.`,
  "slack.team.other.remedy": "slack.team을 고쳐 다시 배포하거나, 맞는 워크스페이스의 토큰을 저장하세요.",
  "slack.scopes": ({ count }) => `필요한 스코프 ${count}개가 모두 있습니다`,
  "slack.scopes.missing": ({ scopes }) => `토큰에 없는 스코프: ${scopes}`,
  "slack.scopes.missing.remedy": ({ reasons }) =>
    `${reasons} 매니페스트를 다시 붙여넣고(npm run -s nightshift -- manifest) 앱을 다시 설치하세요.`,
  "slack.scopes.optional": ({ scopes }) => `토큰에 없는 선택 스코프: ${scopes}`,
  "slack.scopes.surplus": ({ scopes }) => `Nightshift에 필요 없는 스코프: ${scopes}`,
  "slack.scopes.surplus.remedy": "OAuth & Permissions에서 빼고 앱을 다시 설치하세요.",
  "slack.app": ({ app }) => `앱 ${app}`,
  "slack.app.other": ({ app, named }) => `토큰은 앱 ${app}의 것인데 nightshift.yaml의 slack.app은 ${named}입니다.`,
  "slack.app.other.remedy": "slack.app을 고쳐 다시 배포하거나, 맞는 앱의 토큰을 저장하세요.",
  "slack.app.unseen": "users:read 스코프가 없어 어느 앱의 토큰인지 확인할 수 없습니다.",

  "channels.title": "채널",
  "channels.unseen": ({ scope }) => `${scope} 스코프가 없어 채널을 확인할 수 없습니다.`,
  "channel.joined": ({ name }) => `${name}: 봇이 참여 중`,
  "channel.open": ({ name }) =>
    `${name} 채널은 있지만 봇이 참여하지 않았습니다. 공개 채널인 동안은 그대로 게시할 수 있습니다.`,
  "channel.closed": ({ name, where }) => `${name} 비공개 채널에 봇이 없습니다(${where}).`,
  "channel.invite": ({ name }) => `${name} 채널에서 /invite @Nightshift를 실행하세요.`,
  "channel.archived": ({ name, where }) => `${name} 채널이 보관되었습니다(${where}).`,
  "channel.archived.remedy": "Slack에서 보관을 해제하거나, 다른 채널을 적고 다시 배포하세요.",
  "channel.missing": ({ name, where }) => `${name}: 이 이름의 공개 채널이 없습니다(${where}).`,
  "channel.missing.remedy": ({ meant }) =>
    `${meant ? `${meant} 채널을 찾으셨나요? ` : ""}채널을 만들거나 이름을 고치세요. 비공개 채널은 C0123ABCDEF 형식의 ID로 적습니다.`,
  "channel.unknown": ({ name, where }) => `${name} 채널이 없거나, 봇이 없는 비공개 채널입니다(${where}).`,
  "channel.unknown.remedy": "ID를 고치거나, 그 채널에서 /invite @Nightshift를 실행하세요.",

  "people.title": "사용자",
  "people.nobody": "people에 아무도 없습니다. 아무도 사용할 수 없습니다.",
  "people.nobody.remedy": "nightshift.yaml에 owner 역할의 사용자를 추가하고 다시 배포하세요.",
  "people.unseen": ({ scope }) => `${scope} 스코프가 없어 확인할 수 없습니다.`,
  "user.known": ({ id, name }) => `${id}: ${name}`,
  "user.outside": ({ id, team }) => `${id}: 다른 워크스페이스(${team})의 사용자라 확인할 수 없습니다.`,
  "user.missing": ({ id, where }) => `${id}: 워크스페이스에 없는 사용자입니다(${where}).`,
  "user.gone": ({ id, name, where }) => `${id}(${name}): 비활성화된 사용자입니다(${where}).`,
  "user.missing.remedy": "ID를 고치거나 빼고 다시 배포하세요. ID는 Slack 프로필의 ⋮ → 멤버 ID 복사에 있습니다.",
  "group.known": ({ id, name }) => `${id}: @${name}`,
  "group.missing": ({ id, where }) => `${id}: 없는 사용자 그룹입니다(${where}).`,
  "group.disabled": ({ id, name, where }) => `${id}(@${name}): 비활성화된 사용자 그룹입니다(${where}).`,
  "group.missing.remedy": "ID를 고치거나 빼고 다시 배포하세요.",

  "door.title": "요청 주소",
  "door.nowhere": "스택에 SlackRequestUrl 출력값이 없습니다.",
  "door.closed": ({ url, reason }) => `${url} 주소가 응답하지 않습니다: ${reason}`,
  "door.closed.remedy": "이 컴퓨터에서 주소에 접속할 수 있는지, 스택이 정상인지 확인하세요.",
  "door.guarded": ({ url }) => `${url} 서명 없는 요청을 거부함`,
  "door.unguarded": ({ status }) => `서명 없는 요청에 401이 아니라 HTTP ${status}로 응답했습니다.`,
  "door.log": "slack 함수의 로그를 확인하세요.",
  "door.certificate": "Slack의 인증서 확인 요청에 응답함",
  "door.certificate.refused": ({ status }) => `Slack의 인증서 확인 요청에 HTTP 200이 아닌 응답이 왔습니다: ${status}`,

  "signature.title": "서명",
  "signature.taken": "저장된 시크릿으로 서명한 요청을 받음",
  "signature.refused": ({ status }) => `저장된 시크릿으로 서명한 요청에 HTTP ${status}로 응답했습니다.`,
  "signature.refused.remedy":
    "이 컴퓨터의 시각이 맞는지, slack 함수의 로그에 시크릿을 읽지 못했다는 기록이 있는지 확인하세요.",

  "pipelines.title": "파이프라인",
  "pipeline.known": ({ environment, pipeline, stages }) => `${environment}: ${pipeline}(${stages})`,
  "pipeline.missing": ({ environment, pipeline, region }) =>
    `${environment}: ${region}에 ${pipeline} 파이프라인이 없습니다.`,
  "pipeline.hidden": ({ environment, pipeline, region }) =>
    `${environment}: ${region}의 ${pipeline} 파이프라인을 조회할 권한이 없습니다.`,
  "pipeline.missing.remedy": ({ environment, meant }) =>
    `${meant ? `${meant} 파이프라인을 찾으셨나요? ` : ""}environments.${environment}.pipeline을 고치고 다시 배포하세요.`,

  "sites.title": "사이트",
  "sites.none": "설정된 사이트 없음",
  "site.known": ({ site, distribution, address }) => `${site}: ${distribution}(${address})`,
  "site.disabled": ({ site, distribution }) => `${site}: ${distribution} 배포가 비활성화되어 있습니다.`,
  "site.disabled.remedy": "CloudFront에서 활성화하거나 nightshift.yaml에서 사이트를 빼세요.",
  "site.hidden": ({ site, distribution }) => `${site}: ${distribution} 배포를 조회할 권한이 없습니다.`,
  "site.missing": ({ site, distribution }) => `${site}: 이 계정에 ${distribution} 배포가 없습니다.`,
  "site.missing.remedy": ({ site }) => `sites.${site}.distribution을 고치고 다시 배포하세요.`,

  "schedules.title": "일정",
  "schedules.none": "설정된 일정 없음",
  "schedule.used": ({ schedule, count }) => `${schedule}: 태그가 있는 리소스 ${count}개`,
  "schedule.hidden": ({ schedules }) => `다음 일정의 대상을 조회할 권한이 없습니다: ${schedules}`,
  "schedule.empty": ({ schedule, tag }) => `${schedule}: ${tag} 태그가 있는 리소스가 없습니다.`,
  "schedule.empty.remedy": ({ tag }) => `이 일정을 적용할 인스턴스와 데이터베이스에 ${tag} 태그를 다세요.`,
  "schedule.stray": ({ resource, tag }) => `${resource}의 ${tag} 태그에 해당하는 일정이 없습니다.`,
  "schedule.stray.remedy": ({ meant }) =>
    meant ? `${meant} 태그를 찾으셨나요?` : "태그를 고치거나 nightshift.yaml에 일정을 추가하세요.",

  "rights.title": "함수의 권한",
  "rights.whole": ({ name, count }) => `${name}: deploy/iam.json의 작업 ${count}개를 IAM이 모두 허용함`,
  "rights.written": ({ name, count }) =>
    `${name}: 역할의 정책에 deploy/iam.json의 작업 ${count}개가 모두 있음(정책 문서 비교. IAM 시뮬레이션은 하지 않음)`,
  "rights.missing": ({ name, rights }) => `${name}에 없는 권한: ${rights}`,
  "rights.missing.remedy": ({ stage, region }) =>
    `다시 배포하세요(npx serverless deploy --stage ${stage} --region ${region} --param alarm-email=you@example.com). 그래도 계속되면 권한 경계나 조직 정책이 막고 있는 것입니다.`,
  "rights.nothing": ({ name }) => `${name}: 스택에 역할이나 권한의 대상 리소스가 없습니다.`,
  "rights.unseen": ({ name }) => `${name}: 역할을 조회할 권한이 없습니다.`,
  "rights.unseen.remedy": "iam:SimulatePrincipalPolicy 또는 iam:GetRolePolicy 권한이 필요합니다.",

  "rules.title": "이벤트",
  "rule.on": ({ rule }) => `${rule} 활성화됨, 이벤트 큐로 전송`,
  "rule.disabled": ({ rule }) => `${rule} 규칙이 비활성화되어 있습니다.`,
  "rule.disabled.remedy": ({ name, region }) => `aws events enable-rule --region ${region} --name ${name}`,
  "rule.astray": ({ rule }) => `${rule} 규칙의 대상에 이벤트 큐가 없습니다.`,
  "rule.missing": ({ rule }) => `${rule} 규칙이 삭제되었습니다.`,
  "topic.heard": ({ topic }) => `${topic} 토픽의 메시지가 이벤트 큐에 도착함`,
  "topic.unheard": "AlertsTopic에 게시된 메시지가 이벤트 큐에 도착하지 않습니다.",

  "queues.title": "큐",
  "queue.safe": ({ queue, target }) => `${queue}: 실패한 메시지를 ${target}에 보관`,
  "queue.unsafe": ({ queue }) => `${queue}에 데드레터 큐(DLQ)가 없습니다.`,
  "queue.missing": ({ queue }) => `${queue} 큐가 삭제되었습니다.`,
  "queue.behind": ({ queue, count }) => `${queue}에 메시지 ${count}개가 대기 중입니다.`,
  "queue.behind.remedy": "이 큐를 읽는 함수의 로그를 확인하세요.",
  "queue.no-dead-letters": ({ queue }) => `${queue}: 비어 있음`,
  "queue.dead-letters": ({ queue, count }) => `${queue}: 처리하지 못한 메시지 ${count}개`,
  "queue.dead-letters.remedy": ({ queue, region }) =>
    `함수의 로그를 확인한 뒤 되돌리세요: SQS 콘솔(${region}) → ${queue} → DLQ 리드라이브 시작.`,

  "alarms.title": "경보",
  "alarms.heard": ({ who }) => `경보 수신: ${who}`,
  "alarms.unconfirmed": ({ who }) => `${who} 구독이 확인되지 않아 경보가 전달되지 않습니다.`,
  "alarms.unconfirmed.remedy":
    "AWS Notifications에서 온 메일의 링크를 누르세요. 링크는 이틀 동안 유효하며, SNS 콘솔의 확인 요청으로 다시 받을 수 있습니다.",
  "alarms.nobody": "Slack이나 봇 자체에 문제가 생겼을 때 알림을 받을 사람이 없습니다.",
  "alarms.nobody.remedy": "--param alarm-email=you@example.com을 지정해 배포하세요.",
  "alarms.nowhere": "스택에 경보 토픽이 없습니다.",
};
