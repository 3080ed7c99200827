import type { Control } from "./control.ts";

export const lambdaControls: readonly Control[] = [
  { id: "Lambda.1", title: "Functions cannot be called by everybody", verdict: { rule: "function-not-public" } },
  {
    id: "Lambda.2",
    title: "Functions run on runtimes that are mended",
    verdict: { rule: "function-runtime-supported" },
  },
  { id: "Lambda.5", title: "Functions in a VPC are in several zones", verdict: { rule: "function-spans-zones" } },
];
