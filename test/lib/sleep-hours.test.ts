import assert from "node:assert/strict";
import {
  awakeWindow,
  mayStartAsleep,
  muteWindows,
  nightMinutes,
  opensAsleep,
  type SleepHours,
  sleepSchedules,
} from "../../lib/sleep-hours.ts";

const hours: SleepHours = { from: "19:00", to: "07:30", timeZone: "Europe/Stockholm", wholeDays: [] };
const weekends: SleepHours = { ...hours, wholeDays: ["sun", "sat"] };

describe("the hours of sleep", () => {
  it("are a night, over midnight or not", () => {
    assert.equal(nightMinutes(hours), 12 * 60 + 30);
    assert.equal(nightMinutes({ from: "01:00", to: "06:00" }), 5 * 60);
  });

  it("begin every evening, and end every morning but on whole days", () => {
    assert.deepEqual(sleepSchedules(weekends), {
      sleep: "cron(0 19 * * ? *)",
      wake: "cron(30 7 ? * MON,TUE,WED,THU,FRI *)",
    });
    const never = { ...hours, wholeDays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] };
    assert.deepEqual(sleepSchedules(never), { sleep: "cron(0 19 * * ? *)" });
  });
});

describe("the windows in which alarms are muted", () => {
  it("last until what was woken has come up, because an alarm that still rings at the end acts", () => {
    assert.deepEqual(muteWindows(hours), { nights: { expression: "cron(0 19 * * *)", duration: "PT13H" } });
  });

  it("cover whole days, lapping over the nights before and after", () => {
    assert.deepEqual(muteWindows(weekends)["whole-days"], { expression: "cron(30 7 * * SAT,SUN)", duration: "PT12H" });
  });
});

describe("a window of RDS", () => {
  it("is asleep when it can open in a night, in winter or in summer", () => {
    assert.equal(opensAsleep("02:00-03:00", hours), true);
    assert.equal(opensAsleep("12:00-13:00", hours), false);
    // 07:30 in Stockholm is 06:30 UTC in winter and 05:30 in summer; 19:00 is 17:00 or 18:00.
    assert.equal(opensAsleep("06:00-07:00", hours), true);
    assert.equal(opensAsleep("07:00-08:00", hours), false);
    assert.equal(opensAsleep("17:00-18:00", hours), true);
  });

  it("may open on whole days, because it does on the others too; a weekly one may not", () => {
    assert.equal(opensAsleep("12:00-13:00", weekends), false);
    assert.equal(opensAsleep("sun:12:00-sun:13:00", hours), false);
    assert.equal(opensAsleep("sun:12:00-sun:13:00", weekends), true);
    assert.equal(opensAsleep("mon:12:00-mon:13:00", weekends), false);
    const early = { ...weekends, from: "01:00", to: "06:00" };
    assert.equal(opensAsleep("sat:23:00-sun:00:00", early), true);
    assert.equal(opensAsleep("fri:21:00-fri:22:00", early), false);
  });

  it("has an hour by day, unless there is hardly a day", () => {
    assert.equal(awakeWindow(hours), "07:00-08:00");
    assert.equal(awakeWindow({ ...hours, from: "08:00", to: "07:30" }), undefined);
  });
});

describe("a schedule of a job", () => {
  const may = (schedule: string, of = hours, timeZone = of.timeZone) => mayStartAsleep(schedule, timeZone, of);

  it("may start it at night by its hours and minutes", () => {
    assert.equal(may("cron(0 3 * * ? *)"), true);
    assert.equal(may("cron(29 7 * * ? *)"), true);
    assert.equal(may("cron(30 7 * * ? *)"), false);
    assert.equal(may("cron(0 9-18 * * ? *)"), false);
    assert.equal(may("cron(0 9-19 * * ? *)"), true);
  });

  it("may start it on a whole day, unless its days are others", () => {
    assert.equal(may("cron(0 12 * * ? *)", weekends), true);
    assert.equal(may("cron(0 12 ? * MON-FRI *)", weekends), false);
    assert.equal(may("cron(0 12 ? * FRI-SUN *)", weekends), true);
    assert.equal(may("cron(0 12 ? * FRIL *)", weekends), true);
  });

  it("may start it at any time where nobody can tell: a rate, another time zone", () => {
    assert.equal(may("rate(1 day)"), true);
    assert.equal(may("cron(0 12 * * ? *)", hours, "UTC"), true);
  });
});
