/** What AWS itself gives notice of, told in English: Health, Trusted Advisor, certificates. */
export const notices = {
  "health.issue": ({ service, region }: { service: string; region: string }) =>
    `AWS has an issue with ${service} in ${region}`,
  "health.issue-over": ({ service, region }: { service: string; region: string }) =>
    `The issue of AWS with ${service} in ${region} is over`,
  "health.investigation": ({ service, region }: { service: string; region: string }) =>
    `AWS is looking into ${service} in ${region}`,
  "health.investigation-over": ({ service, region }: { service: string; region: string }) =>
    `AWS has finished looking into ${service} in ${region}`,
  "health.scheduledChange": ({ service, region }: { service: string; region: string }) =>
    `AWS plans a change of ${service} in ${region}`,
  "health.scheduledChange-over": ({ service, region }: { service: string; region: string }) =>
    `The planned change of ${service} in ${region} is over`,
  "health.accountNotification": ({ service, region }: { service: string; region: string }) =>
    `AWS has a notice about ${service} in ${region}`,
  "health.abuse": "AWS was told of abuse from this account",
  "health.abuse-over": "The report of abuse from this account is settled",
  "health.abuse-hint":
    "Find out what these resources do, and answer AWS: without an answer it may block them or the account.",
  "health.retirement": ({ count, region }: { count: number; region: string }) =>
    count === 1
      ? `AWS retires the hardware under an instance in ${region}`
      : `AWS retires the hardware under ${count} instances in ${region}`,
  "health.retirement-by": ({ time }: { time: string }) =>
    `Before ${time}, stop and start (a reboot is not enough), or replace. AWS then stops or terminates what still runs there.`,
  "health.retirement-hint":
    "Stop and start (a reboot is not enough), or replace: AWS is going to stop or terminate what still runs there.",
  "health.reboot": ({ count, region }: { count: number; region: string }) =>
    count === 1
      ? `AWS is going to reboot an instance in ${region}`
      : `AWS is going to reboot ${count} instances in ${region}`,
  "health.reboot-by": ({ time }: { time: string }) =>
    `To choose the moment, reboot before ${time}; from then on AWS does it.`,
  "health.reboot-hint": "To choose the moment, reboot before AWS does it.",
  "health.system-reboot": ({ count, region }: { count: number; region: string }) =>
    count === 1
      ? `AWS is going to reboot the host of an instance in ${region}`
      : `AWS is going to reboot the hosts of ${count} instances in ${region}`,
  "health.system-reboot-by": ({ time }: { time: string }) =>
    `To choose the moment, stop and start before ${time} (a reboot is not enough); from then on AWS does it.`,
  "health.system-reboot-hint":
    "To choose the moment, stop and start before AWS does it (a reboot is not enough).",
  "health.interruption": ({ count, region }: { count: number; region: string }) =>
    count === 1
      ? `Maintenance by AWS is going to interrupt an instance in ${region}`
      : `Maintenance by AWS is going to interrupt ${count} instances in ${region}`,
  "health.interruption-by": ({ time }: { time: string }) =>
    `From ${time} on, network or power is away for a while. Nothing must be done; a stop and start before moves it elsewhere.`,
  "health.interruption-hint":
    "Network or power is away for a while. Nothing must be done; a stop and start before moves it elsewhere.",
  "health.lifecycle-by": ({ time }: { time: string }) =>
    `Something must be done before ${time}; AWS's page says what.`,
  "health.lifecycle-hint": "Something must be done; AWS's page says what.",
  "health.action-must": "AWS says that somebody must do something.",
  "health.action-may": "AWS says that something may have to be done.",
  "health.public": "AWS does not say whether it hits anything of this account.",
  "health.global": "all regions",
  "health.affected": "Affected",
  "health.start": "Start",
  "health.act-before": "Act before",
  "health.end": "End",
  "health.code": "AWS calls it",
  "health.named": ({ name, id }: { name: string; id: string }) => `${name} (${id})`,
  "health.with-status": ({ name, status }: { name: string; status: string }) => `${name}: ${status}`,
  "health.counted": ({ status, count }: { status: string; count: number }) => `${count} ${status}`,
  "health.count": ({ count }: { count: number }) => `${count} resources`,
  "health.more": ({ count }: { count: number }) => ` and ${count} more`,
  "health.status.IMPAIRED": "impaired",
  "health.status.PENDING": "pending",
  "health.status.UNKNOWN": "unknown",
  "health.status.UNIMPAIRED": "not impaired",
  "health.status.RESOLVED": "resolved",
  "health.open": "Open in AWS Health",

  "advisor.ERROR": ({ check }: { check: string }) => `Trusted Advisor finds a problem: ${check}`,
  "advisor.WARN": ({ check }: { check: string }) => `Trusted Advisor warns: ${check}`,
  "advisor.INFO": ({ check }: { check: string }) => `Trusted Advisor notes: ${check}`,
  "advisor.OK": ({ check }: { check: string }) => `Trusted Advisor finds nothing any more: ${check}`,
  "advisor.means-ERROR": "AWS recommends to do something about it.",
  "advisor.means-WARN": "AWS recommends to have a look at it.",
  "advisor.means-INFO": "For information.",
  "advisor.since": "Found",
  "advisor.over": "Not found any more",
  "advisor.open": "Open Trusted Advisor",

  "certificate.expiring": ({ name }: { name: string }) => `The certificate of ${name} runs out soon`,
  "certificate.expiring-in": ({ name, days }: { name: string; days: number }) =>
    `The certificate of ${name} runs out ${inDays(days)}`,
  "certificate.blocked": ({ name }: { name: string }) => `ACM cannot renew the certificate of ${name}`,
  "certificate.blocked-in": ({ name, days }: { name: string; days: number }) =>
    `ACM cannot renew the certificate of ${name}, which runs out ${inDays(days)}`,
  "certificate.expired": ({ name }: { name: string }) => `The certificate of ${name} has expired`,
  "certificate.revoked": ({ name }: { name: string }) => `The certificate of ${name} was revoked`,
  "certificate.renewed": ({ name }: { name: string }) => `The certificate of ${name} was renewed`,
  "certificate.reimported": ({ name }: { name: string }) => `A new certificate of ${name} was imported`,
  "certificate.expires": "Runs out",
  "certificate.expired-at": "Expired",
  "certificate.use": "Use",
  "certificate.in-use": "in use",
  "certificate.not-in-use": "not in use",
  "certificate.id": "Certificate",
  "certificate.open": "Open certificate",
  "certificate.hint-amazon": "ACM renews it by itself as long as it can validate the domain.",
  "certificate.hint-imported":
    "It was imported, so ACM does not renew it: import a new one before it runs out.",
  "certificate.hint-unknown":
    "ACM renews by itself what it issued; what was imported must be imported anew before it runs out.",
  "certificate.hint-blocked": "Mend the cause, or clients will refuse to connect when it runs out.",
  "certificate.hint-expired": "Clients refuse to connect to what uses it.",
  "certificate.hint-revoked": "Clients may refuse to connect to what uses it: put another one in its place.",
  "certificate.hint-unused": "No service of AWS uses it, so it may not be needed any more.",
  "certificate.hint-exported": "It was exported: put the new one wherever the old one is.",
  "certificate.reason.caa": "the domain's CAA records do not let Amazon issue certificates",
  "certificate.reason.validation":
    "the domain could not be validated: its validation record (CNAME) is missing or wrong",
  "certificate.reason.email": "nobody has followed the link in the validation e-mail",
  "certificate.reason.denied": "the validation of the domain was denied",
  "certificate.reason.contacts": "the domain has no contact to whom a validation e-mail can be sent",
  "certificate.reason.verification": "AWS needs to verify more; AWS Support knows what",
  "certificate.reason.not-allowed": "Amazon may not issue certificates for this domain",
  "certificate.reason.not-public": "the domain is none of the public internet",
  "certificate.reason.private-ca": "the private certificate authority did not issue it",
};

function inDays(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "in a day" : `in ${days} days`;
}
