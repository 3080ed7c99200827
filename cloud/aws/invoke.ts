import type { Session } from "./session.ts";

/** Calls a function and returns its answer. */
export async function invoke(functionName: string, payload: object, session: Session): Promise<unknown> {
  throw new Error(`not there yet: ${functionName} ${payload} ${session}`);
}
