import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersCommand,
  type ParameterType,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import { ciphertext, type Parameter, type Parameters } from "../state/parameters.ts";
import { Service } from "../wire/service.ts";

/** The Parameter Store of AWS Systems Manager. https://docs.aws.amazon.com/systems-manager/latest/APIReference/ */
export function ssm(parameters: Parameters) {
  return new Service(new SSMClient({ region: "local" }))
    .on(GetParameterCommand, (input) => {
      const parameter = parameters.find(input.Name);
      if (!parameter) throw new AwsError("ParameterNotFound", `Parameter ${input.Name} not found.`);
      return { Parameter: describe(parameter, input.WithDecryption) };
    })
    .on(GetParametersCommand, (input) => {
      const found = input.Names.map((name) => ({ name, parameter: parameters.find(name) }));
      return {
        Parameters: found.flatMap(({ parameter }) => (parameter ? [describe(parameter, input.WithDecryption)] : [])),
        InvalidParameters: found.flatMap(({ name, parameter }) => (parameter ? [] : [name])),
      };
    })
    .on(PutParameterCommand, (input) => {
      const known = parameters.find(input.Name);
      const type = (input.Type ?? known?.type) as ParameterType | undefined;
      if (!type) throw new AwsError("ValidationException", "A parameter type is required when you create a parameter.");
      const parameter = parameters.put(input.Name, type, input.Value, input.Overwrite ?? false);
      return { Version: parameter.version, Tier: "Standard" };
    })
    .on(DescribeParametersCommand, (input) => {
      const wanted = (input.ParameterFilters ?? []).filter((filter) => filter.Key === "Name");
      const found = parameters
        .all()
        .filter(({ name }) =>
          wanted.every(({ Option, Values = [] }) =>
            Values.some((value) => (Option === "BeginsWith" ? name.startsWith(value) : name === value)),
          ),
        );
      const { items, nextToken } = page(found, input.NextToken, input.MaxResults);
      return {
        Parameters: items.map(({ name, type, version, modifiedAt, arn }) => ({
          Name: name,
          Type: type,
          Version: version,
          LastModifiedDate: modifiedAt,
          ARN: arn,
          DataType: "text",
        })),
        NextToken: nextToken,
      };
    });
}

function describe(parameter: Parameter, withDecryption: boolean | undefined) {
  const hidden = parameter.type === "SecureString" && !withDecryption;
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: hidden ? ciphertext(parameter) : parameter.value,
    Version: parameter.version,
    LastModifiedDate: parameter.modifiedAt,
    ARN: parameter.arn,
    DataType: "text",
  };
}
