import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { whenThere } from "./finder.ts";
import type { Session } from "./session.ts";

/** Calls a function and returns its answer; undefined when there is no such function. */
export async function invoke(functionName: string, payload: object, session: Session): Promise<unknown> {
  const lambda = new LambdaClient(await session.clientConfig());
  const call = new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(payload)) });
  const answer = await whenThere(lambda.send(call), "ResourceNotFoundException");
  if (answer === undefined) {
    return undefined;
  }
  const text = answer.Payload?.transformToString() ?? "";
  if (answer.FunctionError !== undefined) {
    throw new Error(`function ${functionName} failed: ${messageIn(text)} (its log group says more)`);
  }
  return text === "" ? null : JSON.parse(text);
}

/** Lambda answers with the error as JSON. */
function messageIn(text: string): string {
  try {
    const { errorMessage } = JSON.parse(text);
    return typeof errorMessage === "string" ? errorMessage : text;
  } catch {
    return text;
  }
}
