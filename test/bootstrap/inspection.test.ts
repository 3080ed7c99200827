import assert from "node:assert/strict";
import { bring } from "../../bootstrap/inspection.ts";
import type { Presence, Thing } from "../../cloud/aws/foundation/thing.ts";

/** A thing that AWS shows after some looks; what is done with it is kept in `done`. */
function slow(looks: number, done: string[]): Thing {
  const presence = (): Promise<Presence> => {
    const made = done.includes("made");
    looks -= made ? 1 : 0;
    return Promise.resolve({ is: made && looks < 0 ? "there" : "missing" });
  };
  const setting = { so: "is rotated", notSo: "is not rotated", isSo: () => Promise.resolve(false) };
  const step = (name: string) => async () => {
    done.push(name);
  };
  return { name: "key k", presence, make: step("made"), settings: [{ ...setting, set: step("set") }] };
}

describe("what is made", () => {
  it("is waited for before it is set, because AWS takes a moment to know of it", async () => {
    const done: string[] = [];
    const pause = async () => {
      done.push("paused");
    };
    await bring(slow(2, done), (sentence) => done.push(sentence), pause);
    assert.deepEqual(done, ["made", "key k is made", "paused", "paused", "set", "key k is rotated"]);
  });

  it("is not waited for for ever", async () => {
    await assert.rejects(
      bring(
        slow(100, []),
        () => undefined,
        () => Promise.resolve(),
      ),
      {
        name: "UserError",
        message: "key k is made, and AWS does not show it yet: run the same command again in a minute",
      },
    );
  });
});
