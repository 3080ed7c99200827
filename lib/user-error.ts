/** A mistake of whoever runs slipway: its message is shown as it is, without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
}
