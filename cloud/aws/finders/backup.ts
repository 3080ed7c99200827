import { BackupClient, GetRestoreTestingSelectionCommand, paginateListBackupSelections } from "@aws-sdk/client-backup";
import type { Wanted } from "../../cloud.ts";
import { type Finders, present, text, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** What AWS Backup backs up and tests: it has no tag, but a name in its plan. */
export const finders: Finders = {
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": restoreTestingSelection,
  "aws:backup/selection:Selection": selection,
};

async function restoreTestingSelection({ inputs }: Wanted, session: Session): Promise<string[]> {
  const [plan, name] = [text(inputs, "restoreTestingPlanName"), text(inputs, "name")];
  if (!plan || !name) {
    return [];
  }
  const backup = new BackupClient(await session.clientConfig());
  const asked = { RestoreTestingPlanName: plan, RestoreTestingSelectionName: name };
  const answer = await whenThere(
    backup.send(new GetRestoreTestingSelectionCommand(asked)),
    "ResourceNotFoundException",
  );
  return present(answer && `${name}:${plan}`);
}

/** AWS takes a second one of the same name. */
async function selection({ inputs }: Wanted, session: Session): Promise<string[]> {
  const [BackupPlanId, name] = [text(inputs, "planId"), text(inputs, "name")];
  if (!BackupPlanId || !name) {
    return [];
  }
  const client = new BackupClient(await session.clientConfig());
  const read = async () => {
    const ids: string[] = [];
    for await (const { BackupSelectionsList = [] } of paginateListBackupSelections({ client }, { BackupPlanId })) {
      const same = BackupSelectionsList.filter(({ SelectionName }) => SelectionName === name);
      ids.push(...present(...same.map(({ SelectionId }) => SelectionId)));
    }
    return ids;
  };
  return (await whenThere(read(), "ResourceNotFoundException")) ?? [];
}
