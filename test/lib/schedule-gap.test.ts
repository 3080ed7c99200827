import assert from "node:assert/strict";
import { longestGapMinutes, missedAfterMinutes } from "../../lib/schedule-gap.ts";

const day = 24 * 60;

describe("longestGapMinutes", () => {
  for (const [schedule, minutes, why] of [
    ["rate(5 minutes)", 5, "the rate itself"],
    ["rate(1 day)", day, "the rate itself"],
    ["cron(* * * * ? *)", 1, "every minute"],
    ["cron(0 3 * * ? *)", day, "a day"],
    ["cron(0/15 * * * ? *)", 15, "the step"],
    ["cron(0 9-17 * * ? *)", 16 * 60, "the night"],
    ["cron(50-10 * * * ? *)", 40, "the rest of the hour, for a range over its end"],
    ["cron(0 3 ? * MON-FRI *)", 3 * day, "the weekend"],
    ["cron(0 3 ? * 2-6 *)", 3 * day, "the weekend, since 1 is Sunday"],
    ["cron(0 3 ? * FRI-MON *)", 4 * day, "from Monday to Friday, for a range over the end of the week"],
    ["cron(0 3 ? * TUE,THU *)", 5 * day, "from Thursday to Tuesday"],
    ["cron(0 3 ? * L *)", 7 * day, "a week, since L alone is Saturday"],
    ["cron(0 0 ? * 6L *)", 35 * day, "five weeks between two last Fridays"],
    ["cron(0 0 ? * MON#1 *)", 35 * day, "five weeks between two first Mondays"],
    ["cron(0 0 ? * FRI#5 *)", 119 * day, "from the 31st of December to the 29th of April"],
    ["cron(0 0 L * ? *)", 31 * day, "from the last day of one month to that of the next"],
    ["cron(0 0 1W * ? *)", 33 * day, "from the first to the third, where the first is a Saturday"],
    ["cron(0 0 LW * ? *)", 33 * day, "from Friday the 29th to the 31st"],
    ["cron(0 0 31 * ? *)", 61 * day, "from May to July, since June has no such day"],
    ["cron(0 0 1 JAN,JUL ? *)", 184 * day, "half a year"],
    ["cron(0 0 29 2 ? *)", 1461 * day, "four years"],
    ["cron(0 3 * * ? 1970-2199)", day, "a day, for all years"],
    ["cron(0 3 * * ? 2027)", Number.POSITIVE_INFINITY, "no end, since there is a last run"],
    ["cron(0 3 30 2 ? *)", Number.POSITIVE_INFINITY, "no end, since there is no run"],
  ] as const) {
    it(`of ${schedule} is ${why}`, () => assert.equal(longestGapMinutes(schedule), minutes));
  }
});

describe("missedAfterMinutes", () => {
  it("leaves half an hour for what starts late, and twice the interval of a rate", () => {
    assert.equal(missedAfterMinutes("cron(0 3 * * ? *)", "UTC"), day + 30);
    assert.equal(missedAfterMinutes("rate(1 hour)", "UTC"), 120);
    assert.equal(missedAfterMinutes("rate(5 minutes)", "UTC"), 30);
  });

  it("leaves an hour more where clocks are put back, or the alarm would ring every autumn", () => {
    assert.equal(missedAfterMinutes("cron(0 3 * * ? *)", "Europe/Stockholm"), day + 60 + 30);
  });

  it("is absent where runs are further apart than an alarm can look back, which is a week", () => {
    assert.equal(missedAfterMinutes("cron(0 3 ? * MON *)", "UTC"), undefined);
    assert.equal(missedAfterMinutes("rate(4 days)", "UTC"), undefined);
    assert.equal(missedAfterMinutes("cron(0 3 * * ? 2027)", "UTC"), undefined);
    assert.equal(missedAfterMinutes("rate(3 days)", "UTC"), 6 * day);
  });
});
