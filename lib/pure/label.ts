/** Names of fields for people. */

/** Always written in capitals. */
const acronyms = new Set(
  "acl acm ami api arn asg aws az cidr cpu cve db dns ebs ec2 ecr ecs efs eks elb fifo gb http https iam id ids ip ipv4 ipv6 json kms mb mfa os rds s3 sdk sha sms sns sql sqs ssh ssl ssm tcp tls ttl udp uid uri url uuid vpc waf".split(
    " ",
  ),
);

/** `instance-id` → `Instance ID`, `repositoryName` → `Repository name`, `DBInstanceClass` → `DB instance class`. */
export function labelOf(name: string): string {
  const words = wordsOfLabel(name);
  const [first = "", ...others] = words.map((word) => {
    const low = word.toLowerCase();
    return acronyms.has(low) ? low.toUpperCase() : low;
  });
  return [capital(first), ...others].join(" ");
}

function wordsOfLabel(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(/[\s\-_.:/]+/)
    .filter(Boolean);
}

function capital(word: string): string {
  const [first = "", ...rest] = word;
  return first.toUpperCase() + rest.join("");
}
