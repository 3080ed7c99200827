import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "../../config/resolve.ts";
import type { Database } from "../../config/stack-stores.ts";
import { type Changes, changed, warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const tuning = (main: Changes): Changes => ({ "environment.databases": { main } });
const freeze = (...freezes: object[]): Changes => ({ "environment.promotion": { freeze: freezes } });
const weekend = { from: "fri 15:00", to: "mon 08:00", because: "nobody is at work then" };

function databaseOf(changes: Changes): Database {
  const resolved = resolve(changed(changes), { stack: "staging" }, (value) => pulumi.secret(value));
  assert.ok("stack" in resolved, JSON.stringify(resolved));
  const { main } = resolved.stack.databases;
  assert.ok(main);
  return main;
}

const subnet = (digit: string) => `subnet-${digit.repeat(17)}`;
const network: Changes = {
  "environment.network": {
    existing: {
      vpcId: `vpc-${"0".repeat(17)}`,
      subnets: {
        public: [subnet("0"), subnet("1")],
        private: [subnet("2"), subnet("3")],
        data: [subnet("4"), subnet("5")],
      },
    },
  },
};
const existing = {
  identifier: "legacy-db",
  masterSecretArn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:legacy-AbCdEf",
};

const size = { class: "db.m7g.large", storageGiB: 100 };

describe("a database of a place", () => {
  it("has a master password of RDS's, but with replicas or blue/green, where RDS keeps none, one of ours", () => {
    assert.equal(databaseOf({}).masterPassword, "rds");
    for (const changes of [tuning({ replicas: 1 }), tuning({ blueGreenUpdate: true })]) {
      assert.equal(databaseOf(changes).masterPassword, "made");
      assert.match(
        warnings(changes).join(),
        /environment\.databases\.main: the master password is made here .* because RDS makes none with/,
      );
    }
  });

  it("may keep a password of ours without replicas, which is the way to give them up", () => {
    assert.equal(databaseOf(tuning({ masterPassword: "made" })).masterPassword, "made");
    assert.deepEqual(warnings(tuning({ masterPassword: "made", replicas: 1 })), warnings({}));
  });

  it("starts with a snapshot or a moment of another instance", () => {
    assert.deepEqual(databaseOf(tuning({ restoreFrom: { snapshot: "shop-last" } })).restoreFrom, {
      kind: "snapshot",
      snapshot: "shop-last",
    });
    const at = "2026-12-24T17:30:00Z";
    assert.deepEqual(databaseOf(tuning({ restoreFrom: { of: "shop-production-main", at } })).restoreFrom, {
      kind: "pointInTime",
      of: "shop-production-main",
      at,
    });
  });

  it("may be somebody else's, on the usual port unless another is told", () => {
    assert.equal(databaseOf({ ...network, ...tuning({ existing, ...size }) }).existing?.port, 5432);
    assert.equal(
      databaseOf({ ...network, ...tuning({ existing: { ...existing, port: 5433 }, ...size }) }).existing?.port,
      5433,
    );
  });

  it("has room to grow whatever is said of its volume, since RDS lets none grow that has less than a tenth", () => {
    const sizes = (own: Changes) => {
      const { storageGiB, maxStorageGiB } = databaseOf(tuning(own));
      return [storageGiB, maxStorageGiB];
    };
    assert.deepEqual(sizes({}), [20, 50]);
    assert.deepEqual(sizes({ storageGiB: 48 }), [48, 96]);
    assert.deepEqual(sizes({ storageGiB: 500 }), [500, 1000]);
    assert.deepEqual(sizes({ storageGiB: 500, maxStorageGiB: 550 }), [500, 550]);
    assert.deepEqual(sizes({ maxStorageGiB: 22 }), [20, 22]);
  });

  it("is told of a class that slipway does not know, which RDS may have all the same", () => {
    assert.match(
      warnings(tuning({ class: "db.x2g.large" })).join(),
      /databases\.main\.class: "db\.x2g\.large" is of no family that slipway knows/,
    );
  });

  it("is changed by RDS outside what is frozen every week", () => {
    assert.deepEqual(databaseOf({}).windows, { backup: "02:00-03:00", maintenance: "sun:04:00-sun:05:00" });
    assert.equal(databaseOf(freeze(weekend)).windows.maintenance, "tue:04:00-tue:05:00");
    const own = { ...freeze(weekend), ...tuning({ windows: { maintenance: "wed:01:00-wed:02:00" } }) };
    assert.equal(databaseOf(own).windows.maintenance, "wed:01:00-wed:02:00");
  });

  it("is told of a freeze of one time that its window falls into, which RDS cannot know", () => {
    const christmas = { from: "2026-12-20T00:00", to: "2027-01-02T00:00", because: "the shop is full" };
    assert.match(
      warnings(freeze(christmas)).join(),
      /databases\.main\.windows\.maintenance: sun:04:00-sun:05:00 comes up during promotion\.freeze\[0\]/,
    );
    const tuesday = { from: "2026-12-22T00:00", to: "2026-12-23T00:00", because: "the shop is full" };
    assert.deepEqual(warnings(freeze(tuesday)), warnings({}));
  });

  refuses([
    [
      "refuses replicas and blue/green together, which RDS does not do",
      tuning({ replicas: 1, blueGreenUpdate: true }),
      [
        "slipway:environment.databases.main.blueGreenUpdate true: is not possible with read replicas: take one of the two out (RDS upgrades replicas with their source)",
      ],
    ],
    [
      "refuses a password of RDS's where RDS makes none",
      tuning({ replicas: 1, masterPassword: "rds" }),
      [
        'slipway:environment.databases.main.masterPassword "rds": is not possible with read replicas: remove it, and one is made here',
      ],
    ],
    [
      "refuses a size that its family does not come in, before anything is made",
      tuning({ class: "db.t4g.8xlarge" }),
      [
        'slipway:environment.databases.main.class "db.t4g.8xlarge": is no class that RDS has: size "8xlarge" of db.t4g is not one of micro, small, medium, large, xlarge, 2xlarge',
      ],
    ],
    [
      "refuses a volume that could not grow, as RDS would in the middle of an update",
      tuning({ storageGiB: 100, maxStorageGiB: 109 }),
      [
        "slipway:environment.databases.main.maxStorageGiB 109: is not a tenth more than storageGiB, 100, which RDS wants for a volume that grows: raise it to 110 or more (storage never shrinks)",
      ],
    ],
    [
      "refuses to begin with the history of the instance itself, which goes before the new one is made",
      tuning({ restoreFrom: { of: "shop-staging-main" } }),
      [
        'slipway:environment.databases.main.restoreFrom.of "shop-staging-main": is this instance itself, whose history ends when a new one takes its place: restore the moment to a second instance, take a snapshot of that, and name the snapshot',
      ],
    ],
    [
      "refuses an automated snapshot of the instance itself, which may go with it",
      tuning({ restoreFrom: { snapshot: "rds:shop-staging-main-2026-11-20-02-05" } }),
      [
        'slipway:environment.databases.main.restoreFrom.snapshot "rds:shop-staging-main-2026-11-20-02-05": is an automated snapshot of this instance itself, which may go with it: copy it under a name of your own, and name the copy',
      ],
    ],
    [
      "refuses more replicas than make sense",
      tuning({ replicas: 6 }),
      ["slipway:environment.databases.main.replicas 6: is out of range: use a whole number from 0 to 5"],
    ],
    [
      "refuses an existing instance outside a network that is there, and sizes that nobody would act on",
      tuning({ existing, class: "db.m7g.large", replicas: 1 }),
      [
        "slipway:environment.databases.main.replicas: has no meaning with existing, of which nothing is changed: remove it",
        "slipway:environment.databases.main.storageGiB: is missing: say what the existing instance has, since its alarms and its connections are reckoned from it",
        "slipway:environment.databases.main.existing: needs network.existing: the tasks have to be in the VPC of the instance, whose security group lets them in",
      ],
    ],
    [
      "refuses a maintenance window in what is frozen every week, and names both",
      { ...freeze(weekend), ...tuning({ windows: { maintenance: "sun:04:00-sun:05:00" } }) },
      [
        'slipway:environment.databases.main.windows.maintenance "sun:04:00-sun:05:00": is in promotion.freeze[0], fri 15:00 to mon 08:00 UTC (nobody is at work then): move the window, or remove it for one that is free',
      ],
    ],
    [
      "refuses windows that are too short or meet, as RDS would in the middle of an update",
      tuning({ windows: { backup: "02:00-02:20", maintenance: "sun:02:10-sun:03:10" } }),
      [
        'slipway:environment.databases.main.windows.backup "02:00-02:20": is shorter than 30 minutes, which RDS needs: make it longer',
        'slipway:environment.databases.main.windows.maintenance "sun:02:10-sun:03:10": overlaps the backup, 02:00-02:20: move one of them',
      ],
    ],
    [
      "refuses a freeze that leaves RDS no hour at all",
      freeze({ ...weekend, from: "mon 00:00", to: "sun 23:59" }),
      [
        "slipway:environment.databases.main.windows.maintenance: has no hour left that promotion.freeze does not hold every week: make the freeze shorter, or RDS could never change anything",
      ],
    ],
    [
      "refuses a freeze with ends of two kinds, the wrong way round, or in no time zone",
      freeze(
        { ...weekend, to: "2026-12-20T00:00" },
        { ...weekend, from: "2026-12-20T00:00", to: "2026-12-20T00:00" },
        { ...weekend, timeZone: "Stockholm" },
      ),
      [
        'slipway:environment.promotion.freeze[0].to "2026-12-20T00:00": is not written like from, fri 15:00: write both as fri 15:00 (every week) or both as a date and time (once)',
        'slipway:environment.promotion.freeze[1].to "2026-12-20T00:00": is not after from, 2026-12-20T00:00: correct one of them',
        'slipway:environment.promotion.freeze[2].timeZone "Stockholm": is no time zone: write it like Europe/Stockholm or UTC',
      ],
    ],
    [
      "refuses a moment and windows that are written otherwise",
      {
        ...freeze({ ...weekend, from: "friday" }),
        ...tuning({ windows: { maintenance: "sunday" }, restoreFrom: { of: "main", at: "yesterday" } }),
      },
      [
        'slipway:environment.databases.main.windows.maintenance "sunday": is no window of every week: write it like sun:04:00-sun:05:00, in UTC',
        'slipway:environment.databases.main.restoreFrom.at "yesterday": is no moment in UTC: write it in quotes, like "2026-12-24T17:30:00Z"',
        'slipway:environment.promotion.freeze[0].from "friday": is no moment: write it like fri 15:00 (every week) or, in quotes, "2026-12-20T00:00" (once)',
      ],
    ],
  ]);
});
