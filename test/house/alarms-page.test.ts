import assert from "node:assert/strict";
import { alarmRows, alarmsPage, page } from "../../tools/docs/alarms.ts";
import { textOf } from "./sources.ts";

describe("the page of the alarms", () => {
  it("lists the alarms and the numbers that the program makes, so that nobody is told of others", async () => {
    assert.ok(textOf(page) === (await alarmsPage()), `${page} is stale: run node tools/docs/alarms.ts`);
  });

  it("calls early what production is warned of and staging is not", async () => {
    const odd = (await alarmRows()).filter(({ kind, suffix, alarms: { production, staging } }) => {
      const onlyInProduction = production !== undefined && staging === undefined;
      return suffix !== "deploying" && kind.early !== undefined && !onlyInProduction;
    });
    assert.deepEqual(
      odd.map(({ of, suffix }) => `${of} ${suffix}`),
      [],
    );
  });

  it("names every kind of alarm that a plan has", async () => {
    const unseen = (await alarmRows()).filter(({ alarms }) => Object.keys(alarms).length === 0);
    assert.deepEqual(
      unseen.map(({ of, suffix }) => `${of} ${suffix}`),
      [],
    );
  });
});
