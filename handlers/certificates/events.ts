import { publishIncident } from "../../lib/alerts/publish-incident.ts";
import { isLower } from "../../lib/alerts/routing.ts";
import { defineEvent } from "../../lib/app/define.ts";
import { locationKey } from "../../lib/pure/location.ts";
import { certificateMessage, certificateTitle } from "./message.ts";
import {
  certificateNewsOf,
  certificateNewsShape,
  certificateNow,
  certificateTypes,
  knownCertificateShape,
  severityOfCertificate,
  withCertificateNews,
} from "./state.ts";

/** An expiring certificate: one message from the first warning until it is renewed. */
export const certificate = defineEvent({
  name: "certificate",
  source: "aws.acm",
  types: Object.keys(certificateTypes),
  uses: [],
  async run(context) {
    const { event, account, region } = context;
    const news = certificateNewsOf(event);
    if (!news) return "unreadable";
    const told = await publishIncident(
      { news: certificateNewsShape, state: knownCertificateShape },
      { subject: `certificate/${locationKey(event)}/${news.id}`, family: "certificate" },
      context,
      { at: news.at, isWell: news.state === "available", news },
      (heard, known) => {
        const state = withCertificateNews(known, heard);
        const [before, now] = [known && certificateNow(known), certificateNow(state) ?? heard];
        const severity = severityOfCertificate(now);
        // ACM sends an event every day; only a change gets a line.
        const isWorse = before !== undefined && isLower(severityOfCertificate(before), severity);
        const isNews = before !== undefined && (isWorse || now.state !== before.state);
        return {
          severity,
          content: certificateMessage(now, { account, region }),
          state,
          about: {
            account,
            region,
            names: [`arn:aws:acm:${region}:${account}:certificate/${now.id}`],
            within: [now.name],
          },
          ...(isNews && { line: [certificateTitle(now), "  ", { time: heard.at }] as const }),
        };
      },
    );
    return told ? "told" : "quiet";
  },
});
