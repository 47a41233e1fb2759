import { defineCommand, type NamedSite, type Outcome, throwIfRetryable } from "../../lib/app/define.ts";
import { shortHash } from "../../lib/messages/publish.ts";
import { invalidationsUrl } from "../../lib/pure/console.ts";
import type { Content } from "../../lib/pure/content.ts";
import { confirmation, refusal } from "../../lib/pure/replies.ts";
import { explain, type Fault } from "../../lib/pure/result.ts";
import { isAllowedFor } from "../../lib/pure/roles.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import type { Holder } from "../../lib/store/locks.ts";
import { mostShownPaths } from "./message.ts";
import { invalidationKey, publishInvalidation, watchInvalidation } from "./service.ts";
import { checkPaths, everything } from "./state.ts";

/**
 * The same request within this time joins the first while that is in progress, or while CloudFront has not answered
 * yet: the queue retries for about as long.
 */
const lockMs = 15 * 60 * 1000;

/** Invalidates files of a site in CloudFront, and follows the invalidation until it is completed. */
export const cacheInvalidate = defineCommand({
  name: "cache invalidate",
  role: "deployer",
  uses: ["cloudfront.invalidate"],
  args: {
    site: { kind: "site" },
    paths: { kind: "words", what: "cache.which-paths", optional: true },
  },
  summary: "summary.cache-invalidate",
  examples: ["/cache invalidate www", "/cache invalidate www /index.html /images/*"],
  async run(context) {
    const { args, store, job, asking, member, config, now } = context;
    const { site } = args;
    const { aws, account, region } = context.in(site);
    if (!isAllowedFor(member, "deployer", config.people, undefined)) {
      const answer = refusal(say("cache.denied", { role: { code: "deployer" } }), say("error.ask-owner"));
      return { result: "denied", answer, resources: [{ id: site.distribution }] };
    }
    const checked = checkPaths(args.paths ?? [everything], `/cache invalidate ${site.name}`);
    if (!checked.ok) return { result: "refused", answer: checked.fault, detail: "paths" };
    const { paths, covered } = checked.value;
    const { distribution } = site;
    const keyOf = (id: string): string => invalidationKey(account, distribution, id);

    const lock = `invalidation/${account}/${distribution}/${asking.user}/${shortHash([...paths].sort().join("\n"))}`;
    const mine: Holder = {
      job: job.key,
      user: asking.user,
      since: now().toISOString(),
      until: new Date(now().getTime() + lockMs).toISOString(),
    };
    const holder = await store.locks.take(lock, mine, now());
    if (holder.job !== mine.job) return joined(site, holder.subject && keyOf(holder.subject));

    const created = await job.step(
      "invalidate",
      { distribution, paths, reference: shortHash(job.key) },
      async (input) => throwIfRetryable(await aws["cloudfront.invalidate"](input)),
    );
    if (!created.ok) {
      await store.locks.free(lock, mine);
      return notInvalidated(site, created.fault);
    }
    const { id, createdAt = now().toISOString() } = created.value;
    await store.locks.name(lock, mine.job, id, new Date(now().getTime() + lockMs));
    const invalidation = {
      account,
      site: site.name,
      distribution,
      id,
      requestedBy: asking.user,
      paths: paths.slice(0, mostShownPaths),
      pathCount: paths.length,
      createdAt,
    };
    await publishInvalidation(invalidation, site.channel, context);
    await watchInvalidation({ account, region, distribution, id, lock }, new Date(createdAt), store.due);
    const isHere = [asking.channel, `#${asking.channelName}`].includes(site.channel);
    return {
      result: "done",
      detail: id,
      resources: [{ id: distribution, name: site.name }],
      // In the site's channel the message itself is the answer, unless there is more to say.
      ...((!isHere || covered > 0) && { answer: started(site, keyOf(id), covered) }),
    };
  },
});

function started(site: NamedSite, key: string, covered: number): Content {
  return {
    ...confirmation(say("cache.started", { site: site.name, message: linkTo(site, key) })),
    ...(covered > 0 && {
      lines: [say("cache.covered", { everything: { code: everything }, count: covered })],
    }),
  };
}

function joined(site: NamedSite, key: string | undefined): Outcome {
  const title = say("cache.joined", { site: site.name, message: linkTo(site, key) });
  return { result: "joined", answer: { tone: "progress", title, lines: [say("cache.joined-hint")] } };
}

function linkTo({ distribution }: NamedSite, key: string | undefined): Text {
  const otherwise: Text = { link: invalidationsUrl(distribution), text: say("cache.console") };
  return key ? { message: key, text: say("deploy.message"), otherwise } : otherwise;
}

function notInvalidated(site: NamedSite, fault: Fault): Outcome {
  const { name, distribution } = site;
  const answer =
    fault.code === "TooManyInvalidationsInProgress"
      ? refusal(say("cache.in-progress", { site: name }), say("cache.in-progress-hint"))
      : fault.class === "not-found"
        ? refusal(say("cache.no-distribution", { distribution: { code: distribution }, site: name }))
        : refusal(say("cache.refused", { site: name, reason: explain(fault) }));
  return { result: "refused", answer, detail: fault.code };
}
