import type { Mutant } from "../mutant.ts";

const database = ["test/components/database.test.ts", "test/components/database-kinds.test.ts"];

/** What holds the app's tables: that it is kept, encrypted, and reached by whom it should be. */
export const ofDatabases: readonly Mutant[] = [
  {
    id: "database-unencrypted",
    guard: "A database is encrypted where it lies.",
    file: "components/database-settings.ts",
    find: "storageEncrypted: true,",
    replace: "storageEncrypted: false,",
    tests: database,
  },
  {
    id: "database-public",
    guard: "A database has no public address.",
    file: "components/database-settings.ts",
    find: "publiclyAccessible: false,",
    replace: "publiclyAccessible: true,",
    tests: database,
  },
  {
    id: "database-deletable-at-aws",
    guard: "AWS refuses to delete a database, unless the configuration says why it may go.",
    file: "components/database-settings.ts",
    find: "deletionProtection: !isDeletable,",
    replace: "deletionProtection: false,",
    tests: database,
  },
  {
    id: "database-without-final-snapshot",
    guard: "A database that goes leaves a snapshot, unless the configuration says why it may go.",
    file: "components/database-settings.ts",
    find: "skipFinalSnapshot: isDeletable,",
    replace: "skipFinalSnapshot: true,",
    tests: database,
  },
  {
    id: "database-backups-go-with-it",
    guard: "The backups of a deleted database stay.",
    file: "components/database-settings.ts",
    find: "deleteAutomatedBackups: isDeletable,",
    replace: "deleteAutomatedBackups: true,",
    tests: database,
  },
  {
    id: "database-unprotected",
    guard: "Pulumi refuses to delete a database, unless the configuration says why it may go.",
    file: "components/database-instance.ts",
    find: "protect: !args.deletable,",
    replace: "protect: false,",
    tests: [...database, "test/invariants.test.ts"],
  },
  {
    id: "database-replaced-by-a-snapshot-key",
    guard: "What a database was made of counts once: a key that comes or goes later does not replace it.",
    file: "components/database-instance.ts",
    find: "...(!(mayBeReplaced && args.restoreFrom) && { ignoreChanges: [...onlyAtStart] }),",
    replace: "",
    tests: database,
  },
  {
    id: "database-password-known-to-us",
    guard: "RDS makes and keeps the master's password, and no value of it is in the program.",
    file: "components/database-instance.ts",
    find: ": { manageMasterUserPassword: true }),",
    replace: ': { password: "postgres" }),',
    tests: database,
  },
  {
    id: "final-snapshot-name-taken",
    guard: "A database that is made anew under its name leaves a final snapshot of another name.",
    file: "components/database-instance.ts",
    find: "keepers: { start: JSON.stringify(start) }",
    replace: "keepers: {}",
    tests: database,
  },
  {
    id: "database-accepts-plain-connections",
    guard: "Postgres refuses whoever comes without TLS.",
    file: "components/database-parameters.ts",
    find: '"rds.force_ssl": "1"',
    replace: '"rds.force_ssl": "0"',
    tests: database,
  },
];
