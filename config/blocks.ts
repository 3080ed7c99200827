import * as z from "zod";

import { app } from "./schema/app.ts";
import { environment } from "./schema/environment.ts";
import { release } from "./schema/release.ts";
import { secrets } from "./schema/secrets.ts";

// Each schema reads one file: compiling it into code takes longer than reading does.
z.config({ jitless: true });

/** The four keys of a stack file, each with its schema. */
export const blocks = { app, release, environment, secrets } as const;

/** One of the four keys. */
export type BlockName = keyof typeof blocks;

/** The four keys as their schemas read them. */
export interface Config {
  readonly app: App;
  readonly release: Release;
  readonly environment: Environment;
  /** Values by name; markers in the offline plan. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** `slipway:app`. */
export type App = z.infer<typeof app>;
/** `slipway:release`. */
type Release = z.infer<typeof release>;
/** `slipway:environment`. */
export type Environment = z.infer<typeof environment>;

/** A service as the app declares it. */
export type ServiceConfig = App["services"][string];
/** A job as the app declares it. */
export type JobConfig = NonNullable<App["jobs"]>[string];
/** A database as the app declares it. */
export type DatabaseConfig = NonNullable<App["databases"]>[string];
/** What a task uses. */
export type UsesConfig = NonNullable<JobConfig["uses"]>;
/** Environment variables. */
export type EnvConfig = NonNullable<App["env"]>;
