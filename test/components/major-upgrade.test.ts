import assert from "node:assert/strict";
import { refuseMajorUpgrades, type Versioned } from "../../components/major-upgrade.ts";

const refusal = (database: Versioned, engineVersion: string) => {
  try {
    refuseMajorUpgrades({ main: database }, { main: { status: "available", engineVersion } });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};
const allowMajorUpgrade = { because: "it was tried on a copy of production" };

describe("refuseMajorUpgrades", () => {
  it("lets the version that runs and a database that is new through", () => {
    assert.equal(refusal({ version: "17" }, "17.6"), undefined);
    assert.doesNotThrow(() => refuseMajorUpgrades({ main: { version: "17" } }, {}));
  });

  it("refuses a newer one that the place has not allowed, since a promotion brings it with the app", () => {
    const message = refusal({ version: "18" }, "17.6") ?? "";
    assert.match(message, /^app\.databases\.main\.version: "18": Postgres 17\.6 runs/);
    assert.match(message, /environment\.databases\.main\.allowMajorUpgrade: \{because: …\}/);
    assert.equal(refusal({ version: "18", allowMajorUpgrade }, "17.6"), undefined);
  });

  it("refuses an older one whatever is allowed, because there is no way back", () => {
    assert.match(refusal({ version: "16", allowMajorUpgrade }, "17.6") ?? "", /no version goes back/);
  });

  it("leaves an instance of somebody else's to its owner", () => {
    const message = refusal({ version: "18", existing: { identifier: "legacy-db" } }, "17.6") ?? "";
    assert.match(message, /runs in legacy-db, which is upgraded by whoever owns it: say version: "17"/);
  });

  it("tells of all databases at once", () => {
    const databases = { main: { version: "18" }, other: { version: "18" } };
    const report = { status: "available", engineVersion: "17.6" };
    assert.throws(
      () => refuseMajorUpgrades(databases, { main: report, other: report }),
      /databases\.main[\s\S]*databases\.other/,
    );
  });

  it("has no opinion where RDS does not say what runs", () => {
    assert.equal(refusal({ version: "18" }, "unknown"), undefined);
  });
});
