import assert from "node:assert/strict";
import { Faults, faultKinds, parseFaults } from "../../sandbox/faults.ts";
import { textOf } from "../house/sources.ts";

const given = (...faults: readonly object[]) => new Faults(parseFaults(JSON.stringify(faults)));

describe("faults of the sandbox", () => {
  it("are all on its page, because nobody guesses what can go wrong on purpose", () => {
    const rows = [...textOf("docs/sandbox.md").matchAll(/^\| `(\w+)` \| [a-zA-Z]/gm)].map(([, kind]) => kind);
    assert.deepEqual(rows.sort(), [...faultKinds].sort());
  });

  it("happen to what they name, from the time they say and as often", () => {
    const faults = given({ fault: "pull", on: "shop-*-api", from: 2, times: 2, says: "denied" });
    const family = "shop-staging-api";
    assert.deepEqual(
      [1, 2, 3, 4].map(() => faults.misbehaviour(family)),
      [undefined, { notPulled: "denied" }, { notPulled: "denied" }, undefined],
    );
    assert.equal(faults.misbehaviour("shop-staging-worker"), undefined);
  });

  it("kill once what they name is done, or before where that is asked for, and at one of the two alone", async () => {
    const kills = async (moment: object) => {
      const killed: string[] = [];
      let at = "asked";
      const faults = new Faults(parseFaults(JSON.stringify({ fault: "kill", on: "main", ...moment })), () => {
        killed.push(at);
      });
      await faults.before("create", "aws:ec2/vpc:Vpc", "main");
      at = "done";
      faults.afterwards("create", "aws:ec2/vpc:Vpc", "main");
      return killed;
    };
    assert.deepEqual(await kills({}), ["done"]);
    assert.deepEqual(await kills({ moment: "asked" }), ["asked"]);
  });

  it("count each deployment once, however many of its alarms match", () => {
    const faults = given({ fault: "alarm", on: "shop-*", times: 1 });
    assert.deepEqual(faults.ringsDuring(["shop-errors", "shop-latency", "other"]), ["shop-errors", "shop-latency"]);
    assert.deepEqual(faults.ringsDuring(["shop-errors"]), []);
  });

  it("leave an alarm ringing that has begun to, so that whoever asks why hears of it", () => {
    const faults = given({ fault: "alarm", on: "shop-errors" });
    assert.deepEqual(faults.ringing(["shop-errors"]), []);
    faults.ringsDuring(["shop-errors"]);
    assert.deepEqual(faults.ringing(["shop-errors", "shop-latency"]), ["shop-errors"]);
  });

  it("let an alarm ring for everybody who asks when it rang before", () => {
    const faults = given({ fault: "ringing", on: "*-errors" });
    for (let asked = 0; asked < 3; asked += 1) assert.deepEqual(faults.ringing(["shop-errors"]), ["shop-errors"]);
  });

  it("that met nothing are known, because a name that is misspelt goes wrong for nobody", () => {
    const faults = given(
      { fault: "ringing", on: "*-errors" },
      { fault: "alarm", on: "shop-api-error" },
      { fault: "capacity", on: "api", from: 2 },
      { fault: "weather" },
    );
    faults.ringing(["shop-api-errors"]);
    faults.ringsDuring(["shop-api-errors"]);
    faults.lacksCapacity("api");
    assert.deepEqual(
      faults.unmet().map(({ fault, on }) => [fault, on]),
      [["alarm", "shop-api-error"]],
    );
  });

  it("lack capacity and roll back silently once each, in the family that they name", () => {
    const faults = given({ fault: "capacity", on: "api" }, { fault: "silentRollback", on: "api" });
    assert.deepEqual(
      [faults.lacksCapacity("web"), faults.lacksCapacity("api"), faults.lacksCapacity("api")],
      [false, true, false],
    );
    assert.deepEqual([faults.rollsBackSilently("api"), faults.rollsBackSilently("api")], [true, false]);
  });

  describe("of the weather", () => {
    const names = Array.from({ length: 500 }, (_, at) => `resource-${at}`);
    const hit = (seed: number) =>
      names.filter((name) => given({ fault: "weather", seed }).lags("aws:ec2/vpc:Vpc", name));

    it("hit about a tenth, the same with the same seed, so that a run can be repeated", () => {
      const first = hit(7);
      assert.ok(first.length > 20 && first.length < 90, `${first.length} of 500`);
      assert.deepEqual(hit(7), first);
      assert.notDeepEqual(hit(8), first);
    });

    it("stay away when nobody asked for them", () => {
      assert.deepEqual(
        names.filter((name) => new Faults().lags("aws:ec2/vpc:Vpc", name)),
        [],
      );
    });
  });
});
