import assert from "node:assert/strict";
import { checkConnections } from "../../config/checks/connections.ts";
import { formatProblem, Report } from "../../config/problem.ts";
import type { Stack } from "../../config/stack.ts";
import { database, databaseUse, job, migration, minimal, webService, worker } from "../support/minimal.ts";

const problemsOf = (stack: Stack) => {
  const report = new Report();
  checkConnections(stack, report);
  return report.problems.map(formatProblem);
};

describe("the connections of a database", () => {
  const uses = (pool: number, more: object = {}) => ({ main: databaseUse({ pool, ...more }) });
  const stackOf = (services: Stack["services"], own: Partial<Stack> = {}) =>
    minimal({ services, databases: { main: database() }, ...own });

  it("are refused before anything is made when its clients may open more, with the sum and the ways out", () => {
    const services = { api: webService({ max: 4, uses: uses(10) }), mail: worker({ exactlyOne: true, uses: uses(5) }) };
    assert.deepEqual(problemsOf(stackOf(services, { jobs: { nightly: job({ uses: uses(2) }) } })), [
      "slipway:environment.databases.main: its clients may open more connections than db.t4g.micro takes, 80: " +
        "api 4 tasks × 10 × 2 while it deploys (80) + mail 1 task × 5 (5) + nightly 1 task × 2 (2) + " +
        "5 that Postgres and RDS keep = 92. Give api a smaller uses.main.pool or fewer tasks (max), take a larger " +
        "class, or set app.databases.main.parameters.max_connections",
    ]);
  });

  it("count the migration, and the most that a schedule scales to", () => {
    const schedules = [{ at: "cron(0 8 * * ? *)", timeZone: "UTC", min: 4, max: 8 }];
    const scale = { schedules, cooldownSeconds: 300 };
    const [problem] = problemsOf({
      ...stackOf({ api: webService({ max: 2, scale, uses: uses(5) }) }),
      databases: { main: database({ migrate: migration() }) },
    });
    assert.match(problem ?? "", /api 8 tasks × 5 × 2 while it deploys \(80\) \+ migration 1 task × 1 \(1\)/);
  });

  it("are enough when the class is larger, the parameter says so, or a service reads from a replica", () => {
    const services = { api: webService({ max: 4, uses: uses(10) }) };
    const of = (own: Parameters<typeof database>[0], more = services) =>
      problemsOf({ ...stackOf(more), databases: { main: database(own) } });
    assert.equal(of({}).length, 1);
    assert.deepEqual(of({ instanceClass: "db.t4g.small" }), []);
    assert.deepEqual(of({ parameters: { max_connections: "200" } }), []);
    const reading = { api: webService({ max: 4, uses: uses(10, { access: "read", replica: true }) }) };
    assert.deepEqual(of({ replicas: 1 }, reading), []);
    assert.equal(of({}, reading).length, 1);
  });

  it("are not counted where nobody knows how many there are: a class that is not known, somebody else's instance", () => {
    const services = { api: webService({ max: 40, uses: uses(10) }) };
    const existing = {
      port: 5432,
      identifier: "legacy",
      masterSecretArn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:a",
    };
    const unknown: Parameters<typeof database>[0][] = [{ instanceClass: "db.x2g.large" }, { existing }];
    for (const own of unknown) {
      assert.deepEqual(problemsOf({ ...stackOf(services), databases: { main: database(own) } }), []);
    }
  });
});
