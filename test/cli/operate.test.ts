import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

/** A mistake that is found before anything is asked. */
const mistakes: Readonly<Record<string, readonly [words: readonly string[], says: string]>> = {
  "a time without a unit": [
    ["logs", "staging", "--since", "30"],
    "--since 30 does not fit: give how long ago, such as 90s, 30m, 2h or 3d, or a time such as 2026-11-21T18:00Z",
  ],
  "to follow what cannot be written meanwhile": [
    ["logs", "staging", "--follow", "--sandbox"],
    "--follow has nothing to wait for in the sandbox, where nothing is written while this verb has it: leave --follow out",
  ],
  "a name that writes no log": [
    ["logs", "staging", "ap"],
    'staging has no ap that writes a log (did you mean "api"?): there is api, web, worker, nightly, main, main/migrate, main/roles; name one of these, or none for all services',
  ],
  "a time-out without a unit": [
    ["run", "staging", "api", "--timeout", "5", "--", "true"],
    "--timeout 5 does not fit: give a time such as 90s, 30m or 2h",
  ],
  "to run nothing": [
    ["run", "staging", "api"],
    "run needs a command: npx slipway run staging api -- <command>, as the image knows it",
  ],
  "a shell in nothing": [["exec", "staging"], "exec needs the name of a service of staging: it has api, web, worker"],
  "a command through a port": [
    ["exec", "staging", "api", "--forward", "main", "--", "ls"],
    "--forward runs no command: leave out what is after --",
  ],
};

describe("looking into what runs", () => {
  for (const [what, [words, says]] of Object.entries(mistakes)) {
    it(`refuses ${what} at once, and says what fits`, async () => {
      const { stderr, stdout, code } = await slipway(words);
      assert.deepEqual({ stderr, stdout, code }, { stderr: `${says}\n`, stdout: "", code: 1 });
    });
  }

  it("lets nobody into a service that does not say so, which is a refusal and no mistake", async () => {
    const { stderr, code } = await slipway(["exec", "staging", "api"]);
    assert.equal(code, 2);
    assert.match(stderr, /^api lets nobody in: environment\.services\.api\.exec is not set\./m);
  });
}).timeout(60_000);
