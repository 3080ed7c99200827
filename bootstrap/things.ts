import type { Setting, Thing } from "../cloud/aws/foundation/thing.ts";
import type { Session } from "../cloud/aws/session.ts";
import { ecsRole } from "./ecs-role.ts";
import type { Foundation } from "./foundation.ts";
import { imageRepository } from "./image-repository.ts";
import { bring, type Inspection, inspect } from "./inspection.ts";
import { secretsKey } from "./secrets-key.ts";
import { stateBucket } from "./state-bucket.ts";

/** One thing of the foundation, and how it is found. */
export interface Found {
  /** `bucket acme-pulumi-state` */
  readonly name: string;
  /** How it is once it is made. */
  readonly asMade: readonly string[];
  readonly inspection: Inspection;
}

/** Everything that the foundation is made of, in the order in which it is made. */
export function thingsOf({ bucket, key, repositories }: Foundation, session: Session): readonly Thing[] {
  return [
    ...(bucket ? [stateBucket(bucket, session)] : []),
    ...(key ? [secretsKey(key, session)] : []),
    ecsRole(session),
    ...repositories.map((repository) => imageRepository(repository, session)),
  ];
}

/** How each thing is once it is made, without asking anybody. */
export function asMade({ settings }: Thing): readonly string[] {
  return settings.map(({ so }: Setting) => so);
}

/** Looks at all of it, and changes nothing. */
export function survey(things: readonly Thing[]): Promise<readonly Found[]> {
  return Promise.all(
    things.map(async (thing) => ({ name: thing.name, asMade: asMade(thing), inspection: await inspect(thing) })),
  );
}

/** Makes and changes one thing after the other, so that whoever reads along sees how far it got. */
export async function bringAll(things: readonly Thing[], say: (sentence: string) => void): Promise<void> {
  for (const thing of things) {
    await bring(thing, say);
  }
}
