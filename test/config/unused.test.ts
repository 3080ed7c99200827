import assert from "node:assert/strict";
import { warnings } from "./minimal.ts";

const unused = (...keys: string[]) =>
  keys.map(
    (key) =>
      `slipway:app.${key}: is used by no service and no job, so nothing can reach it: name it in uses of those that need it, or remove it`,
  );

describe("a store", () => {
  it("that nobody uses is told, since it is paid for all the same", () => {
    const stores = { "app.queues": { orders: {} }, "app.buckets": { uploads: {} } };
    assert.deepEqual(warnings(stores), unused("queues.orders", "buckets.uploads"));
    assert.deepEqual(warnings({ ...stores, "app.jobs.nightly.uses": { orders: {}, uploads: {} } }), []);
  });

  it("that is only migrated is used by nobody", () => {
    assert.deepEqual(warnings({ "app.services.api.uses": ["cache"] }), unused("databases.main"));
  });
});
