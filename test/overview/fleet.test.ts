import { describe, expect, it } from "vitest";
import { fleetText } from "../../handlers/overview/fleet-message.ts";
import type { Language } from "../../lib/i18n/catalog.ts";
import type { LocalResource } from "../../lib/pure/resource.ts";
import { plain, spansOf } from "../../lib/slack/spans.ts";
import { reader } from "../lib/slack/texts.ts";

const instance = (name: string, state = "running", startedAt = "2026-11-23T00:00:00.000Z"): LocalResource => ({
  service: "ec2",
  kind: "instance",
  id: `i-${name}`,
  name,
  state,
  type: "t3.small",
  tags: {},
  startedAt,
});

const database = (name: string, state: string, more: Partial<LocalResource> = {}): LocalResource => {
  const { startedAt: _, ...rest } = instance(name, state);
  return { ...rest, service: "rds", kind: "database", ...more };
};

const told = (resources: readonly LocalResource[], language: Language = "en"): string =>
  plain(spansOf(fleetText(resources), reader(language)));

describe("instances", () => {
  it("that were started together have one time", () => {
    const two = [instance("b"), instance("a", "running", "2026-11-23T00:00:59.000Z")];
    expect(told(two)).toBe("2 running (a, b since 2026-11-23 00:00 UTC)");
    expect(told(two, "ko")).toBe("실행 중 2개(a, b, 2026-11-23 00:00 UTC부터)");
  });

  it("that were not have one each", () => {
    expect(told([instance("a"), instance("b", "running", "2026-11-22T12:30:00.000Z")])).toBe(
      "2 running (a since 2026-11-23 00:00 UTC, b since 2026-11-22 12:30 UTC)",
    );
  });

  it("of one name are counted, since the first was started", () => {
    expect(told([instance("web"), instance("web", "running", "2026-11-20T00:00:00.000Z")])).toBe(
      "2 running (web ×2 since 2026-11-20 00:00 UTC)",
    );
  });

  it("of many names are counted after the first few", () => {
    const many = Array.from({ length: 30 }, (_, at) => instance(`w${String(at).padStart(2, "0")}`));
    expect(told(many)).toBe("30 running (w00, w01, w02, w03 and 26 more since 2026-11-23 00:00 UTC)");
    expect(told(many, "ko")).toBe("실행 중 30개(w00, w01, w02, w03 외 26개, 2026-11-23 00:00 UTC부터)");
  });

  it("that run come first, those that are stopped last and without a time", () => {
    expect(told([instance("s", "stopped"), instance("p", "stopping"), instance("r")])).toBe(
      "1 running (r since 2026-11-23 00:00 UTC) · 1 stopping (p) · 1 stopped (s)",
    );
  });

  it("without a time are told without", () => {
    const { startedAt: _, ...unknown } = instance("a");
    expect(told([unknown])).toBe("1 running (a)");
  });
});

describe("databases", () => {
  it("have no time, and those of a cluster go with it", () => {
    const all = [
      database("aurora", "available", { kind: "cluster", id: "aurora" }),
      database("aurora-1", "available", { cluster: "aurora" }),
      database("alone", "available", { cluster: "elsewhere" }),
      database("db", "modifying"),
    ];
    expect(told(all)).toBe("2 available (alone, aurora) · 1 modifying (db)");
    expect(told(all, "ko")).toBe("사용 가능 2개(alone, aurora) · 수정 중 1개(db)");
  });
});
