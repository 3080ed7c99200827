import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PassThrough } from "node:stream";

import { askAll } from "../../cli/actions/init-questions.ts";
import { questionsFor } from "../../init/answers.ts";
import { slipway } from "../support/slipway.ts";

const flags = [
  "--name",
  "shop",
  "--domain",
  "shop.example.com",
  "--account",
  "111111111111",
  "--repository",
  "acme/shop",
];

describe("slipway init", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-init-"));
    writeFileSync(
      join(folder, "compose.yml"),
      "services:\n  web: {build: ., ports: ['80'], environment: [API_TOKEN=secret-in-clear]}\n  mail: {image: mailhog/mailhog}\n",
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("shows new files whole and writes none, because only --yes writes", async () => {
    const { code, stdout, stderr } = await slipway(["init", "--from", "compose.yml", ...flags], folder);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^Pulumi.yaml \(new\)\nname: shop\n/);
    assert.match(
      stdout,
      /\nNot mapped\n {2}mail: mailhog\/mailhog: catches mail in development: give the app a mail service, like SES, by its\n {4}variables\n/,
    );
    assert.match(
      stdout,
      /\nwould write +world.yaml\n\nNothing was written. This writes these files:\n {2}npx slipway init --from compose.yml --name shop --domain shop.example.com --staging-account 111111111111 --production-account 111111111111 --region eu-central-1 --repository acme\/shop --yes\n$/,
    );
    assert.doesNotMatch(stdout, /secret-in-clear/);
    assert.equal(existsSync(join(folder, "Pulumi.yaml")), false);
  });

  it("writes with --yes and says what comes next, and then shows only what is different", async () => {
    const wrote = await slipway(["init", "--from", "compose.yml", ...flags, "--yes"], folder);
    assert.deepEqual([wrote.code, wrote.stderr], [0, ""]);
    assert.match(wrote.stdout, /\nwrote +Pulumi.staging.yaml\n/);
    assert.match(
      wrote.stdout,
      /\n {2}npx slipway plan staging\n {2}git add --all && git commit --message "Our own app" {3}only what is committed can be verified\n {2}npx slipway sandbox up staging\n/,
    );
    assert.match(
      wrote.stdout,
      /: docs\/set-up.md has every step\n {2}npx slipway bootstrap staging .*\n {2}pulumi login … and pulumi stack init staging … {3}as bootstrap ends with them\n/,
    );
    assert.match(wrote.stdout, /\n {2}npx slipway bump staging <image>@sha256:… {3}the digest of the first build/);
    assert.match(wrote.stdout, /pulumi config set --stack staging --secret --path 'slipway:secrets.API_TOKEN'\n/);
    assert.match(readFileSync(join(folder, "Pulumi.staging.yaml"), "utf8"), /API_TOKEN:\n {6}secure: placeholder\n/);

    const again = await slipway(["init", "--from", "compose.yml", ...flags, "--region", "eu-north-1"], folder);
    assert.match(again.stdout, /^Pulumi.staging.yaml \(what is different\)\n@@ /);
    assert.match(again.stdout, /\n-.*region: eu-central-1.*\n\+.*region: eu-north-1/);
    assert.match(again.stdout, /\nunchanged +Pulumi.yaml\nwould change Pulumi.staging.yaml\n/);

    const plan = await slipway(["plan", "staging"], folder);
    assert.equal(plan.code, 0, plan.stderr);
  }).timeout(30_000);

  it("names the flags that are missing where there is no terminal to ask on, without a stack trace", async () => {
    const { code, stdout, stderr } = await slipway(["init", "--from", "compose.yml"], folder);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^npx slipway init cannot begin:\n {2}--domain is missing: /);
    assert.doesNotMatch(stderr, /\n {4}at /);
  });

  it("gives the same as JSON, for a program", async () => {
    const { code, stdout } = await slipway(["init", ...flags, "--json"], folder);
    const { name, written, files, left, secrets } = JSON.parse(stdout);
    assert.deepEqual([code, name, written, left, secrets], [0, "shop", false, [], []]);
    assert.deepEqual(
      files.map(({ path }: { path: string }) => path),
      ["Pulumi.yaml", "Pulumi.staging.yaml", "Pulumi.production.yaml", "world.yaml"],
    );
  });

  it("refuses with its own exit code a file whose stack Pulumi has", async () => {
    writeFileSync(join(folder, "Pulumi.staging.yaml"), "secretsprovider: awskms://alias/shop\nconfig: {}\n");
    const { code, stderr } = await slipway(["init", ...flags, "--yes"], folder);
    assert.equal(code, 2);
    assert.match(stderr, /^Pulumi.staging.yaml has secretsprovider, so Pulumi has a stack of it: /);
  });

  let screen = "";

  /** Answers each question once it is on the screen. */
  const asking = (...keys: readonly string[]) => askingFrom(0, ...keys);
  const askingFrom = (first: number, ...keys: readonly string[]) => {
    const terminal = { input: new PassThrough(), output: new PassThrough() };
    const questions = questionsFor({}, { name: "shop" }).slice(first, first + 2);
    const waiting = questions.map(({ asks }, index) => ({ asks: asks.slice(0, 20), key: keys[index] ?? "" }));
    screen = "";
    terminal.output.on("data", (chunk) => {
      screen += chunk;
      const [next] = waiting;
      if (next && screen.includes(next.asks)) {
        waiting.shift();
        setImmediate(() => terminal.input.write(next.key));
      }
    });
    return askAll(questions, terminal);
  };

  it("takes what is usual for an empty answer on a terminal, so that one need not type it", async () => {
    assert.deepEqual(await asking("\r", "shop.example.com\r"), { name: "shop", domain: "shop.example.com" });
  });

  it("offers staging's account for production, too, because most begin with one", async () => {
    assert.deepEqual(await askingFrom(2, "111111111111\r", "\r"), {
      stagingAccount: "111111111111",
      productionAccount: "111111111111",
    });
  });

  it("repeats an answer that is wrong, because what is wrong with it is no sentence by itself", async () => {
    await assert.rejects(asking("Shop!\r\u0003"), { name: "UserError" });
    assert.match(screen, /"Shop!" \S/);
  });

  it("makes nothing where somebody breaks off, and says how to go on", async () => {
    await assert.rejects(asking("\u0003"), {
      name: "UserError",
      message: "broken off: run npx slipway init again, or give the answers as flags",
    });
  });
});
