import * as z from "zod";

import { about, envName, whole } from "./scalars.ts";
import { container } from "./workload.ts";

/** Major versions of Postgres that RDS offers, oldest first. */
export const postgresVersions = ["14", "15", "16", "17", "18"] as const;

const migrate = z
  .strictObject({
    ...container,
    image: container.image.describe(about("Key in images; a new digest runs the migration")),
    command: container.command.describe(about("Program and its arguments; another one runs the migration")),
    urlDialect: z
      .enum(["libpq", "asyncpg", "node-postgres", "jdbc"])
      .exactOptional()
      .describe(
        about("How the URL of the migrator role is written, for the driver that reads it", { default: "libpq" }),
      ),
    urlEnv: envName
      .exactOptional()
      .describe(about("Variable that holds the URL of the migrator role", { default: "DATABASE_URL" })),
    timeoutMinutes: whole(1, 240)
      .exactOptional()
      .describe(
        about("Minutes that the migration may take before the deployment fails", { default: "15", effect: "none" }),
      ),
  })
  .required({ image: true, command: true })
  .describe(
    about(
      "Task that brings the schema up to date, before the services of the release start; it runs when its image or command changes",
    ),
  );

/** A database of the app. */
export const database = z
  .strictObject({
    engine: z.literal("postgres").describe(about("Kind of database", { effect: "replaces" })),
    version: z.enum(postgresVersions).describe(
      about("Major version, in quotes; minor versions come by themselves", {
        effect: "Changing it upgrades the instance, which has to be down for that, and cannot be undone",
      }),
    ),
    extensions: z
      .array(z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, "is no name of an extension: write it like pg_trgm"))
      .exactOptional()
      .describe(about("Extensions that are created in the database", { default: "none", effect: "inPlace" })),
    parameters: z
      .record(z.string().regex(/^[a-z][a-z0-9_.]*$/, "is no name of a parameter: write it like work_mem"), z.string())
      .exactOptional()
      .describe(
        about("Parameters of Postgres, values in quotes", {
          default: "those of RDS",
          effect:
            "Changing it takes effect at the next restart of the database, which nothing here makes: aws rds reboot-db-instance",
        }),
      ),
    migrate: migrate.exactOptional(),
  })
  .describe(about("A database of the app"));
