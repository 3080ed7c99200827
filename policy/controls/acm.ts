import type { Control } from "./control.ts";

export const acmControls: readonly Control[] = [
  { id: "ACM.1", title: "Certificates are renewed in time", verdict: { rule: "certificate-renewed" } },
  { id: "ACM.2", title: "RSA keys have 2,048 bits or more", verdict: { rule: "certificate-key-strength" } },
];
