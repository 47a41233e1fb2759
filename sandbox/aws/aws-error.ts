/** An AWS error answer: the code that clients know it by, and a sentence. */
export class AwsError extends Error {
  readonly code: string;
  /** The HTTP status; by default the one in the service's schemas for the code, else 400. */
  readonly status: number | undefined;

  constructor(code: string, message: string, status?: number) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = status;
  }
}
