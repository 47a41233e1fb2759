import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPaths, mostPaths, mostWildcards } from "../../handlers/cache/state.ts";
import { plain, spansOf } from "../../lib/slack/spans.ts";
import { readerIn } from "../reader.ts";

const command = "/cache invalidate www";
const said = (paths: readonly string[]): string => {
  const checked = checkPaths(paths, command);
  if (checked.ok) return `ok ${checked.value.paths.join(" ")}`;
  const { title, lines = [] } = checked.fault;
  return [title, ...lines].map((text) => plain(spansOf(text, readerIn("en")))).join("\n");
};

describe("the paths of an invalidation", () => {
  it.each([
    ["a file", ["/index.html"], "ok /index.html"],
    ["a folder", ["/images/*"], "ok /images/*"],
    ["the beginning of names", ["/images/a*"], "ok /images/a*"],
    ["a query", ["/a?b=1&c=2"], "ok /a?b=1&c=2"],
    ["a query as Slack may escape it", ["/a?b=1&amp;c=2"], "ok /a?b=1&c=2"],
    ["one that is encoded already", ["/a%20b/%EB%B0%B0"], "ok /a%20b/%EB%B0%B0"],
    ["letters that addresses encode", ["/배포/é.png"], "ok /%EB%B0%B0%ED%8F%AC/%C3%A9.png"],
    ["marks that CloudFront wants encoded", ["/a[1]~{b}"], "ok /a%5B1%5D%7E%7Bb%7D"],
    ["an emoji", ["/🚀"], "ok /%F0%9F%9A%80"],
    ["the same twice", ["/a", "/b", "/a", "/é", "/%C3%A9"], "ok /a /b /%C3%A9"],
    ["what covers all the others", ["/a", "/*", "/b/*"], "ok /*"],
  ])("take %s", (_why, paths, result) => expect(said(paths)).toBe(result));

  it.each([
    ["no slash", ["images/*"], "The path images/* must begin with a slash.", "/images/*"],
    ["only a wildcard", ["*"], "The path * must begin with a slash.", "/*"],
    ["a relative path", ["./a"], "The path ./a must begin with a slash.", "/a"],
    ["an address", ["https://www.example.com/a?b"], "only the path of it counts", "/a?b"],
    ["an address without a path", ["HTTPS://www.example.com"], "only the path of it counts", "/"],
    ["a space", ["/my file"], "contains a space; write %20 instead.", "/my%20file"],
    ["a wildcard in the middle", ["/a/*/b"], "has a * in the middle", "/a/*"],
    ["two wildcards", ["/a/**"], "has a * in the middle", "/a/*"],
    ["a wildcard before the ending", ["/*.jpg"], "has a * in the middle", "/*"],
    ["a fragment", ["/a#top"], "goes on after a #", "/a"],
    ["a list with commas", ["/a,", "/b"], "put just spaces between paths", "/a /b"],
    ["a control character", ["/a\u0007b"], "characters that no path can have", "/ab"],
    ["half a character", ["/a\uD83D"], "characters that no path can have", "/a"],
    ["several things at once", ["a/*/b#c"], "must begin with a slash", "/a/*"],
  ])("name what is wrong with %s, and how it should read", (_why, paths, problem, better) => {
    expect(said(paths)).toContain(problem);
    expect(said(paths)).toContain(`Did you mean ${command} ${better}?`);
  });

  it("name the first few of many, and count the others", () => {
    const text = said(["a", "b", "c", "d", "e", "f", "/good"]);
    expect(text).toContain("The path d must");
    expect(text).toContain("2 more paths are not right either.");
    expect(text).toContain(`Did you mean ${command} /a /b /c /d /e /f /good?`);
  });

  it("refuse what is too long, also once it is encoded, and show only its beginning", () => {
    for (const path of [`/${"a".repeat(4_000)}`, `/${"é".repeat(700)}`]) {
      const text = said([path]);
      expect(text).toContain("longer than 4,000 characters");
      expect(text.length).toBeLessThan(400);
    }
    expect(said([`/${"a".repeat(3_999)}`])).toMatch(/^ok /);
  });

  it("are at most 3,000, counted without repetitions", () => {
    const paths = Array.from({ length: mostPaths }, (_, index) => `/${index}`);
    expect(said([...paths, "/1", "/2"])).toMatch(/^ok /);
    expect(said([...paths, "/one-more"])).toBe(
      `3,001 paths are too many: CloudFront takes 3,000 at a time.\nFor the whole site say ${command} /*.`,
    );
    expect(said([...paths, "/one-more", "/*"])).toBe("ok /*");
  });

  it("hold at most 15 wildcards", () => {
    const paths = Array.from({ length: mostWildcards }, (_, index) => `/${index}/*`);
    expect(said([...paths, "/a"])).toMatch(/^ok /);
    expect(said([...paths, "/more/*"])).toContain("16 paths with * are too many: CloudFront takes 15");
  });

  it("whatever is typed, are either what CloudFront takes or explained, and the correction is taken", () => {
    const piece = fc.constantFrom("/", "*", "a", " ", "#", ",", "é", "<!channel>", "`", "https://", "\\", "\0", "%");
    const typed = fc.oneof(
      fc.string({ minLength: 1, unit: "binary" }),
      fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(fc.array(typed, { minLength: 1, maxLength: 4 }), (paths) => {
        const checked = checkPaths(paths, command);
        if (checked.ok) {
          for (const path of checked.value.paths) expect(path).toMatch(/^\/[\x21-\x7e]*$/);
          for (const path of checked.value.paths) expect(path).not.toMatch(/\*./);
          return;
        }
        const [, better] = /^Did you mean \/cache invalidate www (.*)\?$/m.exec(said(paths)) ?? [];
        if (better !== undefined) expect(said(better.split(" "))).toMatch(/^ok /);
      }),
    );
  });
});
