/** A mistake of whoever runs slipway: its message is shown as it is, without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** Something that is not done because a gate says no, and not because it went wrong: the exit code is another one. */
export class Refusal extends UserError {}
