import { setTimeout as sleep } from "node:timers/promises";
import type { Setting, Thing } from "../cloud/aws/foundation/thing.ts";
import { messageOf } from "../lib/message-of.ts";
import { UserError } from "../lib/user-error.ts";

/** One way in which something that is there is not as it has to be. */
interface Difference {
  /** How it is, as the end of a sentence that begins with its name: `keeps no old versions`. */
  readonly today: string;
  /** How bootstrap makes it: `keeps old versions`. */
  readonly change: string;
}

/** How something that an account has once is found, by reading alone. */
export type Inspection =
  | { readonly is: "there"; readonly note?: string }
  | { readonly is: "missing" }
  | { readonly is: "different"; readonly differences: readonly Difference[] }
  /** Another account's, or nothing that slipway decides: what is so, and what to do. */
  | { readonly is: "refused"; readonly why: string };

/** Looks at something, and changes nothing. */
export async function inspect(thing: Thing): Promise<Inspection> {
  const presence = await looked(thing, () => thing.presence());
  if (presence.is === "elsewhere") {
    return { is: "there", note: presence.note };
  }
  if (presence.is !== "there") {
    return presence;
  }
  const differences = await looked(thing, () => notSo(thing));
  return differences.length === 0
    ? presence
    : { is: "different", differences: differences.map((setting) => ({ today: setting.notSo, change: setting.so })) };
}

/** How long AWS is given to know of what it has just made. */
const LOOKS = 30;

/** Makes what is missing and changes what is different, and says each thing once it is done. */
export async function bring(
  thing: Thing,
  say: (sentence: string) => void,
  pause: () => Promise<unknown> = () => sleep(1000),
): Promise<void> {
  const presence = await looked(thing, () => thing.presence());
  if (presence.is === "refused" || presence.is === "elsewhere") {
    return;
  }
  if (presence.is === "missing") {
    await changed(`${thing.name} cannot be made`, () => thing.make());
    say(`${thing.name} is made`);
    await untilThere(thing, pause);
  }
  for (const setting of await looked(thing, () => notSo(thing))) {
    await changed(`${thing.name} cannot be changed so that it ${setting.so}`, () => setting.set());
    say(`${thing.name} ${setting.so}`);
  }
}

/** What was made is not known everywhere at once: an alias of a key, for one, takes seconds. */
async function untilThere(thing: Thing, pause: () => Promise<unknown>): Promise<void> {
  for (let look = 1; (await looked(thing, () => thing.presence())).is !== "there"; look++) {
    if (look === LOOKS) {
      throw new UserError(
        `${thing.name} is made, and AWS does not show it yet: run the same command again in a minute`,
      );
    }
    await pause();
  }
}

async function notSo({ settings }: Thing): Promise<readonly Setting[]> {
  const looks = await Promise.all(settings.map(async (setting) => ({ setting, isSo: await setting.isSo() })));
  return looks.flatMap(({ setting, isSo }) => (isSo ? [] : [setting]));
}

async function looked<T>({ name }: Thing, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    throw new UserError(
      `cannot look at ${name} (${messageOf(error)}): use credentials that may read it, like those of an administrator of the account`,
    );
  }
}

async function changed(failure: string, change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    throw new UserError(
      `${failure} (${messageOf(error)}): what was done before stays, so put this right and run the same command again`,
    );
  }
}
