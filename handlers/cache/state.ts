import type { Content } from "../../lib/pure/content.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { failed, ok, type Result } from "../../lib/pure/result.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-invalidations */
export const mostPaths = 3_000;
export const mostWildcards = 15;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html */
const longestPath = 4_000;

export const everything = "/*";

/** The paths to invalidate: each once, in CloudFront's form. */
interface InvalidationPaths {
  readonly paths: readonly string[];
  /** The number of paths that `/*` made superfluous. */
  readonly covered: number;
}

type Problem = "control" | "space" | "address" | "slash" | "fragment" | "comma" | "wildcard" | "long";

/** What is wrong with paths, and a correction of each; only the first problem of a path is shown. */
const problems: readonly {
  readonly problem: Exclude<Problem, "long">;
  readonly applies: (path: string) => boolean;
  readonly correct: (path: string) => string;
}[] = [
  {
    problem: "control",
    applies: (path) => /[\p{Cc}\p{Cs}<>`]/u.test(path),
    correct: (path) => path.replace(/[\p{Cc}\p{Cs}<>`]+/gu, ""),
  },
  { problem: "space", applies: (path) => /\s/.test(path), correct: (path) => path.replace(/\s/g, "%20") },
  {
    problem: "address",
    applies: (path) => /^[a-z][a-z0-9+.-]*:\/\//i.test(path),
    correct: (path) => path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "") || "/",
  },
  {
    problem: "slash",
    applies: (path) => !path.startsWith("/"),
    correct: (path) => `/${path.replace(/^(\.\/|\\)+/, "")}`,
  },
  {
    problem: "fragment",
    applies: (path) => path.includes("#"),
    correct: (path) => path.replace(/#.*$/s, ""),
  },
  { problem: "comma", applies: (path) => /[,;]$/.test(path), correct: (path) => path.replace(/[,;]+$/, "") },
  {
    problem: "wildcard",
    applies: (path) => /\*./s.test(path),
    correct: (path) => path.slice(0, path.indexOf("*") + 1),
  },
];

const star: Text = { code: "*" };

/** How many problems an answer lists. */
const mostShownServices = 4;
const longestShown = 60;
const longestCommand = 200;

/**
 * The paths in CloudFront's form, or an answer that names what is wrong with them and what to type instead. `command`
 * is the text before the paths.
 */
export function checkPaths(given: readonly string[], command: string): Result<InvalidationPaths, Content> {
  // Slack may escape what people type; real paths do not contain such sequences.
  const typed = given.map((path) => path.replaceAll("&amp;", "&"));
  const wrong = typed.flatMap((path) => {
    const problem = problemOf(path);
    return problem ? [{ path, problem }] : [];
  });
  if (wrong.length) return failed(explainPaths(typed, wrong, command));

  const all = [...new Set(typed.map(encode))];
  const paths = all.includes(everything) ? [everything] : all;
  const wildcards = paths.filter((path) => path.endsWith("*"));
  if (paths.length > mostPaths) {
    return failed(refusal(say("cache.too-many-paths", { count: paths.length, most: mostPaths }), useWildcard(command)));
  }
  if (wildcards.length > mostWildcards) {
    return failed(
      refusal(
        say("cache.too-many-wildcards", { count: wildcards.length, most: mostWildcards, star }),
        useWildcard(command),
      ),
    );
  }
  return ok({ paths, covered: all.length - paths.length });
}

function useWildcard(command: string): Text {
  return say("cache.use-everything", { command: { code: `${command} ${everything}` } });
}

function problemOf(path: string): Problem | undefined {
  const found = problems.find(({ applies }) => applies(path));
  return found?.problem ?? (encode(path).length > longestPath ? "long" : undefined);
}

/** A corrected path; undefined when there is no obvious one. */
function corrected(path: string): string | undefined {
  let better = path;
  for (const { applies, correct } of problems) if (applies(better)) better = correct(better);
  return problemOf(better) ? undefined : better;
}

function explainPaths(
  typed: readonly string[],
  wrong: readonly { readonly path: string; readonly problem: Problem }[],
  command: string,
): Content {
  const said = wrong.slice(0, mostShownServices).map(({ path, problem }) => {
    const shown: Text = { code: truncate(path, longestShown) };
    return problem === "wildcard"
      ? say("cache.path.wildcard", { path: shown, star })
      : say(`cache.path.${problem}`, { path: shown });
  });
  const [title = "", ...lines] = said;
  const more = wrong.length - said.length;
  const better = typed.map(corrected);
  const suggestion = [command, ...new Set(better)].join(" ");
  return refusal(
    title,
    ...lines,
    ...(more > 0 ? [say("cache.path.more", { count: more })] : []),
    better.includes(undefined) || suggestion.length > longestCommand
      ? useWildcard(command)
      : say("error.did-you-mean", { suggestion: { code: suggestion } }),
  );
}

/** Percent-encodes what CloudFront requires, and nothing else: encoded paths stay as they are. */
function encode(path: string): string {
  return path.replace(/[^\x21-\x7e]|["<>\\^`{|}~[\]]/gu, (character) =>
    character === "~" ? "%7E" : encodeURIComponent(character),
  );
}
