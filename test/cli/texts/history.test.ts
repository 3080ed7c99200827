import assert from "node:assert/strict";
import { historyText } from "../../../cli/texts/history.ts";
import type { Deployment, StageHistory } from "../../../promotion/history/deployment.ts";
import type { ReleaseRecord } from "../../../promotion/records/record.ts";

const commands = { lift: "npx slipway hold staging --off", recover: "npx slipway recover staging" };
const id = (digit: string) => digit.repeat(64);
const by = "Ada Lovelace <ada@example.com>";
const at = (day: number) => `2026-11-${day}T08:05:00.000Z`;
const commit = "13eb1da5e248861a189f0b708500ab213b763702";

const empty: StageHistory = {
  stack: "staging",
  deployments: [],
  rejections: [],
  forced: [],
  disbelieved: [],
  damaged: [],
  pendingOperations: 0,
};
const deployment = (update: number, digit: string, version: string, own: Partial<Deployment> = {}): Deployment => ({
  update,
  at: at(10 + update),
  commit,
  commitBy: by,
  isClean: true,
  environment: {},
  freight: { id: id(digit), pair: id("9"), program: id("8"), app: {}, release: { version } },
  ...own,
});
const verdict = (is: "verified" | "failed", update: number, digit: string): Pick<Deployment, "verdict"> => {
  const record = { event: is, id: id(digit), at: at(20), by, update, checks: [] };
  return { verdict: { is, record, since: at(20) } };
};
const found = (is: "verified" | "failed", update: number, digit: string): Pick<Deployment, "verdict" | "found"> => {
  const { verdict: word } = verdict(is, update, digit);
  return { ...(word && { verdict: word, found: word.record }) };
};
const rejected = { event: "rejected", id: id("b"), at: at(20), by, reason: "errors at checkout" } as const;

