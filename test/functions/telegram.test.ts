import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { functionCode } from "../../components/telegram-receiver.ts";
import { describeOnMoto } from "../cloud/on-moto.ts";

const root = join(import.meta.dirname, "..", "..");
const token = "123456:a-token_of-the-test";
const pageTopic = "arn:aws:sns:eu-north-1:123456789012:shop-staging-alarms-page";
const notifyTopic = pageTopic.replace("page", "notify");

interface Sent {
  readonly path: string;
  readonly body: { readonly chat_id: string; readonly text: string; readonly link_preview_options: object };
}

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** A receiver in place of Telegram, which keeps what it was sent and answers as it is told to, then well. */
class Receiver {
  readonly sent: Sent[] = [];
  replies: Reply[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      let text = "";
      request.on("data", (part) => {
        text += part;
      });
      request.on("end", () => {
        this.sent.push({ path: request.url ?? "", body: JSON.parse(text) });
        const { status, body = { ok: true } } = this.replies.shift() ?? { status: 200 };
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((done) => this.#server.close(done));
  }
}

/** A message of CloudWatch as SNS hands it on: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function alarm(more: Record<string, unknown> = {}, topic = pageTopic) {
  const message = {
    AlarmName: "shop-staging-api-errors",
    AlarmDescription: "api has failed more than 5 % of its requests. Runbook: docs/runbooks/web-errors.md",
    AWSAccountId: "123456789012",
    NewStateValue: "ALARM",
    NewStateReason: "Threshold Crossed: 2 datapoints were greater than the threshold (5.0)",
    StateChangeTime: "2026-11-21T15:00:00.000+0000",
    Region: "EU (Stockholm)",
    AlarmArn: "arn:aws:cloudwatch:eu-north-1:123456789012:alarm:shop-staging-api-errors",
    OldStateValue: "OK",
    ...more,
  };
  return { Sns: { TopicArn: topic, Subject: 'ALARM: "shop-staging-api-errors"', Message: JSON.stringify(message) } };
}

describeOnMoto("the function that writes to Telegram", (moto) => {
  const receiver = new Receiver();
  let lambda = "";
  let plain = "";
  let inJson = "";
  let wrong = "";

  before(async () => {
    await receiver.start();
    lambda = unpacked();
    const secrets = new SecretsManagerClient(moto.client);
    const stored = async (Name: string, SecretString: string) =>
      (await secrets.send(new CreateSecretCommand({ Name, SecretString }))).ARN ?? "";
    const first = await secrets.send(new CreateSecretCommand({ Name: "token", SecretString: token }));
    plain = `${first.ARN}:::${first.VersionId}`;
    // The reference names its version, so that what comes later waits for the update that names it.
    await secrets.send(new PutSecretValueCommand({ SecretId: first.ARN, SecretString: "654321:a-later-one" }));
    inJson = `${await stored("bot", JSON.stringify({ token: "777:of-somebody" }))}:token::`;
    wrong = await stored("wrong", "https://hooks.example.com/no-token");
  });
  beforeEach(() => {
    receiver.sent.length = 0;
    receiver.replies = [];
  });
  after(async () => {
    await receiver.stop();
    rmSync(lambda, { recursive: true, force: true });
  });

  /** Runs the function as Lambda would, in a process of its own. */
  async function run(
    records: readonly object[],
    chats?: readonly object[],
  ): Promise<{ said: string; failed: boolean }> {
    const env = {
      PATH: process.env.PATH,
      AWS_REGION: moto.client.region,
      AWS_ACCESS_KEY_ID: "AKIATEST",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: moto.client.endpoint,
      TELEGRAM_API: receiver.url,
      CHATS: JSON.stringify(chats ?? [{ topic: pageTopic, chat: "-1001", token: plain }]),
      EVENT: JSON.stringify({ Records: records }),
    };
    return promisify(execFile)(process.execPath, ["run.mjs"], { cwd: lambda, env }).then(
      ({ stdout, stderr }) => ({ said: stdout + stderr, failed: false }),
      ({ stdout, stderr }) => ({ said: String(stdout) + String(stderr), failed: true }),
    );
  }

  const textOf = async (record: object) => {
    const { said, failed } = await run([record]);
    assert.equal(failed, false, said);
    return receiver.sent[0]?.body.text ?? "";
  };

  it("says which alarm rings, what it means, why, and where it is", async () => {
    await run([alarm()]);
    const [only, ...others] = receiver.sent;
    assert.deepEqual(others, []);
    assert.equal(only?.path, `/bot${token}/sendMessage`);
    assert.equal(only.body.chat_id, "-1001");
    assert.deepEqual(only.body.link_preview_options, { is_disabled: true });
    assert.equal(
      only.body.text,
      [
        "🔴 ALARM: shop-staging-api-errors",
        "api has failed more than 5 % of its requests. Runbook: docs/runbooks/web-errors.md",
        "Threshold Crossed: 2 datapoints were greater than the threshold (5.0)",
        "https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1#alarmsV2:alarm/shop-staging-api-errors",
      ].join("\n\n"),
    );
  });

  it("says that it is over, or that there is no data", async () => {
    assert.match(await textOf(alarm({ NewStateValue: "OK" })), /^🟢 OK again: shop-staging-api-errors\n/);
    receiver.sent.length = 0;
    assert.match(await textOf(alarm({ NewStateValue: "INSUFFICIENT_DATA" })), /^⚪ no data: shop-staging-api-errors\n/);
  });

  it("hands on as it is what is no alarm, such as a budget's message", async () => {
    const text = await textOf({
      Sns: { TopicArn: pageTopic, Subject: "AWS Budgets: shop", Message: "80 % of 100 USD" },
    });
    assert.equal(text, "AWS Budgets: shop\n\n80 % of 100 USD");
  });

  it("cuts what is longer than Telegram takes, but neither the name, nor the link, nor a character in two", async () => {
    const text = await textOf(alarm({ AlarmDescription: "🔥".repeat(4000) }));
    assert.ok(text.length <= 4096 && text.length > 4000, `${text.length}`);
    assert.match(text, /^🔴 ALARM: shop-staging-api-errors\n\n🔥/u);
    assert.match(text, /🔥…\n\nhttps:\S+#alarmsV2:alarm\/shop-staging-api-errors$/u);
    receiver.sent.length = 0;
    const plainText = await textOf({ Sns: { TopicArn: pageTopic, Message: "x".repeat(5000) } });
    assert.equal(plainText.length, 4096);
  });

  it("writes to the chats of the topic and to no other, each through its own bot", async () => {
    const chats = [
      { topic: pageTopic, chat: "-1001", token: plain },
      { topic: notifyTopic, chat: "@shop", token: inJson },
    ];
    await run([alarm({}, notifyTopic)], chats);
    assert.deepEqual(
      receiver.sent.map(({ path, body }) => [path, body.chat_id]),
      [["/bot777:of-somebody/sendMessage", "@shop"]],
    );
  });

  it("waits as long as Telegram asks and tries again", async () => {
    receiver.replies = [{ status: 429, body: { ok: false, parameters: { retry_after: 0 } } }];
    const { failed } = await run([alarm()]);
    assert.equal(failed, false);
    assert.equal(receiver.sent.length, 2);
  });

  it("gives up when Telegram asks for longer than it runs, or again and again, so that Lambda tries later", async () => {
    const busy = (seconds: number) => ({
      status: 429,
      body: { ok: false, description: "Too Many Requests", parameters: { retry_after: seconds } },
    });
    receiver.replies = [busy(3600)];
    const long = await run([alarm()]);
    assert.deepEqual([long.failed, receiver.sent.length], [true, 1], long.said);
    receiver.replies = [busy(0), busy(0), busy(0)];
    const often = await run([alarm()]);
    assert.deepEqual([often.failed, receiver.sent.length], [true, 4], often.said);
    assert.match(often.said, /chat -1001: Telegram answers 429: Too Many Requests/);
  });

  it("fails with Telegram's reason, and still writes to the other chats", async () => {
    receiver.replies = [{ status: 403, body: { ok: false, description: "Forbidden: bot was kicked" } }];
    const chats = ["-1", "-2"].map((chat) => ({ topic: pageTopic, chat, token: plain }));
    const { said, failed } = await run([alarm()], chats);
    assert.ok(failed);
    assert.match(said, /chat -1: Telegram answers 403: Forbidden: bot was kicked/);
    assert.deepEqual(
      receiver.sent.map(({ body }) => body.chat_id),
      ["-1", "-2"],
    );
  });

  it("never writes a token into its log, whatever goes wrong", async () => {
    const gone = [{ topic: pageTopic, chat: "-1", token: plain }];
    receiver.replies = [{ status: 500, body: "no JSON as Telegram writes it" }];
    const answers = [
      await run([alarm()], gone),
      await run([alarm()], [{ topic: pageTopic, chat: "-1", token: wrong }]),
    ];
    assert.ok(answers.every(({ failed }) => failed));
    const said = answers.map((one) => one.said).join("\n");
    assert.match(said, /Telegram answers 500: no reason given/);
    assert.match(said, /its secret holds no token of a bot/);
    for (const secret of [token, "hooks.example.com"]) {
      assert.ok(!said.includes(secret), said);
    }
  });
});

/** The function's archive, unpacked as Lambda does it. */
function unpacked(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-function-"));
  for (const [to, from] of Object.entries(functionCode.files)) {
    cpSync(join(root, from), join(folder, to));
  }
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules", "@aws-sdk"), join(folder, "node_modules", "@aws-sdk"));
  const program = 'import { handler } from "./index.mjs";\nawait handler(JSON.parse(process.env.EVENT));\n';
  writeFileSync(join(folder, "run.mjs"), program);
  return folder;
}
