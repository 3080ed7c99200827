import type { Rule } from "../rule.ts";
import { cacheAsksWho } from "./data/cache-asks-who.ts";
import { cacheBackupsKept } from "./data/cache-backups-kept.ts";
import { cacheEncrypted } from "./data/cache-encrypted.ts";
import { cacheFailsOver } from "./data/cache-fails-over.ts";
import { cacheMinorUpgrades } from "./data/cache-minor-upgrades.ts";
import { cacheOwnSubnets } from "./data/cache-own-subnets.ts";
import { cacheTls } from "./data/cache-tls.ts";
import { cacheUsersNeedPassword } from "./data/cache-users-need-password.ts";
import { cacheUsersNotAdmin } from "./data/cache-users-not-admin.ts";
import { dataInPrivateSubnets } from "./data/data-in-private-subnets.ts";
import { dataProtected } from "./data/data-protected.ts";
import { databaseBackupsKept } from "./data/database-backups-kept.ts";
import { databaseDeletionProtected } from "./data/database-deletion-protected.ts";
import { databaseEncrypted } from "./data/database-encrypted.ts";
import { databaseLeavesSnapshot } from "./data/database-leaves-snapshot.ts";
import { databaseLogsExported } from "./data/database-logs-exported.ts";
import { databaseMinorUpgrades } from "./data/database-minor-upgrades.ts";
import { databaseMultiAz } from "./data/database-multi-az.ts";
import { databaseNotPublic } from "./data/database-not-public.ts";
import { databaseStorageGrows } from "./data/database-storage-grows.ts";
import { databaseTagsOnSnapshots } from "./data/database-tags-on-snapshots.ts";
import { databaseTls } from "./data/database-tls.ts";

export const dataRules: readonly Rule[] = [
  databaseEncrypted,
  databaseNotPublic,
  dataInPrivateSubnets,
  databaseTls,
  dataProtected,
  databaseDeletionProtected,
  databaseLeavesSnapshot,
  databaseBackupsKept,
  databaseMultiAz,
  databaseStorageGrows,
  databaseMinorUpgrades,
  databaseLogsExported,
  databaseTagsOnSnapshots,
  cacheEncrypted,
  cacheTls,
  cacheAsksWho,
  cacheUsersNeedPassword,
  cacheUsersNotAdmin,
  cacheOwnSubnets,
  cacheBackupsKept,
  cacheFailsOver,
  cacheMinorUpgrades,
];
