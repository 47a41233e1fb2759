import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of findings of GuardDuty and Security Hub, in English. */
export const en = {
  "finding.severity": "Severity",
  "finding.type": "Finding type",
  "finding.seen": "Seen",
  "finding.seen-times": ({ count, first, last }: { count: number; first: string; last: string }) =>
    `${count === 1 ? "once" : `${count} times`}, first ${first}, last ${last}`,
  "finding.since": "Since",
  "finding.access-key": "Access key",
  "finding.object": "Object",
  "finding.workload": "Workload",
  "finding.container": "Container",
  "finding.database": "Database",
  "finding.function": "Function",
  "finding.volume": "Volume",
  "finding.to": "To",
  "finding.remote": "Remote address",
  "finding.port": "Port",
  "finding.remote-port": "Remote port",
  "finding.domain": "Domain",
  "finding.call": "API call",
  "finding.remedy": "How to fix it",
  "finding.remedy-link": "see the instructions",
  "finding.sample": "This is a sample finding that somebody has made to try GuardDuty out. Nothing has happened.",
  "finding.in-account": ({ account }: { account: string }) => `the account ${account}`,
  "finding.over": ({ title }: { title: string }) => `No longer open: ${title}`,
  "finding.check": ({ name, title }: { name: string; title: string }) => `${name} fails a security check: ${title}`,
  "finding.checks": ({ count, title, names }: { count: number; title: string; names: string }) =>
    `${count} resources fail a security check: ${title}: ${names}`,
  "finding.found": ({ product, name, title }: { product: string; name: string; title: string }) =>
    `${product} has found something in ${name}: ${title}`,
  "finding.many": ({ count, product }: { count: number; product: string }) =>
    count === 1 ? `${product}: 1 open finding` : `${product}: ${count} open findings`,
  "finding.many-over": ({ product }: { product: string }) => `${product}: none of these findings is open any more`,
  "guardduty.AttackSequence": ({ name }: { name: string }) => `An attack in several steps was seen around ${name}`,
  "guardduty.Backdoor": ({ name }: { name: string }) => `${name} may be controlled by an attacker from outside`,
  "guardduty.Behavior": ({ name }: { name: string }) => `${name} is behaving unusually`,
  "guardduty.CredentialAccess": ({ name }: { name: string }) =>
    `Somebody may be after passwords and keys through ${name}`,
  "guardduty.CryptoCurrency": ({ name }: { name: string }) => `${name} may be mining cryptocurrency`,
  "guardduty.DefenseEvasion": ({ name }: { name: string }) =>
    `Somebody may be switching off protection through ${name}`,
  "guardduty.Discovery": ({ name }: { name: string }) => `Somebody may be scouting for targets through ${name}`,
  "guardduty.Execution": ({ name }: { name: string }) => `Malicious code may be running on ${name}`,
  "guardduty.Exfiltration": ({ name }: { name: string }) => `Somebody may be stealing data through ${name}`,
  "guardduty.Impact": ({ name }: { name: string }) => `Somebody may be doing damage through ${name}`,
  "guardduty.InitialAccess": ({ name }: { name: string }) => `Somebody may be breaking in through ${name}`,
  "guardduty.Object": ({ name }: { name: string }) => `A malicious file was found: ${name}`,
  "guardduty.PenTest": ({ name }: { name: string }) =>
    `A tool for penetration tests was used on ${name}: a test of your own, or an attack`,
  "guardduty.Persistence": ({ name }: { name: string }) => `Somebody may be preparing a way back in through ${name}`,
  "guardduty.Policy": ({ name }: { name: string }) =>
    `${name} was used or configured in a way that AWS advises against`,
  "guardduty.PrivilegeEscalation": ({ name }: { name: string }) =>
    `Somebody may be gaining more rights through ${name}`,
  "guardduty.Recon": ({ name }: { name: string }) => `Somebody is probing ${name} for weak spots`,
  "guardduty.Stealth": ({ name }: { name: string }) => `Somebody may be covering their tracks around ${name}`,
  "guardduty.Trojan": ({ name }: { name: string }) => `${name} may be running a Trojan`,
  "guardduty.UnauthorizedAccess": ({ name }: { name: string }) => `Somebody may be using ${name} without permission`,
  "guardduty.other": ({ what, name }: { what: string; name: string }) =>
    `GuardDuty has found something about ${name}: ${what}`,
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
