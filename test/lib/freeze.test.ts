import assert from "node:assert/strict";
import { isDated, isWeekly, meets, minutesOf } from "../../lib/freeze.ts";
import { freeMaintenanceWindow } from "../../lib/maintenance-window.ts";
import { weeklySpan } from "../../lib/week-span.ts";

const freeze = (from: string, to: string, timeZone = "UTC") => ({ from, to, timeZone });
const meetsWindow = (one: ReturnType<typeof freeze>, window: string) => {
  const span = weeklySpan(window);
  assert.ok(span);
  return meets(one, span);
};
const sunday = "sun:04:00-sun:05:00";

describe("a freeze", () => {
  it("is weekly or of one time, by how its ends are written", () => {
    assert.deepEqual(
      [isWeekly(freeze("fri 15:00", "mon 08:00")), isDated(freeze("fri 15:00", "mon 08:00"))],
      [true, false],
    );
    const once = freeze("2026-12-20T00:00", "2027-01-02T00:00");
    assert.deepEqual([isWeekly(once), isDated(once), minutesOf(once)], [false, true, 13 * 24 * 60]);
    const mixed = freeze("fri 15:00", "2027-01-02T00:00");
    assert.deepEqual([isWeekly(mixed), isDated(mixed)], [false, false]);
  });

  it("of a weekend goes over the end of the week", () => {
    const weekend = freeze("fri 15:00", "mon 08:00");
    assert.equal(meetsWindow(weekend, sunday), true);
    assert.equal(meetsWindow(weekend, "mon:07:30-mon:08:30"), true);
    assert.equal(meetsWindow(weekend, "mon:08:00-mon:09:00"), false);
  });

  it("counts with both hours of a zone that has summer time, since a plan knows no date", () => {
    const stockholm = freeze("sun 06:00", "sun 07:00", "Europe/Stockholm");
    assert.equal(meetsWindow(stockholm, sunday), true, "in summer 06:00 there is 04:00 UTC");
    assert.equal(meetsWindow(stockholm, "sun:05:30-sun:06:00"), true, "in winter it is 05:00 UTC");
    assert.equal(meetsWindow(stockholm, "sun:06:00-sun:07:00"), false);
    assert.equal(meetsWindow(freeze("sun 09:30", "sun 10:30", "Asia/Kolkata"), sunday), true);
  });

  it("of one time meets a window whose day and hour fall into it, and every window from a week on", () => {
    // 20 December 2026 is a Sunday.
    assert.equal(meetsWindow(freeze("2026-12-20T00:00", "2026-12-20T06:00"), sunday), true);
    assert.equal(meetsWindow(freeze("2026-12-21T00:00", "2026-12-23T00:00"), sunday), false);
    assert.equal(meetsWindow(freeze("2026-12-21T00:00", "2026-12-28T00:00"), sunday), true);
  });
});

describe("the maintenance window that is chosen", () => {
  it("is early on Sunday when nothing speaks against it", () => {
    assert.equal(freeMaintenanceWindow("02:00-03:00", []), sunday);
  });

  it("goes to another night, or another hour, when that is frozen or the backup's", () => {
    assert.equal(freeMaintenanceWindow("02:00-03:00", [freeze("fri 15:00", "mon 08:00")]), "tue:04:00-tue:05:00");
    assert.equal(freeMaintenanceWindow("04:00-05:00", []), "sun:03:00-sun:04:00");
  });

  it("looks away from freezes of one time, which pass", () => {
    assert.equal(freeMaintenanceWindow("02:00-03:00", [freeze("2026-12-20T00:00", "2027-01-02T00:00")]), sunday);
  });

  it("is none when every hour is frozen", () => {
    assert.equal(freeMaintenanceWindow("02:00-03:00", [freeze("mon 00:00", "sun 23:59")]), undefined);
  });
});
