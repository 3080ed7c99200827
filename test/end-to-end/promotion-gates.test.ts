import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Verdict } from "../../promotion/gates/gate.ts";
import { quoted } from "../support/change-values.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { app, digests, TwoStages } from "../support/end-to-end/two-stages.ts";

const file = "Pulumi.production.yaml";

describeOnEngine("a gate of a promotion", () => {
  let stages: TwoStages;
  let asItWas: string;
  before(async () => {
    stages = new TwoStages();
    await stages.up("production");
    await stages.up("staging");
    await stages.run(0, "verify", "staging");
    stages.set("staging", "slipway:release", {
      version: "2",
      images: { api: digests[1] },
      commits: { api: stages.copy.git("rev-parse", "HEAD").trim() },
    });
    await stages.up("staging");
    await stages.run(0, "verify", "staging");
    asItWas = stages.file("production");
  });
  after(() => stages.remove());

  /** Changes the place of production for as long as it is looked at; the gates that refuse, none of which may write. */
  async function refusing(
    change: () => unknown,
    undo: () => unknown,
    env: Readonly<Record<string, string>> = {},
  ): Promise<readonly Verdict[]> {
    await change();
    const untouched = stages.file("production");
    const { stdout } = await stages.runWith(env, 2, "promote", "staging", "production", "--yes", "--json");
    const { effects } = JSON.parse(stdout);
    assert.equal(stages.file("production"), untouched, "a refused promotion writes nothing");
    await undo();
    return effects.gates.filter(({ passes }: Verdict) => !passes);
  }

  const environment = (path: string, value: unknown, env: Readonly<Record<string, string>> = {}) =>
    refusing(
      () => stages.set("production", `slipway:environment.${path}`, value),
      () => stages.set("production", `slipway:environment.${path}`, undefined),
      env,
    );

  /** Insists that exactly this gate refuses, and returns what it says. */
  function only(gate: string, verdicts: readonly Verdict[]): string {
    assert.deepEqual(
      verdicts.map((one) => one.gate),
      [gate],
      JSON.stringify(verdicts),
    );
    return JSON.stringify(verdicts[0]);
  }

  it("all let through what was verified a moment ago", async () => {
    await stages.run(0, "promote", "staging", "production");
    assert.equal(stages.file("production"), asItWas);
  });

  it("refuses before it has soaked, and says when it may move", async () => {
    assert.match(only("soak", await environment("promotion.soakMinutes", 60)), /of 60 minutes/);
  });

  it("refuses in a freeze, and says why and until when", async () => {
    const [from, to] = ["2026-01-01T00:00", "2099-01-01T00:00"].map(quoted);
    const freeze = [{ from, to, because: "the test freezes it" }];
    assert.match(only("freeze", await environment("promotion.freeze", freeze)), /the test freezes it/);
  });

  it("refuses while it is held, and says who holds it and why", async () => {
    const hold = await refusing(
      () => stages.run(0, "hold", "production", "--reason", "we look at the database"),
      () => stages.run(0, "hold", "production", "--off"),
    );
    assert.match(only("hold", hold), /we look at the database/);
  });

  it("refuses a release without a hotfix that production runs", async () => {
    const fix = stages.copy.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "Repair the login").trim();
    const hotfix = await refusing(
      async () => {
        const bump = ["bump", "production", `api@${digests[2]}`, "--commit", fix];
        await stages.run(2, ...bump);
        await stages.run(0, ...bump, "--force", "--reason", "login is broken");
        stages.copy.commit();
      },
      () => {
        stages.copy.git("revert", "--no-edit", "HEAD");
      },
    );
    assert.match(only("hotfix", hotfix), new RegExp(fix.slice(0, 8)));
    assert.ok(stages.events("production").includes("forced"));
  });

  it("refuses what is older than what production has from there already", async () => {
    const rings = { SLIPWAY_SANDBOX_FAULTS: JSON.stringify({ fault: "ringing", on: "shop-staging-api-errors" }) };
    const order = await refusing(
      async () => {
        await stages.run(0, "promote", "staging", "production", "--yes");
        stages.copy.commit();
        await stages.runWith(rings, 2, "verify", "staging");
      },
      async () => {
        await stages.run(0, "verify", "staging");
        stages.copy.git("revert", "--no-edit", "HEAD");
      },
    );
    only("order", order);
  });

  it("refuses another program than the one that was verified, and names the files", async () => {
    const program = await refusing(
      () => {
        appendFileSync(stages.copy.path("lib", "names.ts"), "// another program\n");
        stages.copy.commit();
      },
      () => {
        stages.copy.git("revert", "--no-edit", "HEAD");
      },
    );
    assert.match(only("program", program), /lib\/names\.ts/);
  });

  it("refuses images without an attestation where they are asked for", async () => {
    // Whoever has gh has one that would ask GitHub.
    const gh = stages.copy.path("fake", "gh");
    mkdirSync(dirname(gh));
    writeFileSync(gh, "#!/bin/sh\necho 'no attestations found' >&2\nexit 1\n", { mode: 0o755 });
    const path = `${dirname(gh)}:${process.env.PATH}`;
    const attestation = await environment("promotion.attested", true, { PATH: path });
    assert.match(only("attestation", attestation), /no attestations found/);
  });

  it("refuses what costs more than the limit of the place", async () => {
    const [cost, ...others] = await environment("cost.maxMonthlyUsd", 5);
    assert.match(only("cost", cost ? [cost] : []), /maxMonthlyUsd/);
    assert.deepEqual(unjudged(others), ["guard"]);
  });

  it("refuses while something is not committed", async () => {
    const dirty = await refusing(
      () => appendFileSync(stages.copy.path("README.md"), "\n"),
      () => {
        stages.copy.git("checkout", "--", "README.md");
      },
    );
    assert.match(only("clean", dirty), /README\.md/);
  });

  it("tells everything that the target lacks at once, with the commands, before anything is written", async () => {
    stages.set("staging", "slipway:app.secrets", { API_KEY: "given" });
    stages.set("staging", "slipway:app.env", { MODE: { per: "environment" } });
    stages.set("staging", "slipway:app.services.api.secrets", ["API_KEY"]);
    stages.set("staging", "slipway:secrets", { API_KEY: { secure: "v1:not:real" } });
    stages.set("staging", "slipway:environment.env", { MODE: "quick" });
    stages.set("staging", "slipway:app.databases", { main: { ...app.databases.main, version: "18" } });
    stages.set("staging", "slipway:environment.databases", {
      main: { allowMajorUpgrade: { because: "the test upgrades staging" } },
    });
    await stages.up("staging");
    await stages.run(0, "verify", "staging");
    const { effects } = await stages.tell(2, "promote", "staging", "production", "--force", "--reason", "we must");
    const refused: readonly Verdict[] = effects.gates.filter(({ passes }: Verdict) => !passes);
    assert.deepEqual(
      refused.map(({ gate }) => gate),
      ["schema", "secrets", "upgrade", "guard"],
    );
    assert.deepEqual(unjudged(refused.slice(3)), ["guard"]);
    const told = JSON.stringify(refused);
    assert.match(told, /pulumi config set --stack production --secret --path 'slipway:secrets\.API_KEY'/);
    assert.match(told, /allowMajorUpgrade/);
    assert.equal(stages.copy.git("status", "--porcelain", file), "");
  });

  it("refuses a release without a store whose data production holds, also by force", async () => {
    stages.set("staging", "slipway:app", {
      ...app,
      databases: undefined,
      services: { api: { kind: "web", port: 8000, health: "/health" } },
    });
    for (const key of ["slipway:secrets", "slipway:environment.env", "slipway:environment.databases"]) {
      stages.set("staging", key, undefined);
    }
    await stages.up("staging");
    await stages.run(0, "verify", "staging");
    const { effects } = await stages.tell(2, "promote", "staging", "production", "--force", "--reason", "we must");
    const refused = effects.gates.filter(({ passes }: Verdict) => !passes);
    assert.match(only("guard", refused), /main-instance/);
  });
});

/** The gates that cannot be judged while there is no plan. */
function unjudged(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.flatMap(({ gate, says }) => (says.startsWith("cannot tell") ? [gate] : []));
}
