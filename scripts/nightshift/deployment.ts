export interface Account {
  readonly id: string;
  /** `aws`, or `aws-cn` and the like. */
  readonly partition: string;
  readonly region: string;
}

export interface DeployedResource {
  /** `AWS::SQS::Queue` */
  readonly type: string;
  readonly physicalId: string;
}

/** The stack, from CloudFormation. */
export interface Deployment {
  readonly stack: string;
  readonly outputs: ReadonlyMap<string, string>;
  /** By their names in serverless.yml, or those that Serverless generates for the parts of functions. */
  readonly resources: ReadonlyMap<string, DeployedResource>;
}

export function ofType({ resources }: Deployment, type: string): [string, DeployedResource][] {
  return [...resources].filter(([, resource]) => resource.type === type);
}

/** The ARN of a resource, which CloudFormation does not return: from its physical id. Undefined for other types. */
export function arnOf(resource: DeployedResource, { partition, region, id }: Account): string | undefined {
  const { physicalId } = resource;
  const here = (service: string) => `arn:${partition}:${service}:${region}:${id}`;
  switch (resource.type) {
    case "AWS::SQS::Queue":
      return `${here("sqs")}:${physicalId.split("/").at(-1)}`;
    case "AWS::DynamoDB::Table":
      return `${here("dynamodb")}:table/${physicalId}`;
    case "AWS::Logs::LogGroup":
      return `${here("logs")}:log-group:${physicalId}:*`;
    case "AWS::IAM::Role":
      return `arn:${partition}:iam::${id}:role/${physicalId}`;
    case "AWS::SNS::Topic":
      return physicalId;
    default:
      return undefined;
  }
}
