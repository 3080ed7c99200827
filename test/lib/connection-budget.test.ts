import assert from "node:assert/strict";
import { connectionBudget } from "../../lib/connection-budget.ts";

describe("the connection budget", () => {
  it("counts the tasks of both versions, since old and new ones are there while a release takes over", () => {
    const budget = connectionBudget([
      { name: "api", tasks: 2, pool: 10, surge: 2 },
      { name: "bot", tasks: 1, pool: 5, surge: 1 },
    ]);
    assert.equal(budget?.needed, 2 * 10 * 2 + 5 + 5);
    assert.equal(budget?.biggest, "api");
  });

  it("shows the sum, so that whoever is over it sees whom to make smaller", () => {
    const budget = connectionBudget([{ name: "bot", tasks: 1, pool: 5, surge: 1 }]);
    assert.equal(budget?.sum, "bot 1 task × 5 (5) + 5 that Postgres and RDS keep = 10");
  });

  it("is nothing without a client", () => {
    assert.equal(connectionBudget([]), undefined);
  });
});
