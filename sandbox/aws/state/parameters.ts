import { createHash } from "node:crypto";
import { account, region } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";

export interface Parameter {
  readonly name: string;
  readonly type: "String" | "StringList" | "SecureString";
  readonly value: string;
  readonly version: number;
  readonly modifiedAt: Date;
  readonly arn: string;
}

/** The Parameter Store. */
export class Parameters {
  readonly #cloud: Cloud;
  readonly #parameters = new Map<string, Parameter>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  put(name: string, type: Parameter["type"], value: string, overwrite: boolean): Parameter {
    const known = this.#parameters.get(name);
    if (known && !overwrite)
      throw new AwsError(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
      );
    const parameter: Parameter = {
      name,
      type: known?.type ?? type,
      value,
      version: (known?.version ?? 0) + 1,
      modifiedAt: this.#cloud.clock.now(),
      arn: `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`,
    };
    this.#parameters.set(name, parameter);
    return parameter;
  }

  /** By name or by ARN. */
  find(name: string): Parameter | undefined {
    return this.#parameters.get(name) ?? this.all().find((parameter) => parameter.arn === name);
  }

  all(): Parameter[] {
    return [...this.#parameters.values()];
  }
}

/** A SecureString without decryption: clearly not the value, and the same each time. */
export function ciphertext(parameter: Parameter): string {
  return `AQICAH${createHash("sha256").update(`${parameter.name}:${parameter.version}:${parameter.value}`).digest("base64")}`;
}
