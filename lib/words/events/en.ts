/** What is said of events of AWS in the alert channel: in English. */
export const events = {
  "alert.acknowledged-by": "Acknowledged by",
  "button.acknowledge": "Acknowledge",
  "digest.storm": ({ count }: { count: number }) => `${count} alerts of one kind at once`,
  "digest.quiet": ({ count }: { count: number }) => `${count} alerts waited for the morning`,
  "digest.since": "Since",
  "digest.over": "Over by now",
};
