import type { Control } from "./control.ts";

export const snsControls: readonly Control[] = [
  { id: "SNS.4", title: "Topics are not for everybody", verdict: { rule: "resource-policy-not-public" } },
];
