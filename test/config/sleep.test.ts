import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "../../config/resolve.ts";
import { type Changes, changed } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const key = "environment.cost.sleep";
const sleep = { from: "19:00", to: "07:00", timeZone: "Europe/Stockholm" };

/** The resolved stack, and the warnings that are about sleep. */
function resolved(changes: Changes) {
  const { stack, warnings, ...rest } = {
    stack: undefined,
    problems: [],
    ...resolve(changed(changes), { stack: "staging" }, (value) => pulumi.secret(value)),
  };
  assert.deepEqual(rest.problems, []);
  return { sleep: stack?.sleep, warnings: warnings.filter((warning) => warning.includes("sleep")) };
}

describe("the hours in which a place sleeps", () => {
  refuses([
    ["are two times and a zone", { [key]: sleep }, []],
    [
      "are times of day",
      { [key]: { ...sleep, from: "7 pm", to: "24:00" } },
      [
        'slipway:environment.cost.sleep.from "7 pm": is no time of day: write it in quotes, like "19:00"',
        'slipway:environment.cost.sleep.to "24:00": is no time of day: write it in quotes, like "19:00"',
      ],
    ],
    [
      "have a beginning and an end",
      { [key]: { ...sleep, to: "19:00" } },
      ['slipway:environment.cost.sleep.to "19:00": is when it goes to sleep, too: write when it wakes'],
    ],
    [
      "are meant in a zone that exists",
      { [key]: { ...sleep, timeZone: "Stockholm" } },
      ['slipway:environment.cost.sleep.timeZone "Stockholm": is no time zone: write it like Europe/Stockholm or UTC'],
    ],
    [
      "name a whole day once, as it is written",
      { [key]: { ...sleep, wholeDays: ["sat", "sat"] } },
      ['slipway:environment.cost.sleep.wholeDays[1] "sat": is there twice: remove it'],
    ],
    [
      "know the days of the week",
      { [key]: { ...sleep, wholeDays: ["saturday"] } },
      [
        'slipway:environment.cost.sleep.wholeDays[0] "saturday": unknown value: use one of mon, tue, wed, thu, fri, sat, sun',
      ],
    ],
    [
      "are not for production, which somebody may ask for at any hour",
      { [key]: sleep, "environment.profile": "production", "environment.uptime": "none" },
      ["slipway:environment.cost.sleep: production is there at any hour: remove it, or use the profile staging"],
    ],
    [
      "do not go with schedules of scaling, which would start tasks at night",
      {
        [key]: sleep,
        "environment.services": { worker: { scale: { schedules: [{ at: "cron(0 6 * * ? *)", min: 1, max: 2 }] } } },
      },
      [
        "slipway:environment.services.worker.scale.schedules: would start tasks in the hours of environment.cost.sleep, and sleep would end what they say: remove one of the two",
      ],
    ],
  ]);
});

describe("a place that sleeps", () => {
  const byDay = {
    "environment.databases": { main: { windows: { backup: "10:00-11:00", maintenance: "mon:12:00-mon:13:00" } } },
  };

  it("has every default filled in, and one that does not has none", () => {
    assert.deepEqual(resolved({ [key]: sleep }).sleep, { ...sleep, wholeDays: [] });
    assert.deepEqual(resolved({}), { sleep: undefined, warnings: [] });
  });

  it("is told what costs on, because AWS cannot stop it", () => {
    assert.deepEqual(resolved({ [key]: sleep, ...byDay }).warnings, [
      "slipway:environment.cost.sleep: costs on while it sleeps: the load balancer, the NAT gateway, cache cache, storage",
    ]);
    const replicas = {
      "environment.databases": {
        main: { replicas: 1, windows: { backup: "10:00-11:00", maintenance: "mon:12:00-mon:13:00" } },
      },
    };
    const [first = ""] = resolved({ [key]: sleep, ...replicas }).warnings;
    assert.match(first, /cache cache, database main \(RDS stops none with read replicas\), storage$/);
  });

  it("is told of a backup and of upgrades at night, which a database that is stopped does not get", () => {
    const windows = { backup: "02:00-03:00", maintenance: "sun:04:00-sun:05:00" };
    const atNight = { "environment.databases": { main: { windows } } };
    assert.deepEqual(resolved({ [key]: sleep, ...atNight }).warnings.slice(1), [
      "slipway:environment.databases.main.windows.backup: 02:00-03:00 UTC is while it sleeps, and RDS backs up no database that is stopped: say 06:00-07:00",
      "slipway:environment.databases.main.windows.maintenance: sun:04:00-sun:05:00 UTC is while it sleeps, and RDS upgrades no database that is stopped: choose an hour in which it is awake",
    ]);
  });

  it("backs up and upgrades by day where nobody says when, and says nothing more", () => {
    const hours = { ...sleep, wholeDays: ["sat", "sun"] };
    const { stack } = resolve(changed({ [key]: hours }), { stack: "staging" }, (value) => pulumi.secret(value)) as {
      stack: { databases: Record<string, { windows: object }> };
    };
    assert.deepEqual(stack.databases.main?.windows, { backup: "06:00-07:00", maintenance: "mon:07:00-mon:08:00" });
    assert.equal(resolved({ [key]: hours }).warnings.length, 1);
  });

  it("keeps the usual windows where it never wakes by itself", () => {
    const wholeDays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    assert.match(resolved({ [key]: { ...sleep, wholeDays } }).warnings.join(), /windows\.maintenance/);
  });

  it("is told of a job at night that uses what sleeps", () => {
    const job = (schedule: string, uses: readonly string[]) => ({
      [key]: sleep,
      ...byDay,
      "app.jobs": { nightly: { image: "app", schedule, uses, timeZone: "Europe/Stockholm" } },
    });
    assert.deepEqual(resolved(job("cron(0 3 * * ? *)", ["main"])).warnings.slice(1), [
      "slipway:app.jobs.nightly.schedule: cron(0 3 * * ? *) starts it while the place sleeps, without main: choose an hour of the day in environment.jobs.nightly.schedule, or pause it",
    ]);
    assert.equal(resolved(job("cron(0 12 * * ? *)", ["main"])).warnings.length, 1);
    assert.equal(resolved(job("cron(0 3 * * ? *)", ["cache"])).warnings.length, 1);
  });
});
