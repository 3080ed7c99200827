import { planStack } from "../../plan/plan-stack.ts";
import { planText } from "../texts/plan.ts";
import { runSandbox } from "./sandbox.ts";

/** What to type after the first environment is up. */
const next = `
next:
  npx slipway plan --diff staging production              what is different in production
  npx slipway sandbox up production                       production, beside it
  npx slipway sandbox -- pulumi preview --stack staging   the plain command, on the same sandbox
  docs/set-up.md                                          the same on your own AWS account
`;

/** The plan at once, then the same thing on the real engine; returns the exit code. */
export async function firstLook(): Promise<number> {
  process.stdout.write(`${planText(await planStack("staging"))}\n`);
  const exitCode = await runSandbox(["up", "staging"], {}, false);
  if (exitCode === 0) {
    process.stdout.write(next);
  }
  return exitCode;
}
