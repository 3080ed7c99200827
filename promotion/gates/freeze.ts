import { type Freeze, frozenAt } from "../../lib/freeze.ts";
import { passed, refused, type Verdict } from "./gate.ts";

/** No freeze of the target holds now. */
export function freezeGate(freezes: readonly (Freeze & { readonly because: string })[], now: Date): Verdict {
  const frozen = freezes.flatMap((freeze) => {
    const until = frozenAt(freeze, now);
    return until
      ? [`${freeze.because}, ${freeze.from} to ${freeze.to} ${freeze.timeZone}, until ${minuteOf(until)}`]
      : [];
  });
  if (frozen.length > 0) {
    return refused("freeze", `environment.promotion.freeze: ${frozen.join("; ")}: promote after that`);
  }
  return passed("freeze", freezes.length === 0 ? "environment.promotion.freeze has none" : "none holds now");
}

function minuteOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
