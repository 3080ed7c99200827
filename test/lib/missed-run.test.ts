import assert from "node:assert/strict";
import { watchedFor } from "../../lib/missed-run.ts";

/** Every number of minutes that the configuration takes. */
const allMinutes = Array.from({ length: 10_080 - 5 + 1 }, (_, at) => at + 5);

describe("watchedFor", () => {
  it("looks back over at most a day in short datapoints and a week in hours, which is what CloudWatch takes", () => {
    const refused = allMinutes.filter((minutes) => {
      const { periodSeconds, periods } = watchedFor(minutes);
      return periodSeconds % 60 !== 0 || periods * periodSeconds > (periodSeconds < 3600 ? 86_400 : 604_800);
    });
    assert.deepEqual(refused, []);
  });

  it("never looks back over less than the time that was asked for, nor over an hour more", () => {
    const wrong = allMinutes.filter((minutes) => {
      const { periodSeconds, periods } = watchedFor(minutes);
      const watched = (periodSeconds * periods) / 60;
      return watched < minutes || watched >= minutes + 60;
    });
    assert.deepEqual(wrong, []);
  });

  it("takes five minutes up to a day, and hours beyond", () => {
    assert.deepEqual(watchedFor(30), { periodSeconds: 300, periods: 6 });
    assert.deepEqual(watchedFor(1440), { periodSeconds: 300, periods: 288 });
    assert.deepEqual(watchedFor(1470), { periodSeconds: 3600, periods: 25 });
  });
});
