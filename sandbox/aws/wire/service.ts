import type { TypeRegistry } from "@smithy/core/schema";
import type { Command, MetadataBearer, StaticOperationSchema } from "@smithy/types";
import { type OperationShape, operationShape } from "./schema.ts";

/** What an operation needs of the request besides its input. */
export interface Call {
  readonly accessKeyId: string;
  /** Its ARN. */
  readonly caller: string;
  readonly requestId: string;
}

/** An input in an operation: required members are present. */
export type Sent<I> = { [K in keyof I]: object extends Pick<I, K> ? I[K] : Exclude<I[K], undefined> };

/** An output without the metadata that the client adds. Distributes, so that literal types do not widen. */
export type Result<O> = O extends unknown ? Omit<O, "$metadata"> : never;

export interface Operation {
  readonly shape: OperationShape;
  run(input: Record<string, unknown>, call: Call): unknown;
}

/** A client's protocol settings. */
export interface ProtocolSettings {
  readonly defaultNamespace: string;
  readonly errorTypeRegistries: readonly TypeRegistry[];
  readonly xmlNamespace?: string;
  readonly version: string;
  readonly awsQueryCompatible?: boolean;
}

interface ClientOf<SI extends object, SO extends MetadataBearer, RC> {
  readonly config: RC & { readonly protocolSettings?: object };
  send<I extends SI, O extends SO>(command: Command<SI, I, SO, O, RC>): Promise<O>;
}

/** One AWS service: the operations that the sandbox has, each with the schemas of its SDK command. */
export class Service<SI extends object, SO extends MetadataBearer, RC> {
  readonly settings: ProtocolSettings;
  readonly operations = new Map<string, Operation>();

  /** `client` provides its protocol's settings and never sends anything. */
  constructor(client: ClientOf<SI, SO, RC>) {
    this.settings = client.config.protocolSettings as ProtocolSettings;
  }

  /** Answers `command` with what `run` returns, or with the AwsError that it throws. */
  on<I extends SI, O extends SO>(
    command: new (input: I) => Command<SI, I, SO, O, RC>,
    run: (input: Sent<I>, call: Call) => Result<O> | PromiseLike<Result<O>>,
  ): this {
    const { schema } = new command({} as I) as unknown as { schema: StaticOperationSchema };
    const shape = operationShape(schema);
    this.operations.set(shape.name, { shape, run: (input, call) => run(input as Sent<I>, call) });
    return this;
  }
}

/** A service, whatever its types. */
export type AnyService = Pick<Service<object, MetadataBearer, unknown>, "settings" | "operations">;
