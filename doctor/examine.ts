import { messageOf } from "../lib/message-of.ts";
import { type Asks, type Check, type CheckOfStack, type Diagnosis, type Finding, skipped } from "./check.ts";
import { type Context, isWhole } from "./context.ts";

/** All checks, and which of them says that those who ask the same one need not try. */
export interface Checks {
  readonly gates: Readonly<Partial<Record<Asks, Check>>>;
  readonly others: readonly Check[];
  /** Of a stack file that is in order. */
  readonly ofStack: readonly CheckOfStack[];
}

/** The order in which one would mend things. */
const order: readonly Asks[] = ["machine", "stack", "state", "aws", "dns", "github"];

/** Does all checks at the same time; what cannot be asked is said, and the others go on. */
export async function examine(context: Context, { gates, others, ofStack }: Checks): Promise<readonly Diagnosis[]> {
  const opened = new Map(Object.values(gates).map((gate) => [gate.asks, diagnose(gate, () => gate.run(context))]));
  const behind = async ({ asks }: Pick<Check, "asks">, run: () => Promise<Finding>) => {
    const gate = await opened.get(asks);
    return gate?.is === "failed" || gate?.is === "skipped" ? skipped(whyShut(gate)) : run();
  };
  const found = await Promise.all([
    ...opened.values(),
    ...others.map((check) => diagnose(check, () => behind(check, () => check.run(context)))),
    ...ofStack.map((check) =>
      diagnose(check, async () =>
        isWhole(context) ? behind(check, () => check.run(context)) : skipped("see stack file"),
      ),
    ),
  ]);
  return found.toSorted((one, other) => order.indexOf(one.asks) - order.indexOf(other.asks));
}

/** One that failed is told by itself, so its name will do. */
function whyShut({ name, is, says }: Diagnosis): string {
  return is === "failed" ? `see ${name}` : says;
}

async function diagnose({ name, asks }: Pick<Check, "name" | "asks">, run: () => Promise<Finding>): Promise<Diagnosis> {
  try {
    return { name, asks, ...(await run()) };
  } catch (error) {
    return { name, asks, ...skipped(`not known: ${messageOf(error).split("\n")[0]}`) };
  }
}
