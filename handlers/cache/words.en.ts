import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of the cache of a site, in English. */
export const en = {
  "invalidation.running": ({ site }: { site: string }) => `Invalidating the cache of ${site}`,
  "invalidation.completed": ({ site }: { site: string }) => `Invalidated the cache of ${site}`,
  "invalidation.late": ({ site }: { site: string }) =>
    `The cache of ${site} is still being invalidated after 30 minutes`,
  "invalidation.unknown": ({ site }: { site: string }) =>
    `How far the cache of ${site} is invalidated cannot be looked up`,
  "invalidation.wait": "CloudFront usually needs a minute or two. This message says when it is done.",
  "invalidation.stopped-looking": "Nightshift has stopped looking. The console shows how it stands.",
  "invalidation.paths": "Paths",
  "invalidation.paths-more": ({ list, count }: { list: string; count: number }) => `${list} and ${count} more`,
  "invalidation.requested-by": "Requested by",
  "invalidation.took": "Took",
  "invalidation.about": ({ duration }: { duration: string }) => `about ${duration}`,
  "invalidation.distribution": "Distribution",
  "cache.which-paths": "Which paths?",
  "cache.started": ({ site, message }: { site: string; message: string }) =>
    `The cache of ${site} is being invalidated: ${message}`,
  "cache.joined": ({ site, message }: { site: string; message: string }) =>
    `You are invalidating these paths of ${site} already, so nothing new was started: ${message}`,
  "cache.joined-hint": "If files have changed since, wait until it is done, then say it again.",
  "cache.console": "see it in CloudFront",
  "cache.covered": ({ everything, count }: { everything: string; count: number }) =>
    `${everything} is enough: it covers the ${count === 1 ? "other path" : `${count} other paths`} too.`,
  "cache.denied": ({ role }: { role: string }) =>
    `Sites belong to no environment, so this needs the role ${role} everywhere.`,
  "cache.in-progress": ({ site }: { site: string }) =>
    `CloudFront is busy with too many invalidations of ${site}, so nothing was invalidated.`,
  "cache.in-progress-hint":
    "It works on 3,000 paths and 15 wildcard paths at a time. Try again in a few minutes, or with fewer paths.",
  "cache.no-distribution": ({ distribution, site }: { distribution: string; site: string }) =>
    `The distribution ${distribution} of ${site} does not exist in AWS. Check it in nightshift.yaml.`,
  "cache.refused": ({ site, reason }: { site: string; reason: string }) =>
    `CloudFront did not invalidate the cache of ${site}: ${reason}`,
  "cache.path.control": ({ path }: { path: string }) => `The path ${path} contains characters that no path can have.`,
  "cache.path.space": ({ path }: { path: string }) => `The path ${path} contains a space; write %20 instead.`,
  "cache.path.address": ({ path }: { path: string }) => `${path} is an address; only the path of it counts.`,
  "cache.path.slash": ({ path }: { path: string }) => `The path ${path} must begin with a slash.`,
  "cache.path.fragment": ({ path }: { path: string }) =>
    `The path ${path} goes on after a #, which CloudFront never sees.`,
  "cache.path.comma": ({ path }: { path: string }) => `The path ${path} ends in a mark; put just spaces between paths.`,
  "cache.path.wildcard": ({ path, star }: { path: string; star: string }) =>
    `The path ${path} has a ${star} in the middle; CloudFront takes it only at the end.`,
  "cache.path.long": ({ path }: { path: string }) => `The path ${path} is longer than 4,000 characters.`,
  "cache.path.more": ({ count }: { count: number }) =>
    count === 1 ? "One more path is not right either." : `${count} more paths are not right either.`,
  "cache.too-many-paths": ({ count, most }: { count: number; most: number }) =>
    `${count.toLocaleString("en")} paths are too many: CloudFront takes ${most.toLocaleString("en")} at a time.`,
  "cache.too-many-wildcards": ({ count, most, star }: { count: number; most: number; star: string }) =>
    `${count} paths with ${star} are too many: CloudFront takes ${most} at a time.`,
  "cache.use-everything": ({ command }: { command: string }) => `For the whole site say ${command}.`,
  "summary.cache-invalidate": "Invalidate a site's CloudFront cache.",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
