import * as v from "valibot";
import type { Answer } from "./answer.ts";
import { problemOf } from "./blocks/problems.ts";
import { refuseFor } from "./content.ts";
import type { Modals } from "./modals.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Triggers } from "./triggers.ts";
import type { Workspace } from "./workspace.ts";

/** What a method has access to. */
export interface Reach {
  readonly workspace: Workspace;
  readonly modals: Modals;
  readonly triggers: Triggers;
  readonly rates: RateLimits;
  readonly scopes: readonly string[];
}

export interface Method {
  readonly name: string;
  /** The bot token's scope that it requires; absent for methods without one. */
  readonly scope?: string;
  /** Whether it needs no token. */
  readonly isOpen?: true;
  run(args: Readonly<Record<string, unknown>>, reach: Reach): Answer;
}

/** A Web API method with validated arguments: invalid ones are answered with invalid_arguments. */
export function defineMethod<const TSchema extends v.GenericSchema>(definition: {
  readonly name: string;
  readonly scope?: string;
  readonly isOpen?: true;
  readonly takes: TSchema;
  readonly run: (args: v.InferOutput<TSchema>, reach: Reach) => Answer;
}): Method {
  const { takes, run, ...rest } = definition;
  return {
    ...rest,
    run(args, reach) {
      const parsed = v.safeParse(takes, args);
      if (parsed.success) return run(parsed.output, reach);
      return refuseFor(
        "invalid_arguments",
        parsed.issues.map((issue) => problemOf(issue, "")),
      );
    },
  };
}

/** A form has only strings: JSON, numbers and booleans are parsed from them. */
export const json = v.optional(v.pipe(v.unknown(), v.transform(parseLoosely)));
export const truth = v.optional(
  v.pipe(
    v.union([v.boolean(), v.string(), v.number()]),
    v.transform((value) => value === true || value === "true" || value === "1" || value === 1),
  ),
  false,
);
export const count = (fallback: number, most: number) =>
  v.optional(
    v.pipe(
      v.union([v.number(), v.string()]),
      v.transform(Number),
      v.integer(),
      v.minValue(1),
      v.transform((value) => Math.min(value, most)),
    ),
    fallback,
  );
export const words = v.string();
export const maybe = v.optional(v.string());

function parseLoosely(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** One page of a list, and the cursor of the next one (https://docs.slack.dev/apis/web-api/pagination). */
export function page<T>(
  all: readonly T[],
  limit: number,
  cursor: string | undefined,
): { readonly items: readonly T[]; readonly next: string } | undefined {
  const start = cursor
    ? Number(
        Buffer.from(cursor, "base64")
          .toString("utf8")
          .replace(/^next:/, ""),
      )
    : 0;
  if (!Number.isInteger(start) || start < 0) return undefined;
  const end = start + limit;
  return {
    items: all.slice(start, end),
    next: end < all.length ? Buffer.from(`next:${end}`).toString("base64") : "",
  };
}
