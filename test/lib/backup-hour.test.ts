import assert from "node:assert/strict";
import { backupHour } from "../../lib/backup-hour.ts";

describe("backupHour", () => {
  for (const [backup, maintenance, hour] of [
    ["02:00-03:00", "sun:04:00-sun:05:00", 5],
    ["12:00-12:30", "wed:15:00-wed:16:00", 16],
    ["06:00-07:00", "sun:07:00-sun:08:00", 8],
    ["22:00-23:00", "sun:22:30-sun:23:30", 0],
    ["23:30-00:30", "mon:02:00-mon:03:00", 3],
    ["01:30-02:00", "sat:23:30-sun:00:30", 2],
  ] as const) {
    it(`is ${hour} when RDS is busy at ${backup} and ${maintenance}, as an hour before is too late for a backup`, () => {
      assert.equal(backupHour({ backup, maintenance }), hour);
    });
  }
});
