import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalog } from "../../../handlers/catalog.ts";
import { withParticle } from "../../../lib/i18n/particles.ts";
import { say } from "../../../lib/pure/text.ts";
import { mrkdwn, spansOf } from "../../../lib/slack/spans.ts";
import { reader } from "./texts.ts";

describe("a particle after", () => {
  it.each<[before: string, particle: string, reason: string]>([
    ["서버", "가", "a syllable that ends in a vowel"],
    ["인스턴스 그룹", "이", "a syllable that ends in a consonant"],
    ["서울", "이", "ㄹ is a consonant"],
    ["서울".normalize("NFD"), "이", "as macOS decomposes it"],
    ["web-0", "이", "영"],
    ["web-1", "이", "일"],
    ["web-2", "가", "이"],
    ["web-3", "이", "삼"],
    ["web-4", "가", "사"],
    ["web-5", "가", "오"],
    ["web-6", "이", "육"],
    ["web-7", "이", "칠"],
    ["web-8", "이", "팔"],
    ["web-9", "가", "구"],
    ["10", "이", "십"],
    ["RDS", "가", "에스: capitals are read letter by letter"],
    ["ELB", "가", "비"],
    ["VPN", "이", "엔"],
    ["KMS IAM", "이", "엠"],
    ["dev-db", "가", "비: no vowel, so letters"],
    ["team-ecr", "이", "알: an r after a consonant is a letter"],
    ["x", "가", "엑스"],
    ["L", "이", "엘"],
    ["staging", "이", "스테이징"],
    ["production", "이", "프로덕션"],
    ["pipeline", "이", "파이프라인"],
    ["team", "이", "팀"],
    ["role", "이", "롤"],
    ["email", "이", "이메일"],
    ["dev", "가", "데브"],
    ["prod", "가", "프로드"],
    ["dev-api", "가", "에이피아이"],
    ["worker", "가", "워커"],
    ["database", "가", "데이터베이스"],
    ["codepipeline:StartPipelineExecution", "이", "익스큐션"],
    ["dev (i-0a51ce6e8d2f40c11)", "가", "what stands in brackets is not read"],
    ["web", "이(가)", "웹, but hub is 허브"],
    ["client", "이(가)", "클라이언트, but bot is 봇"],
    ["/*", "이(가)", "a mark has no sound"],
    ["배포!", "이(가)", "nor has this one"],
    ["🚀", "이(가)", "nor this"],
    ["日本", "이(가)", "another script"],
    ["", "이(가)", "nothing"],
  ])("%s is %s: %s", (before, particle) => {
    expect(withParticle(before, "이(가) 있습니다")).toBe(`${particle} 있습니다`);
  });

  it.each([
    ["은(는)", "환경은", "서버는"],
    ["을(를)", "환경을", "서버를"],
    ["과(와)", "환경과", "서버와"],
    ["(으)로", "환경으로", "서버로"],
  ])("%s has both forms", (both, consonant, vowel) => {
    expect(`환경${withParticle("환경", both)}`).toBe(consonant);
    expect(`서버${withParticle("서버", both)}`).toBe(vowel);
  });

  it("(으)로 takes ㄹ for a vowel", () => {
    for (const name of ["서울", "1", "7", "8", "URL", "role"]) expect(withParticle(name, "(으)로")).toBe("로");
    for (const name of ["0", "3", "6", "dev-main"]) expect(withParticle(name, "(으)로")).toBe("으로");
  });

  it("leaves everything else as it stands, however long the name", () => {
    const anything = fc.oneof(fc.string({ unit: "binary" }), fc.constant("a ".repeat(20_000)));
    fc.assert(
      fc.property(anything, fc.string(), (before, after) => {
        expect(withParticle(before, ` ${after}`)).toBe(` ${after}`);
        expect(["이", "가", "이(가)"].map((one) => one + after)).toContain(withParticle(before, `이(가)${after}`));
      }),
    );
  });
});

describe("a sentence", () => {
  const inKorean = (text: Parameters<typeof spansOf>[0]): string =>
    mrkdwn(spansOf(text, reader("ko"))).replaceAll("\u200b", "");

  it("chooses its particles by what it is filled with, whatever its look", () => {
    const filled = (environment: Parameters<typeof spansOf>[0], pipeline: string): string =>
      inKorean(say("deploy.confirm-why", { environment, pipeline: { code: pipeline } }));
    expect(filled("production", "web-production")).toMatch(/^production은 .*`web-production`이 시작/);
    expect(filled({ bold: "dev" }, "web-dev")).toMatch(/^\*dev\*는 .*`web-dev`가 시작/);
    expect(filled(["스테이징 ", { code: "2" }], "x/*")).toMatch(/^스테이징 `2`는 .*`x\/\*`이\(가\) 시작/);
  });

  it("keeps both where a person or a moment stands before, whose words are Slack's", () => {
    const [user, time] = [{ user: "U0OWNER" }, { time: "2026-11-23T00:00:00Z" }];
    expect(inKorean(say("deploy.confirm-why", { environment: user, pipeline: time }))).toMatch(
      /^<@U0OWNER>은\(는\) .*UTC>이\(가\) 시작/,
    );
  });

  it("takes no particle of a name for its own", () => {
    expect(inKorean(say("deploy.confirm", { environment: "dev이(가)" }))).toBe("dev이(가) 환경에 배포할까요?");
  });

  it("writes both forms only where they can be chosen: right behind an argument", () => {
    const args = new Proxy({}, { get: () => "\uE000" });
    for (const word of Object.values(catalog.ko) as (string | ((given: object) => string))[]) {
      const text = typeof word === "string" ? word : word(args);
      expect(text).not.toMatch(/(?<!\uE000)(이\(가\)|은\(는\)|을\(를\)|과\(와\)|\(으\)로)/);
    }
  });
});
