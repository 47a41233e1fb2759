/** What is said of findings of GuardDuty and Security Hub: in English. */
export const security = {
  "finding.severity": "Severity",
  "finding.type": "Finding type",
  "finding.seen": "Seen",
  "finding.seen-times": ({ count, first, last }: { count: number; first: string; last: string }) =>
    `${count === 1 ? "once" : `${count} times`}, first ${first}, last ${last}`,
  "finding.since": "Since",
  "finding.instance": "Instance",
  "finding.access-key": "Access key",
  "finding.bucket": "Bucket",
  "finding.object": "Object",
  "finding.workload": "Workload",
  "finding.container": "Container",
  "finding.database": "Database",
  "finding.function": "Function",
  "finding.volume": "Volume",
  "finding.from": "From",
  "finding.to": "To",
  "finding.remote": "Remote address",
  "finding.port": "Port",
  "finding.remote-port": "Remote port",
  "finding.domain": "Domain",
  "finding.call": "API call",
  "finding.remedy": "How to fix it",
  "finding.remedy-link": "see the instructions",
  "finding.sample":
    "This is a sample finding that somebody has made to try GuardDuty out. Nothing has happened.",
  "finding.in-account": ({ account }: { account: string }) => `the account ${account}`,
  "finding.over": ({ title }: { title: string }) => `No longer open: ${title}`,
  "finding.check": ({ name, title }: { name: string; title: string }) =>
    `${name} fails a security check: ${title}`,
  "finding.checks": ({ count, title, names }: { count: number; title: string; names: string }) =>
    `${count} resources fail a security check: ${title}: ${names}`,
  "finding.found": ({ product, name, title }: { product: string; name: string; title: string }) =>
    `${product} has found something in ${name}: ${title}`,
  "finding.many": ({ count, product }: { count: number; product: string }) =>
    count === 1 ? `${product}: 1 open finding` : `${product}: ${count} open findings`,
  "finding.many-over": ({ product }: { product: string }) =>
    `${product}: none of these findings is open any more`,
  "finding.more": ({ count }: { count: number }) => `and ${count} more`,

  "guardduty.AttackSequence": ({ name }: { name: string }) =>
    `An attack in several steps was seen around ${name}`,
  "guardduty.Backdoor": ({ name }: { name: string }) =>
    `${name} may be controlled by an attacker from outside`,
  "guardduty.Behavior": ({ name }: { name: string }) => `${name} is behaving unusually`,
  "guardduty.CredentialAccess": ({ name }: { name: string }) =>
    `Somebody may be after passwords and keys through ${name}`,
  "guardduty.CryptoCurrency": ({ name }: { name: string }) => `${name} may be mining cryptocurrency`,
  "guardduty.DefenseEvasion": ({ name }: { name: string }) =>
    `Somebody may be switching off protection through ${name}`,
  "guardduty.Discovery": ({ name }: { name: string }) =>
    `Somebody may be scouting for targets through ${name}`,
  "guardduty.Execution": ({ name }: { name: string }) => `Malicious code may be running on ${name}`,
  "guardduty.Exfiltration": ({ name }: { name: string }) => `Somebody may be stealing data through ${name}`,
  "guardduty.Impact": ({ name }: { name: string }) => `Somebody may be doing damage through ${name}`,
  "guardduty.InitialAccess": ({ name }: { name: string }) => `Somebody may be breaking in through ${name}`,
  "guardduty.Object": ({ name }: { name: string }) => `A malicious file was found: ${name}`,
  "guardduty.PenTest": ({ name }: { name: string }) =>
    `A tool for penetration tests was used on ${name}: a test of your own, or an attack`,
  "guardduty.Persistence": ({ name }: { name: string }) =>
    `Somebody may be preparing a way back in through ${name}`,
  "guardduty.Policy": ({ name }: { name: string }) =>
    `${name} was used or configured in a way that AWS advises against`,
  "guardduty.PrivilegeEscalation": ({ name }: { name: string }) =>
    `Somebody may be gaining more rights through ${name}`,
  "guardduty.Recon": ({ name }: { name: string }) => `Somebody is probing ${name} for weak spots`,
  "guardduty.Stealth": ({ name }: { name: string }) => `Somebody may be covering their tracks around ${name}`,
  "guardduty.Trojan": ({ name }: { name: string }) => `${name} may be running a Trojan`,
  "guardduty.UnauthorizedAccess": ({ name }: { name: string }) =>
    `Somebody may be using ${name} without permission`,
  "guardduty.other": ({ what, name }: { what: string; name: string }) =>
    `GuardDuty has found something about ${name}: ${what}`,

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
  "event.more-lines": ({ count }: { count: number }) =>
    count === 1 ? "and 1 more line" : `and ${count} more lines`,
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

  "alarm-change.deleted": ({ alarm }: { alarm: string }) => `The alarm ${alarm} was deleted`,
  "alarm-change.deleted-firing": "It was in ALARM at the time: no message will say when that is over.",
  "alarm-change.disabled": ({ alarm }: { alarm: string }) =>
    `The actions of the alarm ${alarm} are switched off`,
  "alarm-change.disabled-hint":
    "It still changes its state, but notifies nobody and scales nothing until its actions are switched on again.",
  "alarm-change.enabled": ({ alarm }: { alarm: string }) =>
    `The actions of the alarm ${alarm} are switched on again`,

  "managed-update.started": ({ name }: { name: string }) => `The platform of ${name} is being updated`,
  "managed-update.done": ({ name }: { name: string }) => `The platform of ${name} was updated`,
  "managed-update.failed": ({ name }: { name: string }) => `The platform update of ${name} failed`,
  "managed-update.started-at": "Started",
};
