import { describe, expect, it } from "vitest";
import { replacementMessage } from "../../handlers/auto-scaling/replacement-message.ts";
import type { CapacityEvent, Replacement } from "../../handlers/auto-scaling/replacement-state.ts";
import type { Language } from "../../lib/i18n/catalog.ts";
import { render } from "../../lib/slack/render.ts";
import { validateBlocks } from "../../sandbox/slack/blocks/validate.ts";
import { readerIn } from "../reader.ts";

/** The card as people read it: links without their addresses. */
function card(replacement: Omit<Replacement, "id">, language: Language = "en"): string {
  const content = replacementMessage({ replacement: { id: "x", ...replacement } }, "web-staging-asg", {
    account: "123456789012",
    region: "ap-northeast-2",
  });
  const { text, blocks, classicBlocks } = render(content, readerIn(language));
  expect(validateBlocks(blocks, "message")).toEqual([]);
  expect(validateBlocks(classicBlocks, "message")).toEqual([]);
  return text.replace(/<https:[^|]*\|([^>]*)>/g, "[$1]");
}

const moved = (
  kind: CapacityEvent["kind"],
  instanceId: string,
  minute: number,
  more: Partial<CapacityEvent> = {},
): CapacityEvent => ({
  kind,
  instanceId,
  zone: "ap-northeast-2a",
  startedAt: new Date(Date.UTC(2026, 10, 23, 0, minute)).toISOString(),
  endedAt: new Date(Date.UTC(2026, 10, 23, 0, minute + 2)).toISOString(),
  ...more,
});
const left = moved("left", "i-0old", 0, { cause: "elb" });
const came = moved("came", "i-0new", 1);
const failure = moved("failed-launch", "", 1, {
  message: "We currently do not have sufficient t3.small capacity.",
});

describe("the card of a replacement", () => {
  it("with both halves", () => {
    expect(card({ left, came })).toMatchInlineSnapshot(`
      ":warning: *web-staging-asg replaced an unhealthy instance*
      Group: [web-staging-asg]
      Why: it failed the load balancer's health check (ELB)
      Old instance: [i-0old] in ap-northeast-2a
      New instance: [i-0new] in ap-northeast-2a
      Took: 3m"
    `);
    expect(card({ left, came }, "ko")).toMatchInlineSnapshot(`
      ":warning: *web-staging-asg에서 비정상 인스턴스를 교체했습니다*
      그룹: [web-staging-asg]
      원인: 로드 밸런서 상태 확인(ELB) 실패
      기존 인스턴스: [i-0old] (ap-northeast-2a)
      새 인스턴스: [i-0new] (ap-northeast-2a)
      소요 시간: 3분"
    `);
  });

  it("of which only the termination is known", () => {
    expect(card({ left })).toMatchInlineSnapshot(`
      ":warning: *web-staging-asg is replacing an unhealthy instance*
      Group: [web-staging-asg]
      Why: it failed the load balancer's health check (ELB)
      Old instance: [i-0old] in ap-northeast-2a
      New instance: none reported yet"
    `);
    expect(card({ left }, "ko")).toMatchInlineSnapshot(`
      ":warning: *web-staging-asg에서 비정상 인스턴스를 교체하고 있습니다*
      그룹: [web-staging-asg]
      원인: 로드 밸런서 상태 확인(ELB) 실패
      기존 인스턴스: [i-0old] (ap-northeast-2a)
      새 인스턴스: 아직 없음"
    `);
  });

  it("of which only the launch is known", () => {
    expect(card({ came })).toMatchInlineSnapshot(`
      ":warning: *web-staging-asg replaced an unhealthy instance*
      Group: [web-staging-asg]
      Why: an unhealthy instance needed to be replaced
      Old instance: not known yet: AWS has sent no termination event
      New instance: [i-0new] in ap-northeast-2a"
    `);
    expect(card({ came }, "ko")).toMatchInlineSnapshot(`
      ":warning: *web-staging-asg에서 비정상 인스턴스를 교체했습니다*
      그룹: [web-staging-asg]
      원인: 비정상 인스턴스를 교체해야 했습니다
      기존 인스턴스: 아직 알 수 없음 (AWS에서 종료 이벤트가 오지 않았습니다)
      새 인스턴스: [i-0new] (ap-northeast-2a)"
    `);
  });

  it("whose launch failed", () => {
    expect(card({ left, failure })).toMatchInlineSnapshot(`
      ":x: *web-staging-asg could not replace an unhealthy instance yet*
      Group: [web-staging-asg]
      Why: it failed the load balancer's health check (ELB)
      Old instance: [i-0old] in ap-northeast-2a
      New instance: none reported yet
      Launch failed: AWS has too little capacity of this instance type in the zone right now
      AWS says: We currently do not have sufficient t3.small capacity."
    `);
    expect(card({ left, failure }, "ko")).toMatchInlineSnapshot(`
      ":x: *web-staging-asg에서 비정상 인스턴스를 아직 교체하지 못했습니다*
      그룹: [web-staging-asg]
      원인: 로드 밸런서 상태 확인(ELB) 실패
      기존 인스턴스: [i-0old] (ap-northeast-2a)
      새 인스턴스: 아직 없음
      시작 실패: 이 가용 영역에 해당 인스턴스 유형의 용량이 부족합니다
      AWS 메시지: We currently do not have sufficient t3.small capacity."
    `);
  });

  it("whose launch failed before it succeeded says nothing of that any more", () => {
    expect(card({ left, failure, came })).toBe(card({ left, came }));
  });

  it("for a cause of no known class, in AWS's words", () => {
    const other = moved("left", "i-0old", 0, {
      cause: "other",
      causeText: "VPC Lattice <health> check failure",
    });
    expect(card({ left: other })).toContain("Why: VPC Lattice &lt;health&gt; check failure\n");
  });

  it("for each class in a sentence of its own", () => {
    const causes = ["user", "elb", "ec2-gone", "ec2-status", "ec2-maintenance", "ebs"] as const;
    const why = causes.map((cause) => /^Why: .*$/m.exec(card({ left: { ...left, cause } }))?.[0]);
    expect(why).toMatchInlineSnapshot(`
      [
        "Why: a person or a program marked it unhealthy (user health check)",
        "Why: it failed the load balancer's health check (ELB)",
        "Why: it was terminated or stopped outside the group (EC2)",
        "Why: it failed the EC2 status checks",
        "Why: AWS scheduled maintenance for its host (EC2)",
        "Why: one of its EBS volumes failed its health check",
      ]
    `);
  });
});
