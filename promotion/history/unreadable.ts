import { messageOf } from "../../lib/message-of.ts";
import { UserError } from "../../lib/user-error.ts";

/** That there is no such stack, as Pulumi says it: an answer, where everything else is none. */
export function isNoStack(error: unknown): boolean {
  return messageOf(error).includes("no stack named");
}

/** Why nobody can tell what a stack has, and what to do about it. */
export function unreadable(stack: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (isNoStack(error)) {
    return new UserError(
      `Pulumi has no stack ${stack}: deploy it first, or log in to the backend that has it (pulumi login)`,
    );
  }
  const message = messageOf(error);
  const way = message.endsWith(" on PATH")
    ? " (docs/engine.md says which; of the sandbox it is asked with --sandbox)"
    : "";
  return new UserError(`what was deployed in ${stack} cannot be read: ${message}${way}`);
}
