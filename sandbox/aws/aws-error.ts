/** An answer that AWS gives instead of what was asked for: the code by which clients know it, and a sentence. */
export class AwsError extends Error {
  readonly code: string;
  /** The HTTP status; by default the one which the service's schemas give for the code, else 400. */
  readonly status: number | undefined;

  constructor(code: string, message: string, status?: number) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = status;
  }
}
