import assert from "node:assert/strict";
import { checkConnections } from "../../config/checks/connections.ts";
import { formatProblem, Report } from "../../config/problem.ts";
import type { Stack } from "../../config/stack.ts";
import { replicaOf } from "../../lib/replica-choice.ts";
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
    const reader = webService({ max: 4, uses: uses(8, { access: "read", replica: true }) });
    const reading = { api: webService({ max: 4, uses: uses(5) }), reader };
    assert.deepEqual(of({ replicas: 1 }, reading), []);
    assert.equal(of({}, reading).length, 1);
  });

  it("are counted for each replica by those who read from it, since it takes no more than the other", () => {
    const reader = webService({ max: 4, uses: uses(10, { access: "read", replica: true }) });
    const of = (replicas: number) =>
      problemsOf({ ...stackOf({ reader }), databases: { main: database({ replicas }) } }).map(
        (problem) => problem.split(". Give")[0],
      );
    const sum =
      "db.t4g.micro takes, 80: reader 4 tasks × 10 × 2 while it deploys (80) + 5 that Postgres and RDS keep = 85";
    const over = "slipway:environment.databases.main: its clients may open more connections";
    assert.deepEqual(of(0), [`${over} than ${sum}`]);
    assert.deepEqual(of(1), [`${over} to its replica 1 than ${sum}`]);
    assert.deepEqual(of(2), [`${over} to its replica ${1 + (replicaOf("reader", 2) ?? 0)} than ${sum}`]);
  });

  it("are only told of where a refusal might have no way out: a class that is not known, somebody else's instance", () => {
    const services = { api: webService({ max: 40, uses: uses(10) }) };
    const existing = {
      port: 5432,
      identifier: "legacy",
      masterSecretArn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:a",
    };
    const told = (own: Parameters<typeof database>[0]) => {
      const report = new Report();
      checkConnections({ ...stackOf(services), databases: { main: database(own) } }, report);
      assert.deepEqual(report.problems, []);
      return report.warnings.join();
    };
    assert.match(
      told({ instanceClass: "db.x2g.large" }),
      /how many connections db\.x2g\.large takes is not known: .* = 805$/,
    );
    assert.match(
      told({ parameters: { max_connections: "{DBInstanceClassMemory/1}" } }),
      /its parameter max_connections takes/,
    );
    assert.match(told({ existing }), /its clients may open more connections than db\.t4g\.micro takes, 80: .* = 805/);
  });
});
