import assert from "node:assert/strict";
import { isTimeZone, whatIsWrongWithSchedule, whatIsWrongWithScheduleOrTime } from "../../lib/schedule.ts";

describe("whatIsWrongWithSchedule", () => {
  for (const schedule of [
    "cron(0 3 * * ? *)",
    "cron(0/15 * ? * MON-FRI *)",
    "cron(0,30 8-18/2 1 JAN,JUL ? 2027)",
    "cron(0 0 L * ? *)",
    "cron(0 0 15W * ? *)",
    "cron(0 0 ? * 2#1 *)",
    "cron(0 0 ? * 6L *)",
    "rate(1 minute)",
    "rate(5 minutes)",
    "rate(12 hours)",
  ]) {
    it(`finds nothing in ${schedule}`, () => assert.equal(whatIsWrongWithSchedule(schedule), undefined));
  }

  for (const [schedule, says] of [
    ["0 3 * * *", "is no schedule: write it like cron(0 3 * * ? *) or rate(1 hour)"],
    [
      "cron(0 3 * * *)",
      "has 5 fields: cron takes minutes, hours, day of month, month, day of week and year, like cron(0 3 * * ? *)",
    ],
    ["cron(60 3 * * ? *)", "has minutes that cron does not take: use 0 to 59, * or lists, ranges and steps of them"],
    [
      "cron(0 3 32 * ? *)",
      "has a day of month that cron does not take: use 1 to 31, * or lists, ranges and steps of them",
    ],
    [
      "cron(0 3 * FEBRUARY ? *)",
      "has a month that cron does not take: use 1 to 12, * or lists, ranges and steps of them",
    ],
    [
      "cron(0 3 ? * 0 *)",
      "has a day of week that cron does not take: use 1 to 7, * or lists, ranges and steps of them",
    ],
    [
      "cron(0 3 * * ? 1969)",
      "has a year that cron does not take: use 1970 to 2199, * or lists, ranges and steps of them",
    ],
    [
      "cron(0 3 * * * *)",
      "must have ? as day of month or as day of week, and as one of them only: like cron(0 3 * * ? *)",
    ],
    [
      "cron(0 3 ? * ? *)",
      "must have ? as day of month or as day of week, and as one of them only: like cron(0 3 * * ? *)",
    ],
    ["cron(*/0 * * * ? *)", "has minutes that cron does not take: use 0 to 59, * or lists, ranges and steps of them"],
    ["rate(0 minutes)", "never runs: use a rate of 1 or more"],
    ["rate(1 minutes)", "does not match its number: write rate(1 minute)"],
    ["rate(2 hour)", "does not match its number: write rate(2 hours)"],
    ["rate(5 weeks)", "is no schedule: write it like cron(0 3 * * ? *) or rate(1 hour)"],
    ["at(2027-01-01T00:00:00)", "is no schedule: write it like cron(0 3 * * ? *) or rate(1 hour)"],
  ] as const) {
    it(`says what is wrong with ${schedule}`, () => assert.equal(whatIsWrongWithSchedule(schedule), says));
  }
});

describe("whatIsWrongWithScheduleOrTime", () => {
  for (const [schedule, says] of [
    ["at(2027-01-31T20:00:00)", undefined],
    ["cron(0 20 ? * MON-FRI *)", undefined],
    ["at(2027-02-30T20:00:00)", "is no moment: write it like at(2027-01-31T20:00:00)"],
    ["at(2027-01-31 20:00)", "is no moment: write it like at(2027-01-31T20:00:00)"],
    ["at(2027-01-31T25:00:00)", "is no moment: write it like at(2027-01-31T20:00:00)"],
    ["20:00", "is no schedule: write it like cron(0 3 * * ? *) or rate(1 hour), or at(2027-01-31T20:00:00)"],
    ["rate(2 hour)", "does not match its number: write rate(2 hours)"],
  ] as const) {
    it(`says of ${schedule} ${says === undefined ? "nothing" : "what is wrong"}`, () =>
      assert.equal(whatIsWrongWithScheduleOrTime(schedule), says));
  }
});

describe("isTimeZone", () => {
  it("knows the names of IANA and no others", () => {
    assert.deepEqual(["UTC", "Europe/Stockholm", "America/Sao_Paulo", "Stockholm", ""].map(isTimeZone), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
