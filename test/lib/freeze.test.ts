import assert from "node:assert/strict";
import fc from "fast-check";
import { frozenAt, isDated, isWeekly, meets, minutesOf } from "../../lib/freeze.ts";
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

/** Until when it lasts at a moment. */
const until = (one: ReturnType<typeof freeze>, now: string) => frozenAt(one, new Date(now))?.toISOString();

describe("what is frozen at a moment", () => {
  const tables: readonly (readonly [
    title: string,
    frozen: ReturnType<typeof freeze>,
    moments: Readonly<Record<string, string | undefined>>,
  ])[] = [
    [
      "begins with its first minute and ends with its last, over the end of the week",
      freeze("fri 15:00", "mon 08:00"),
      {
        "2026-11-20T14:59:59.999Z": undefined,
        "2026-11-20T15:00Z": "2026-11-23T08:00:00.000Z",
        "2026-11-22T23:59Z": "2026-11-23T08:00:00.000Z",
        "2026-11-23T07:59:59.999Z": "2026-11-23T08:00:00.000Z",
        "2026-11-23T08:00Z": undefined,
      },
    ],
    [
      "is inside of one week too",
      freeze("tue 09:00", "tue 17:00"),
      {
        "2026-11-17T08:59Z": undefined,
        "2026-11-17T09:00Z": "2026-11-17T17:00:00.000Z",
        "2026-11-17T17:00Z": undefined,
        "2026-11-18T12:00Z": undefined,
      },
    ],
    [
      "goes by the clock of its zone, in winter and in summer",
      freeze("fri 15:00", "mon 08:00", "Europe/Stockholm"),
      {
        "2026-11-20T13:59Z": undefined,
        "2026-11-20T14:00Z": "2026-11-23T07:00:00.000Z",
        "2026-06-19T12:59Z": undefined,
        "2026-06-19T13:00Z": "2026-06-22T06:00:00.000Z",
      },
    ],
    [
      "ends by the new time where summer time begins in it, an hour earlier on other clocks",
      freeze("fri 15:00", "mon 08:00", "Europe/Stockholm"),
      {
        "2026-03-27T14:00Z": "2026-03-30T06:00:00.000Z",
        "2026-03-30T05:59Z": "2026-03-30T06:00:00.000Z",
        "2026-03-30T06:00Z": undefined,
      },
    ],
    [
      "ends by the new time where summer time ends in it, an hour later on other clocks",
      freeze("fri 15:00", "mon 08:00", "Europe/Stockholm"),
      {
        "2026-10-23T13:00Z": "2026-10-26T07:00:00.000Z",
        "2026-10-26T06:59Z": "2026-10-26T07:00:00.000Z",
        "2026-10-26T07:00Z": undefined,
      },
    ],
    [
      "is to the minute on the very day of a change, once its hour is over",
      freeze("sun 08:00", "sun 20:00", "Europe/Stockholm"),
      {
        "2026-03-29T05:59Z": undefined,
        "2026-03-29T06:00Z": "2026-03-29T18:00:00.000Z",
        "2026-03-29T18:00Z": undefined,
        "2026-10-25T06:59Z": undefined,
        "2026-10-25T07:00Z": "2026-10-25T19:00:00.000Z",
        "2026-10-25T19:00Z": undefined,
      },
    ],
    [
      "holds through the hour that comes twice, from its first coming to the end of its second",
      freeze("sun 02:30", "sun 02:45", "Europe/Stockholm"),
      {
        "2026-10-25T00:29Z": undefined,
        "2026-10-25T00:30Z": "2026-10-25T01:45:00.000Z",
        "2026-10-25T01:10Z": "2026-10-25T01:45:00.000Z",
        "2026-10-25T01:45Z": undefined,
      },
    ],
    [
      "is there also when the hour is left out that it is written in",
      freeze("sun 02:15", "sun 02:45", "Europe/Stockholm"),
      {
        "2026-03-29T00:14Z": undefined,
        "2026-03-29T00:59Z": "2026-03-29T01:45:00.000Z",
        "2026-03-29T01:00Z": "2026-03-29T01:45:00.000Z",
        "2026-03-29T01:45Z": undefined,
      },
    ],
    [
      "is on another day of the week far in the east",
      freeze("mon 00:00", "mon 06:00", "Pacific/Kiritimati"),
      {
        "2026-11-22T09:59Z": undefined,
        "2026-11-22T10:00Z": "2026-11-22T16:00:00.000Z",
        "2026-11-22T16:00Z": undefined,
      },
    ],
    [
      "is on another day of the week far in the west",
      freeze("sun 22:00", "mon 01:00", "Pacific/Pago_Pago"),
      {
        "2026-11-23T08:59Z": undefined,
        "2026-11-23T09:00Z": "2026-11-23T12:00:00.000Z",
        "2026-11-23T12:00Z": undefined,
      },
    ],
    [
      "knows zones of half an hour",
      freeze("mon 09:00", "mon 10:00", "Asia/Kolkata"),
      { "2026-11-23T03:29Z": undefined, "2026-11-23T03:30Z": "2026-11-23T04:30:00.000Z" },
    ],
    [
      "is once where it has a date, by the clock of its zone at each end",
      freeze("2026-03-01T00:00", "2026-04-01T00:00", "America/New_York"),
      {
        "2026-03-01T04:59Z": undefined,
        "2026-03-01T05:00Z": "2026-04-01T04:00:00.000Z",
        "2026-04-01T03:59Z": "2026-04-01T04:00:00.000Z",
        "2026-04-01T04:00Z": undefined,
        "2027-03-15T00:00Z": undefined,
      },
    ],
    [
      "is nothing where its ends are written in two ways",
      freeze("fri 15:00", "2026-12-20T00:00"),
      { "2026-12-01T00:00Z": undefined },
    ],
  ];
  for (const [title, frozen, moments] of tables) {
    it(title, () => {
      const found = Object.keys(moments).map((now) => [now, until(frozen, now)]);
      assert.deepEqual(found, Object.entries(moments));
    });
  }

  const zones = [
    "UTC",
    "Europe/Stockholm",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
  ];
  const week = 7 * 24 * 60;

  it("is what the clock of its zone shows, at any minute of two years but for an hour around its changes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: week - 1 }),
        fc.integer({ min: 1, max: week - 1 }),
        fc.integer({ min: 0, max: 2 * 365 * 24 * 60 }),
        (timeZone, from, length, minutes) => {
          const now = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
          const hours = [-3, 3].map((shift) => shownAt(new Date(now.getTime() + shift * 3_600_000), timeZone));
          const shown = shownAt(now, timeZone);
          const isChanging = ((hours[1] ?? 0) - (hours[0] ?? 0) + week) % week !== 360;
          const to = (from + length) % week;
          const frozen = frozenAt({ from: writtenAs(from), to: writtenAs(to), timeZone }, now);
          const isIn = (shown - from + week) % week < length;
          assert.ok(isChanging || (frozen !== undefined) === isIn, `${now.toISOString()} ${timeZone}`);
          assert.ok(frozen === undefined || (frozen > now && shownAt(frozen, timeZone) % week === to) || isChanging);
        },
      ),
      { numRuns: 500, seed: 6 },
    );
  });

  /** The minute of the week that a clock shows. */
  function shownAt(moment: Date, timeZone: string): number {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" });
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday ?? "");
    return day * 24 * 60 + Number(parts.hour) * 60 + Number(parts.minute);
  }

  function writtenAs(minute: number): string {
    const two = (number: number) => `${Math.floor(number)}`.padStart(2, "0");
    const inDay = minute % (24 * 60);
    return `${["mon", "tue", "wed", "thu", "fri", "sat", "sun"][Math.floor(minute / (24 * 60))]} ${two(inDay / 60)}:${two(inDay % 60)}`;
  }
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
