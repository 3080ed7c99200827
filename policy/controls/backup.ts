import type { Control } from "./control.ts";

export const backupControls: readonly Control[] = [
  { id: "Backup.1", title: "Backups are encrypted", verdict: { rule: "database-encrypted" } },
];
