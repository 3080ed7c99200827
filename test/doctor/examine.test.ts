import assert from "node:assert/strict";
import { type Check, failed, ok, skipped } from "../../doctor/check.ts";
import { allChecks } from "../../doctor/checks.ts";
import { examine } from "../../doctor/examine.ts";
import { defaultStack, goodAccount, healthy, smallest } from "./healthy.ts";

const noGate = { gates: {}, others: [], ofStack: [] };

describe("what the doctor looks at", () => {
  it("finds nothing wrong with a stack for which everything is there", async () => {
    const found = await examine(
      healthy(await defaultStack("staging"), { sendsTest: true }),
      allChecks({ sendsTest: true }),
    );
    assert.deepEqual(
      found.filter(({ is }) => is === "failed" || is === "warning"),
      [],
    );
    assert.deepEqual(
      found.filter(({ is }) => is === "skipped").map(({ name, says }) => `${name}: ${says}`),
      [
        "session-manager-plugin: no service says exec",
        "docker: no image is built here",
        "required jobs: this stack manages no repository",
        "required checks: this stack manages no repository",
      ],
    );
  });

  it("sends receivers nothing unless somebody wants that", async () => {
    const sent: unknown[] = [];
    const cloud = { publish: async (notice: unknown) => sent.push(notice) > 0 };
    await examine(healthy(await defaultStack("staging"), { cloud }), allChecks({ sendsTest: false }));
    assert.deepEqual(sent, []);
  });

  it("says once why an account tells nothing, and asks everybody else", async () => {
    const account = { ...goodAccount, caller: () => Promise.reject(new Error("AWS does not accept the credentials")) };
    const found = await examine(healthy(await defaultStack("staging"), { account }), allChecks({ sendsTest: false }));
    const ofAws = found.filter(({ asks }) => asks === "aws");
    assert.deepEqual(
      ofAws.map(({ name, is, says }) => `${name} ${is}: ${says}`),
      [
        "credentials failed: AWS does not accept the credentials",
        ...["bootstrap", "quotas", "zone", "certificate", "alarm receivers"].map(
          (name) => `${name} skipped: see credentials`,
        ),
      ],
    );
    assert.ok(found.some(({ name, is }) => name === "GitHub" && is === "ok"));
  });

  it("goes on where one thing cannot be asked, and passes on why", async () => {
    const broken: Check = { name: "broken", asks: "dns", run: () => Promise.reject(new Error("no answer\nat all")) };
    const fine: Check = { name: "fine", asks: "machine", run: async () => ok("yes") };
    assert.deepEqual(await examine(healthy(smallest()), { ...noGate, others: [broken, fine] }), [
      { name: "fine", asks: "machine", is: "ok", says: "yes" },
      { name: "broken", asks: "dns", is: "skipped", says: "not known: no answer" },
    ]);
  });

  it("passes on why a gate was not looked at, so that nobody searches for its failure", async () => {
    const gate: Check = {
      name: "GitHub",
      asks: "github",
      run: async () => skipped("app.delivery names no repository"),
    };
    const behind: Check = { name: "rights", asks: "github", run: async () => failed("never asked", "x") };
    const found = await examine(healthy(smallest()), { ...noGate, gates: { github: gate }, others: [behind] });
    assert.deepEqual(
      found.map(({ says }) => says),
      ["app.delivery names no repository", "app.delivery names no repository"],
    );
  });

  it("still looks at the machine, the state and the account of a stack whose file is not in order", async () => {
    const context = { ...healthy(smallest()), declared: { problem: "app.services: none" } };
    const found = await examine(context, allChecks({ sendsTest: false }));
    const fine = found.filter(({ is }) => is === "ok").map(({ name }) => name);
    assert.deepEqual(fine, [
      "node",
      "git",
      "pulumi",
      "aws",
      "secrets provider",
      "values of secrets",
      "state",
      "stack",
      "credentials",
      "bootstrap",
    ]);
    assert.deepEqual(
      found.filter(({ is }) => is === "failed"),
      [
        {
          name: "stack file",
          asks: "stack",
          is: "failed",
          says: "app.services: none",
          mend: ["npx slipway plan staging"],
        },
      ],
    );
    assert.ok(found.some(({ name, says }) => name === "quotas" && says === "see stack file"));
  });
});
