import { basename, dirname, join } from "node:path";
import type { CloudPlace } from "../cloud/cloud.ts";
import { check } from "../config/check.ts";
import { upstreamOf } from "../config/nothing-promoted.ts";
import { at } from "../config/path.ts";
import { formatProblems } from "../config/problem.ts";
import { blockValues, merged, readStackText, whereOf } from "../config/stack-file.ts";
import { stackOf, stacksIn } from "../config/stacks-in.ts";
import { UserError } from "../lib/user-error.ts";

/** What is read of one stack file here. */
export interface StackSays {
  readonly stack: string;
  /** `slipway:app` as it is written, or that of the stack which it is promoted from. */
  readonly app: unknown;
  readonly place: CloudPlace;
  /** `environment.aws.state`. */
  readonly state?: string;
  readonly secretsProvider?: string;
}

/** Keys that are read; what is wrong elsewhere, like a secret that has no value yet, does not matter here. */
const keysRead = [
  ...["app", "app.name", "environment", "environment.aws"],
  ...["accountId", "region", "state", "assumeRole"].map((key) => `environment.aws.${key}`),
].map((key) => `slipway:${key}`);

/** Reads a stack file; throws a `UserError` with what is wrong in the keys that are read. */
export function readStackSays(path: string): StackSays {
  const stack = stackOf(path);
  if (stack === undefined) {
    throw new UserError(`${basename(path)} is no stack file: name it Pulumi.<stack>.yaml`);
  }
  const { values, problems, secretsProvider } = readStackText(path);
  const checked = check(blockValues(values), whereOf(path, stack));
  const wrong = merged(problems, "problems" in checked ? checked.problems : []).filter(
    ({ key }) => keysRead.includes(key) || /^slipway:app\.(images|delivery)\b/.test(key),
  );
  if (wrong.length > 0) {
    throw new UserError(formatProblems(wrong, basename(path)));
  }
  return { ...said(stack, values, path), ...(secretsProvider !== undefined && { secretsProvider }) };
}

/** The other stacks of the folder that are in other accounts; one whose file does not parse is left out. */
export function stacksElsewhere(path: string, { stack, place }: StackSays): readonly StackSays[] {
  return stacksIn(dirname(path))
    .filter((other) => other !== stack)
    .flatMap((other) => {
      const file = join(dirname(path), `Pulumi.${other}.yaml`);
      const says = whenReadable(() => said(other, readStackText(file).values, file));
      return says === undefined || !/^\d{12}$/.test(says.place.accountId) || says.place.accountId === place.accountId
        ? []
        : [says];
    });
}

function said(stack: string, values: Readonly<Record<string, unknown>>, path: string): StackSays {
  const text = (...keys: string[]) => {
    const value = at(values, ["slipway:environment", "aws", ...keys]);
    return value === undefined ? undefined : String(value);
  };
  const [state, assumeRole] = [text("state"), text("assumeRole")];
  return {
    stack,
    app: appOf(values, path),
    place: {
      accountId: text("accountId") ?? "",
      region: text("region") ?? "",
      ...(assumeRole !== undefined && { assumeRole }),
    },
    ...(state !== undefined && { state }),
  };
}

/** A stack that nothing was promoted to yet will have the app of the one before it. */
function appOf(values: Readonly<Record<string, unknown>>, path: string): unknown {
  const from = upstreamOf(blockValues(values));
  const own = values["slipway:app"];
  if (own !== undefined || from === undefined) {
    return own;
  }
  return whenReadable(() => readStackText(join(dirname(path), `Pulumi.${from}.yaml`)).values["slipway:app"]);
}

function whenReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) {
      return undefined;
    }
    throw error;
  }
}
