import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenedSession } from "../../cloud/operations.ts";
import { commandLine } from "../../operate/command-line.ts";
import { pluginVersion, speak } from "../../operate/session-plugin.ts";

const opened: OpenedSession = {
  session: { SessionId: "s-1", StreamUrl: "wss://stream.example", TokenValue: "a token" },
  region: "eu-north-1",
  request: { Target: "ecs:shop_0a1b_0a1b-1" },
  endpoint: "https://ecs.eu-north-1.amazonaws.com/",
};
const response = '{"SessionId":"s-1","StreamUrl":"wss://stream.example","TokenValue":"a token"}';
const rest = ["eu-north-1", "StartSession", "shop", '{"Target":"ecs:shop_0a1b_0a1b-1"}', opened.endpoint];

describe("AWS's plugin for sessions", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-plugin-"));
  const heard = join(folder, "heard");
  const variables = { PATH: `${folder}:${process.env.PATH}`, AWS_PROFILE: "shop", HEARD: heard };
  before(() => {
    const script = [
      "#!/bin/sh",
      'if [ "$1" = --version ]; then echo 1.2.700.0; exit; fi',
      '{ for word; do echo "$word"; done; echo "variable: $AWS_SSM_START_SESSION_RESPONSE"; } > "$HEARD"',
      "exit 3",
    ];
    writeFileSync(join(folder, "session-manager-plugin"), `${script.join("\n")}\n`);
    chmodSync(join(folder, "session-manager-plugin"), 0o755);
  });
  after(() => rmSync(folder, { recursive: true }));
  const words = () => readFileSync(heard, "utf8").split("\n").slice(0, -1);

  it("is asked for its version before a session is opened, which nobody could use without it", async () => {
    assert.equal(await pluginVersion(variables), "1.2.700.0");
    await assert.rejects(pluginVersion({ PATH: "/nowhere" }), {
      name: "UserError",
      message:
        'there is no session-manager-plugin on PATH, which speaks with the task: get it from AWS, https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html, and see with "session-manager-plugin --version" whether it is found',
    });
  });

  it("is called as the AWS command line does, with the token where other users do not see it", async () => {
    assert.equal(await speak(opened, { version: "1.2.700.0", variables }), 3);
    assert.deepEqual(words(), ["AWS_SSM_START_SESSION_RESPONSE", ...rest, `variable: ${response}`]);
  });

  for (const version of ["1.2.497.0", "1.1.9999.0", "unheard of"]) {
    it(`of version ${version} is given the session as an argument, because it knows no other way`, async () => {
      await speak(opened, { version, variables });
      assert.deepEqual(words(), [response, ...rest, "variable: "]);
    });
  }
});

describe("a session that is spoken", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-plugin-"));
  const variables = { PATH: `${folder}:${process.env.PATH}`, HEARD: join(folder, "heard") };
  const heard = async (words: string) => {
    while (!(existsSync(variables.HEARD) && readFileSync(variables.HEARD, "utf8").includes(words))) await sleep(20);
  };
  before(() => {
    const script = [
      "#!/bin/sh",
      "trap 'echo ended >> \"$HEARD\"; exit 7' TERM",
      'echo begun >> "$HEARD"',
      "while :; do sleep 0.05; done",
    ];
    writeFileSync(join(folder, "session-manager-plugin"), `${script.join("\n")}\n`, { mode: 0o755 });
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is left to the plugin on Ctrl-C, and ends with the plugin when this program is told to end", async () => {
    const signals = ["SIGINT", "SIGQUIT", "SIGTERM"] as const;
    const before = signals.map((signal) => process.listenerCount(signal));
    const code = speak(opened, { version: "1.2.700.0", variables });
    await heard("begun");
    // As if this process were sent each, without what else may listen in it.
    for (const [at, signal] of signals.entries()) process.listeners(signal)[before[at] ?? 0]?.(signal);
    await heard("ended");
    assert.equal(await code, 7);
    assert.deepEqual(
      signals.map((signal) => process.listenerCount(signal)),
      before,
    );
  });
});

describe("the words of a command as one line", () => {
  it("is taken apart by a shell into the same words, and one word alone is a line already", () => {
    assert.equal(commandLine(["rails console"]), "rails console");
    assert.equal(commandLine(["rails", "db:check"]), "rails db:check");
    assert.equal(commandLine(["sh", "-c", "echo it's $HOME"]), "sh -c 'echo it'\\''s $HOME'");
  });
});
