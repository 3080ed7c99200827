import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replicaOf } from "../../lib/replica-choice.ts";
import { boxOf, placedTypes } from "../../map/box-of.ts";
import { natZones } from "../../map/boxes/network.ts";
import type { Box, EnvironmentMap } from "../../map/environment-map.ts";
import { sourcesOf } from "../house/sources.ts";
import { type Mapped, mapped, mappedStacks, writtenStacks } from "../support/maps.ts";
import { variantStacks } from "../support/stack-files.ts";

/** Components that are always part of another one, whose box they are in. */
const inner = [
  "access-logs:AccessLogs",
  "certificate:Certificate",
  "task:Task",
  "telegram-receiver:TelegramReceiver",
  "web-acl:WebAcl",
];

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function boxNamed({ boxes }: EnvironmentMap, id: string): Box {
  const box = boxes.find((one) => one.id === id);
  assert.ok(box, `there is no ${id}`);
  return box;
}

const folder = mkdtempSync(join(tmpdir(), "slipway-map-"));
const written = writtenStacks(folder);
after(() => rmSync(folder, { recursive: true }));

for (const { name, file } of [...mappedStacks, ...variantStacks, ...written]) {
  describe(`the map of ${name}`, () => {
    let made: Mapped;
    before(async () => {
      made = await mapped(file);
    });

    it("has every resource of the plan in one box, so that nothing is forgotten", () => {
      const { plan, map } = made;
      assert.equal(
        sum(map.boxes.map(({ resources }) => resources)),
        plan.resources.filter(({ custom }) => custom).length,
      );
    });

    it("leaves to the account what belongs to no part, and nothing else", () => {
      const { plan, stack, map } = made;
      const ids = new Set(map.boxes.map(({ id }) => id));
      const left = plan.resources
        .filter((resource) => resource.custom && boxOf(resource, stack, ids) === "account")
        .map(({ path }) => path);
      assert.deepEqual(
        left.filter((path) => !/^(account|dns|docker|boundary|build-)/.test(path)),
        [],
      );
    });

    it("costs what the estimate says, box by box", () => {
      const { plan, map } = made;
      assert.equal(map.usdPerMonth, plan.cost.usd.expected);
      const boxes = sum(map.boxes.map(({ usdPerMonth = 0 }) => usdPerMonth));
      assert.ok(Math.abs(boxes - map.usdPerMonth) < 0.1, `${boxes} of ${map.usdPerMonth}`);
      assert.equal(boxNamed(map, "account").usdPerMonth, undefined, "a cost that no part has");
    });

    it("names each box once, groups before what stands in them", () => {
      const seen = new Set<string>();
      for (const { id, inside } of made.map.boxes) {
        assert.ok(!seen.has(id), `${id} twice`);
        assert.ok(inside === undefined || seen.has(inside), `${id} before ${inside}`);
        seen.add(id);
      }
    });

    it("draws each arrow once, between boxes of which none is inside the other", () => {
      const { boxes, arrows } = made.map;
      const inside = new Map(boxes.map((box) => [box.id, box.inside]));
      const around = (id: string): string[] => [
        id,
        ...(inside.get(id) === undefined ? [] : around(`${inside.get(id)}`)),
      ];
      for (const { from, to } of arrows) {
        assert.ok(inside.has(from) && inside.has(to), `${from} → ${to}`);
        assert.ok(!around(from).includes(to) && !around(to).includes(from), `${from} → ${to}`);
      }
      assert.equal(new Set(arrows.map(({ from, to }) => `${from} → ${to}`)).size, arrows.length);
    });

    it("lets a task talk to the stores, services and files that it uses and to no others, as the security groups have it", () => {
      const { stack, map } = made;
      const { services, jobs, databases } = stack;
      const used = [
        ...Object.entries(services).map(([task, workload]) => [`service/${task}`, task, workload] as const),
        ...Object.entries(jobs).map(([task, workload]) => [`job/${task}`, task, workload] as const),
        ...Object.entries(databases).flatMap(([task, { migrate }]) =>
          migrate ? [[`migration/${task}`, task, migrate] as const] : [],
        ),
      ].flatMap(([from, task, { uses, volumes }]) => [
        ...Object.entries(uses).map(([store, use]) => `${from} → ${use.store}/${store}`),
        ...Object.entries(uses).flatMap(([store, use]) =>
          "replica" in use && use.replica
            ? [`${from} → replica/${store}/${(replicaOf(task, databases[store]?.replicas ?? 0) ?? -1) + 1}`]
            : [],
        ),
        ...Object.keys(volumes).map((volume) => `${from} → file-system/${task}-${volume}`),
      ]);
      const drawn = map.arrows
        .filter(({ from, to }) => /^(service|job|migration)\//.test(from) && !/^(internet|external)/.test(to))
        .map(({ from, to, says }) => [`${from} → ${to}`, says] as const);
      assert.deepEqual(drawn.map(([pair]) => pair).sort(), [...used].sort());
      // AWS's own doors, replicas, which are in the group of their database, and the rules of somebody else's group.
      const untold = databases.main?.existing ? /→ (queue|bucket|database)/ : /→ (queue|bucket|replica)/;
      for (const [pair, says] of drawn.filter(([pair]) => !untold.test(pair))) {
        assert.match(says, /^\d+$/, pair);
      }
    });

    it("shows how tasks reach the internet, also where nobody knows what is on the way", () => {
      const { stack, map } = made;
      const ways = map.arrows.filter(({ to, says }) => to === "internet" && says.split(", ").includes("443"));
      assert.deepEqual(
        ways.map(({ from }) => from),
        stack.network.existing ? ["cluster"] : natZones(stack).map((zone) => `nat/${zone}`),
      );
      const data = boxNamed(map, "tier/data").facts;
      assert.deepEqual(data, [stack.network.existing ? "databases and caches" : "no route out"]);
    });

    it("lets the internet in at the load balancer alone", () => {
      const ways = made.map.arrows.filter(({ from }) => from === "people").map(({ to }) => to);
      assert.deepEqual([...new Set(ways)], ["edge"]);
    });

    it("shows all alarms of the plan, each at one box", () => {
      const { plan, map } = made;
      const alarms = plan.resources.filter(({ type }) => /^aws:cloudwatch\/(metric|composite)Alarm:/.test(type));
      const shown = map.boxes.flatMap((box) => box.alarms);
      assert.equal(shown.length, alarms.length);
      assert.equal(new Set(shown).size, shown.length);
    });

    it("has lines that fit a panel", () => {
      const long = made.map.boxes.flatMap(({ facts }) => facts).filter((fact) => fact.length > 80);
      assert.deepEqual(long, []);
    });
  });
}

describe("a map", () => {
  it("knows where each component belongs, also one that no stack here has", () => {
    const types = sourcesOf("components/*.ts").flatMap(({ path }) => [
      ...readFileSync(path, "utf8").matchAll(/super\(\s*"slipway:([\w-]+:\w+)"/g),
    ]);
    assert.ok(types.length > 30);
    const unplaced = types
      .map(([, type = ""]) => type)
      .filter((type) => !inner.includes(type) && !placedTypes.includes(`slipway:${type}`));
    assert.deepEqual(unplaced, [], "name its box in map/box-of.ts");
  });

  it("takes a replica for a box of its own, and an alarm of it too", async () => {
    const [first] = mappedStacks;
    assert.ok(first);
    const { stack } = await mapped(first.file);
    const ids = new Set(["database/main", "replica/main/1", "replica/main/2"]);
    const home = (name: string) => {
      const urn = `urn:pulumi:staging::harbour::slipway:database:Database$aws:rds/instance:Instance::${name}`;
      return boxOf({ name, path: `main/${name}`, urn }, stack, ids);
    };
    assert.deepEqual(["main-instance", "main-replica-1", "main-replica-2-lag", "main-replica-9"].map(home), [
      "database/main",
      "replica/main/1",
      "replica/main/2",
      "account",
    ]);
  });
});
