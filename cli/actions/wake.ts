import { openCloud } from "../../cloud/open.ts";
import { wake } from "../../cloud/wake.ts";
import { physicalName } from "../../lib/names.ts";
import { UserError } from "../../lib/user-error.ts";
import { checkedConfig, locate } from "../../sandbox/run/locate.ts";

/** `slipway wake`: through the function of the stack, on AWS, or where `slipway sandbox --` has attached the sandbox. */
export async function runWake(argument: string | undefined, flags: { readonly json?: true }): Promise<number> {
  const { file, stack } = locate(argument);
  const { app, environment } = checkedConfig(file);
  const sleep = environment.cost?.sleep;
  if (!sleep) {
    throw new UserError(`${stack} never sleeps, so there is nothing to wake: environment.cost.sleep is not set`);
  }
  const say = (sentence: string) => process.stderr.write(`  ${sentence}\n`);
  const functionName = physicalName("function", `${app.name}-${stack}`, "sleep");
  if (!(await wake(functionName, { cloud: openCloud(environment.aws), say }))) {
    throw new UserError(
      `${stack} has no function ${functionName} yet: run pulumi up --stack ${stack} first (one in the sandbox is woken by npx slipway sandbox -- npx slipway wake ${stack})`,
    );
  }
  const until = `${sleep.from} (${sleep.timeZone})`;
  process.stdout.write(
    flags.json ? `${JSON.stringify({ stack, awakeUntil: until }, null, 2)}\n` : `${stack} is awake until ${until}\n`,
  );
  return 0;
}
