import type { QuotaCode } from "../../cloud/account.ts";
import { messageOf } from "../../lib/message-of.ts";
import { othersHave, type QuotaNeed, quotaNeeds, requestFor } from "../../plan/quota-needs.ts";
import { type CheckOfStack, failed, ok, skipped, warning } from "../check.ts";
import type { Whole } from "../context.ts";

/** One check for all quotas: the worst of them decides, and each that is too small is told. */
export const quotas: CheckOfStack = {
  name: "quotas",
  asks: "aws",
  async run(context) {
    const { stack, plan } = context.declared;
    // What AWS gives nobody more of, the plan has refused.
    const asked = quotaNeeds(stack, plan).flatMap(({ raised, ...need }) => (raised ? [{ ...need, raised }] : []));
    const found = await Promise.all(asked.map((need) => heldOrUnknown(need, context)));
    const short = found.filter(({ is }) => is === "short");
    const tight = found.filter(({ is }) => is === "tight");
    const unknown = found.filter(({ is }) => is === "unknown");
    const [worst, ...rest] = short.length > 0 ? short : tight;
    if (worst) {
      const all = [worst, ...rest];
      const says = all.map((one) => one.says).join("; ");
      const tell = short.length > 0 ? failed : warning;
      return tell(says, worst.mend, ...rest.map(({ mend }) => mend));
    }
    const told = found.map(({ says }) => says).join("; ");
    return unknown.length === found.length && found.length > 0 ? skipped(told) : ok(told);
  },
};

type Asked = QuotaNeed & { readonly raised: QuotaCode };

interface Held {
  readonly is: "enough" | "tight" | "short" | "unknown";
  readonly says: string;
  readonly mend: string;
}

/** A right that is missing for one of them hides none of the others. */
async function heldOrUnknown(need: Asked, context: Whole): Promise<Held> {
  try {
    return await held(need, context);
  } catch (error) {
    return { is: "unknown", says: `${need.of}: not known: ${messageOf(error).split("\n")[0]}`, mend: "" };
  }
}

async function held(need: Asked, { account, place, declared: { stack } }: Whole): Promise<Held> {
  const { raised, of, needs, peak = needs, counted } = need;
  const [quota, found] = await Promise.all([account.quota(raised), counted ? account.counted(counted) : []]);
  const others = othersHave(need, found, stack);
  const mend = requestFor(raised, place.region, others + peak);
  if (quota === undefined) {
    return { is: "unknown", says: `Service Quotas has none of ${of}`, mend };
  }
  const taken = others > 0 ? `, and others have ${others}` : "";
  const says = `${of}: ${quota} are allowed, ${stack.name} needs ${needs}${taken}`;
  if (others + needs > quota) {
    return { is: "short", says, mend };
  }
  return others + peak > quota
    ? { is: "tight", says: `${says}, and ${peak} at full scale while a release takes over`, mend }
    : { is: "enough", says: `${of} ${others + peak} of ${quota}`, mend };
}
