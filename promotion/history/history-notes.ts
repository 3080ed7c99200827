import { counted } from "../../lib/counted.ts";
import type { StageHistory } from "./deployment.ts";

/** What whoever reads a result should know of the stage that it stands on. */
export function historyNotes({ stack, unsettled, disbelieved, damaged }: StageHistory): string[] {
  return [
    ...(unsettled === undefined ? [] : [`${stack}: ${unsettled}`]),
    ...disbelieved.map(
      ({ record, why }) => `${stack}: a record (${record.event}, ${record.at}, ${record.by}) is not believed: ${why}`,
    ),
    ...(damaged.length === 0
      ? []
      : [
          `${stack}: ${counted(damaged.length, "line")} of its records cannot be read: ` +
            damaged.map(({ line, says }) => `line ${line} ${says}`).join(", "),
        ]),
  ];
}
