import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of events without a definition of their own, in English. */
export const en = {
  "event.unknown": ({ type, source }: { type: string; source: string }) => `${type} (${source})`,
  "event.unreadable": "A notification arrived that could not be read",
  "event.about": ({ what, name }: { what: string; name: string }) => `${what}: ${name}`,
  "event.by-service": ({ service, what }: { service: string; what: string }) => `${service}: ${what}`,
  "event.of": ({ source }: { source: string }) => `Event from ${source}`,
  "event.call": ({ name, service }: { name: string; service: string }) => `${name} was called (${service})`,
  "event.call-refused": ({ name, service }: { name: string; service: string }) =>
    `${name} was called and refused (${service})`,
  "event.sign-in": ({ who }: { who: string }) => `${who} signed in to the AWS console`,
  "event.sign-in-failed": ({ who }: { who: string }) => `Sign-in to the AWS console failed: ${who}`,
  "event.from-topic": ({ topic }: { topic: string }) => `Notification from the topic ${topic}`,
  "event.notification": "Notification",
  "event.more-lines": ({ count }: { count: number }) => (count === 1 ? "and 1 more line" : `and ${count} more lines`),
  "event.topic": "Topic",
  "event.who": "Who",
  "field.status": "Status",
  "field.state": "State",
  "field.reason": "Reason",
  "field.cause": "Cause",
  "field.message": "Message",
  "field.description": "Description",
  "field.name": "Name",
  "field.error": "Error",
  "field.error-code": "Error code",
  "field.result": "Result",
  "field.severity": "Severity",
  "field.user": "User",
  "field.type": "Type",
  "field.action": "Action",
  "field.operation": "Operation",
  "field.count": "Count",
  "field.size": "Size",
  "field.object-key": "Object key",
  "field.repository": "Repository",
  "field.image-tag": "Image tag",
  "field.start-time": "Start time",
  "field.end-time": "End time",
  "field.yes": "yes",
  "field.no": "no",
  "field.items": ({ count }: { count: number }) => (count === 1 ? "1 item" : `${count} items`),
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
