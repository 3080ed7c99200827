import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../sandbox/account.ts";
import { openAccount, readAccount } from "../../sandbox/server/journal.ts";
import { emptyWorld } from "../../sandbox/world.ts";

const TYPE = "aws:ec2/vpc:Vpc";
const args = { id: "111111111111", world: emptyWorld() };
const vpc = (id: string, cidrBlock = "10.0.0.0/16") => ({
  type: TYPE,
  id,
  inputs: { cidrBlock },
  outputs: { cidrBlock, arn: `arn:aws:ec2:eu-north-1:111111111111:vpc/${id}` },
});

describe("Account", () => {
  it("finds a resource by id, by ARN and by what it holds", () => {
    const account = new Account(args);
    account.put(vpc("vpc-1"));
    assert.equal(account.get(TYPE, "vpc-1")?.id, "vpc-1");
    assert.equal(account.byArn("arn:aws:ec2:eu-north-1:111111111111:vpc/vpc-1")?.id, "vpc-1");
    assert.equal(account.find(TYPE, ({ inputs }) => inputs.cidrBlock === "10.0.0.0/16")?.id, "vpc-1");
    account.remove(TYPE, "vpc-1");
    assert.equal(account.byArn("arn:aws:ec2:eu-north-1:111111111111:vpc/vpc-1"), undefined);
    assert.deepEqual(account.all(TYPE), []);
  });

  it("finds the whole by an ARN that a part of it has too, as the policy of a topic has, whatever becomes of the part", () => {
    const account = new Account(args);
    const { outputs } = vpc("vpc-1");
    account.put(vpc("vpc-1"));
    account.put({ type: "aws:ec2/part:Part", id: "part", inputs: {}, outputs });
    assert.equal(account.byArn(outputs.arn)?.type, TYPE);
    account.remove("aws:ec2/part:Part", "part");
    assert.equal(account.byArn(outputs.arn)?.type, TYPE);
  });

  it("keeps a digest of a secret that nobody can look up, because every account salts its own", () => {
    const [one, other] = [new Account(args), new Account(args)];
    assert.deepEqual(one.digest("hunter2"), one.digest("hunter2"));
    assert.notDeepEqual(one.digest("hunter2"), other.digest("hunter2"));
    assert.doesNotMatch(JSON.stringify(one.digest("hunter2")), /hunter2/);
  });

  it("gives a resource the same characters and numbers for life, so that an update changes no id", () => {
    const account = new Account(args);
    const { seed, record } = account.newSeed();
    const made = [seed.hex(17), seed.next("family/api"), seed.next("family/api")];
    account.put(vpc("vpc-1"), record());
    const later = account.seedOf(TYPE, "vpc-1");
    assert.deepEqual([later.hex(17), later.next("family/api"), later.next("family/api")], made);
    assert.equal(account.newSeed().seed.next("family/api"), 2);
  });
});

describe("The journal of an account", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-account-"));
  const file = join(folder, "111111111111.jsonl");
  const notes: string[] = [];
  const open = () => openAccount(file, args, (sentence) => notes.push(sentence));

  beforeEach(() => {
    rmSync(file, { force: true });
    notes.length = 0;
    const account = open();
    const { seed, record } = account.newSeed();
    seed.next("family/api");
    account.put(vpc("vpc-1"), record());
    account.put(vpc("vpc-2"));
    account.put(vpc("vpc-2", "10.2.0.0/16"));
    account.remove(TYPE, "vpc-1");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("brings everything back, without having been closed", () => {
    const account = open();
    assert.deepEqual(account.everything(), [vpc("vpc-2", "10.2.0.0/16")]);
    assert.equal(account.newSeed().seed.next("family/api"), 2);
  });

  it("brings the salt back, so that secrets are still recognised", () => {
    assert.deepEqual(open().digest("a"), open().digest("a"));
  });

  it("is shorter once it is opened, because what is gone is left out", () => {
    const before = readFileSync(file, "utf8").split("\n").length;
    open();
    assert.ok(readFileSync(file, "utf8").split("\n").length < before);
  });

  it("drops a last line that a kill has cut off, and says so", () => {
    appendFileSync(file, '{"put":{"type":"aws:ec');
    assert.deepEqual(open().everything(), [vpc("vpc-2", "10.2.0.0/16")]);
    assert.deepEqual(notes, [
      "sandbox state 111111111111.jsonl: the last change was cut off by a kill, and is dropped",
    ]);
  });

  it("refuses a damaged line in the middle, because what follows may rest on it", () => {
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, lines.with(2, "{oops").join("\n"));
    assert.throws(open, {
      message: `sandbox state ${file} is damaged in line 3: put the file back from a copy, or start anew with \`npx slipway sandbox reset\``,
    });
  });

  it("refuses a line that is JSON and no change", () => {
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, lines.with(2, '{"put":7}').join("\n"));
    assert.throws(open, /is damaged in line 3/);
  });

  it("refuses another version's journal", () => {
    writeFileSync(file, readFileSync(file, "utf8").replace('"slipway-sandbox":1', '"slipway-sandbox":2'));
    assert.throws(open, {
      message: `sandbox state ${file} is of version 2, this is version 1: start anew with \`npx slipway sandbox reset\``,
    });
  });

  it("can be read while another process writes it, without being touched", () => {
    const before = readFileSync(file, "utf8");
    assert.deepEqual(readAccount(file, args).everything(), [vpc("vpc-2", "10.2.0.0/16")]);
    assert.equal(readFileSync(file, "utf8"), before);
  });
});
