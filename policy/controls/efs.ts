import type { Control } from "./control.ts";

export const efsControls: readonly Control[] = [
  { id: "EFS.1", title: "File systems are encrypted with KMS", verdict: { rule: "file-system-encrypted" } },
  { id: "EFS.2", title: "File systems are in a backup plan", verdict: { rule: "file-system-backed-up" } },
  { id: "EFS.3", title: "Access points lead to a folder", verdict: { rule: "access-point-has-folder" } },
  { id: "EFS.4", title: "Access points have a user", verdict: { rule: "access-point-has-user" } },
  { id: "EFS.7", title: "File systems are backed up", verdict: { rule: "file-system-backed-up" } },
  { id: "EFS.8", title: "File systems are encrypted where they lie", verdict: { rule: "file-system-encrypted" } },
];
