import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

describe("slipway --help", () => {
  const helpOf = async (...words: string[]) => (await slipway([...words, "--help"])).stdout;
  const verbsIn = (help: string) =>
    [...help.matchAll(/^ {2}([a-z]+) (?! {2,}(?:are|ask|with))/gm)].map(([, verb]) => verb);

  it("lists the verbs in the order in which one needs them", async () => {
    const verbs = verbsIn((await helpOf()).split("Commands:")[1]?.split("\n\n")[0] ?? "");
    assert.equal(
      verbs.join(" "),
      "start plan diff cost guard bump verify promote rollback hold status history drift images ci sandbox recover wake help",
    );
  });

  it("says which verbs are of the sandbox and how, as the verbs themselves have it", async () => {
    const help = await helpOf();
    const own = help.split("instead of AWS:")[1] ?? "";
    const named = ["start", "sandbox", "recover", "plan", "diff", "cost", "images", "wake"];
    for (const verb of named) assert.match(own, new RegExp(`\\b${verb}\\b`));
    for (const verb of verbsIn(help.split("Commands:")[1]?.split("\n\n")[0] ?? "")) {
      if (verb === undefined || verb === "help") continue;
      const takes = (await helpOf(...(verb === "ci" ? ["ci", "promotion"] : [verb]))).includes("--sandbox ");
      assert.equal(takes, !named.includes(verb), verb);
    }
  }).timeout(60_000);

  it("is that of the verb whose flags were wrong", async () => {
    assert.match(
      (await slipway(["promote", "a", "b", "--now"])).stderr,
      /\(slipway promote --help shows what it takes\)$/m,
    );
    assert.match((await slipway(["ci", "promotion", "--now"])).stderr, /\(slipway ci promotion --help shows/);
  });
});