describe("the text of a history", () => {
  it("has a line for each update, the newest first", () => {
    const text = historyText(
      {
        ...empty,
        deployments: [
          deployment(4, "a", "1.4.0", { rollbackOf: id("a"), ...found("verified", 4, "a") }),
          deployment(3, "c", "1.4.2", found("failed", 3, "c")),
          deployment(2, "b", "1.4.1", { ...found("verified", 2, "b"), rejected, commitBy: "renovate[bot]" }),
          deployment(1, "a", "1.4.0", found("verified", 1, "a")),
        ],
      },
      commands,
    );
    assert.equal(
      text,
      `   when (UTC)        version  freight       commit    what                             commit by
4  2026-11-14 08:05  1.4.0    aaaaaaaaaaaa  13eb1da5  back to aaaaaaaaaaaa, verified   Ada Lovelace
                                                      by Ada Lovelace
3  2026-11-13 08:05  1.4.2    cccccccccccc  13eb1da5  failed by Ada Lovelace           Ada Lovelace
2  2026-11-12 08:05  1.4.1    bbbbbbbbbbbb  13eb1da5  verified by Ada Lovelace,        renovate[bot]
                                                      rejected
1  2026-11-11 08:05  1.4.0    aaaaaaaaaaaa  13eb1da5  verified by Ada Lovelace         Ada Lovelace
`,
    );
  });

  it("says of each update what was found of itself, since a rollback that fails later does not make it bad before", () => {
    const newest = verdict("failed", 3, "a");
    const own = found("verified", 1, "a").found;
    const lines = (deployments: readonly Deployment[]) =>
      historyText({ ...empty, deployments }, commands)
        .split("\n")
        .filter((line) => /^\d/.test(line))
        .map((line) => line.slice(54).split(/ {2,}/)[0]);
    assert.deepEqual(
      lines([
        deployment(3, "a", "1.4.0", { rollbackOf: id("a"), ...found("failed", 3, "a") }),
        deployment(2, "a", "1.4.0", newest),
        deployment(1, "a", "1.4.0", { ...newest, ...(own && { found: own }) }),
      ]),
      ["back to aaaaaaaaaaaa, failed by", "deployed", "verified by Ada Lovelace"],
    );
    const late = deployment(4, "a", "1.4.0", { ...verdict("verified", 1, "a"), at: at(21) });
    assert.deepEqual(lines([late])[0], "deployed (verified before)");
  });

  it("tells below what else there is to know, each thing with what to do about it", () => {
    const record: ReleaseRecord = { event: "verified", id: id("d"), at: at(20), by, update: 9, checks: [] };
    const unknown = "it was deployed with changes that were not committed: commit them, and deploy again";
    const { freight, ...dirty } = deployment(2, "b", "1.4.1", { unknown, isClean: false });
    const text = historyText(
      {
        ...empty,
        deployments: [dirty, deployment(1, "a", "1.4.0")],
        unsettled: "update 3 failed at 2026-11-13T08:05:00.000Z: what runs may be of both",
        held: { event: "held", id: id("a"), at: at(20), by, reason: "until the payments incident is understood" },
        pendingOperations: 2,
        forced: [
          {
            event: "forced",
            id: id("a"),
            at: at(10),
            by,
            gate: "soak",
            reason: "the fix of CVE-2026-1234 cannot wait",
          },
          {
            event: "forced",
            id: id("a"),
            at: at(10),
            by,
            gate: "freeze",
            reason: "the fix of CVE-2026-1234 cannot wait",
          },
        ],
        disbelieved: [{ record, why: "Pulumi's history has no update 9 that ended well" }],
        damaged: [{ line: 3, says: "is no JSON" }],
      },
      commands,
    );
    assert.equal(
      text,
      `   when (UTC)        version  freight       commit    what                              commit by
2  2026-11-12 08:05                         13eb1da5  not known: see below              Ada Lovelace
1  2026-11-11 08:05  1.4.0    aaaaaaaaaaaa  13eb1da5  deployed, forced soak and freeze  Ada Lovelace

since then:
  update 3 failed at 2026-11-13 08:05 UTC: what runs may be of both

held:
  since 2026-11-20 08:05, by Ada Lovelace: until the payments incident is understood
  to lift it: npx slipway hold staging --off

cut off:
  2 operations of an update that was interrupted: npx slipway recover staging

passed by force:
  soak of aaaaaaaaaaaa, 2026-11-10 08:05, by Ada Lovelace: the fix of CVE-2026-1234 cannot wait
  freeze of aaaaaaaaaaaa, 2026-11-10 08:05, by Ada Lovelace: the fix of CVE-2026-1234 cannot wait

it is not known what was deployed:
  update 2: it was deployed with changes that were not committed: commit them, and deploy again

not believed:
  verified of dddddddddddd, 2026-11-20 08:05, by Ada Lovelace: Pulumi's history has no update 9 that
    ended well

damaged lines of the records:
  line 3: is no JSON
`,
    );
  });

  it("says why something was rejected, which the next person asks first, also where it never was deployed", () => {
    assert.match(
      historyText({ ...empty, deployments: [deployment(1, "a", "1.4.0")], rejections: [rejected] }, commands),
      /\n\nrejected:\n {2}bbbbbbbbbbbb, 2026-11-20 08:05, by Ada Lovelace: errors at checkout\n/,
    );
  });

  it("calls no update forced that was there before somebody tried, or that came once more since", () => {
    const forced = ["08:04", "08:06"].map((time): StageHistory["forced"][number] => ({
      event: "forced",
      id: id("a"),
      at: `2026-11-12T${time}:00.000Z`,
      by,
      gate: time === "08:04" ? "soak" : "hold",
      reason: "outage",
    }));
    const updates = [4, 2, 1].map((update) => deployment(update, "a", "1.4.0"));
    const told = historyText({ ...empty, deployments: updates, forced }, commands).split("\n");
    assert.deepEqual(
      told.slice(1, 4).map((line) => line.match(/deployed[\w, ]*? {2}/)?.[0].trim()),
      ["deployed, forced hold", "deployed, forced soak", "deployed"],
    );
    assert.match(told.join("\n"), /passed by force:\n {2}soak of .*\n {2}hold of /, "all of them are told below");
  });

  it("of a long history stays within 100 columns, whatever its versions and names", () => {
    const long = deployment(1042, "a", "2026.11.21-nightly.42+13eb1da5", {
      commitBy: "continuous-delivery-of-the-platform-team[bot]",
      at: at(20),
      rollbackOf: id("a"),
      rejected,
    });
    const forced = ["soak", "attestation", "order"].map(
      (gate) =>
        ({
          event: "forced",
          id: id("a"),
          at: at(10),
          by,
          gate,
          reason: "it is the only way ".repeat(9).trim(),
        }) as const,
    );
    const text = historyText({ ...empty, deployments: [long], forced }, commands);
    assert.deepEqual(
      text.split("\n").filter((line) => line.length > 100),
      [],
    );
    assert.match(text, /^ {64}forced soak and$/m);
  });

  it("of a stage that was never deployed says why that is thought", () => {
    assert.equal(
      historyText({ ...empty, nothing: "no update of staging has ended well yet" }, commands),
      "nothing is deployed: no update of staging has ended well yet\n",
    );
  });
});
