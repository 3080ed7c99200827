import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "../../config/resolve.ts";
import type { Stack } from "../../config/stack.ts";
import { type Changes, changed, problems, warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

function stackOf(changes: Changes): Stack {
  const resolved = resolve(changed(changes), { stack: "staging" }, (value) => pulumi.secret(value));
  assert.ok("stack" in resolved, JSON.stringify(resolved));
  return resolved.stack;
}

const slack = { workspaceId: "T0123ABCD", channelId: "C0123ABCD" };
const bot = { telegram: "BOT", chat: "-1001" };

describe("receivers of alarms", () => {
  it("are each known by what they are, wherever they stand in the list", () => {
    const { alarms } = stackOf({
      "environment.alarms": {
        page: [{ pagerduty: "PAGER" }, { https: "HOOK" }],
        notify: [{ email: "ops@example.com" }, { slack }, bot],
      },
      "secrets.PAGER": "key",
      "secrets.HOOK": "https://hooks.example.com/key",
      "secrets.BOT": "123456:token",
    });
    assert.deepEqual(alarms.page, [
      { key: "PAGER", protocol: "pagerduty", secret: "PAGER" },
      { key: "HOOK", protocol: "https", secret: "HOOK" },
    ]);
    assert.deepEqual(alarms.notify, [
      { key: "ops@example.com", protocol: "email", endpoint: "ops@example.com" },
      { key: "T0123ABCD-C0123ABCD", protocol: "slack", ...slack },
      { key: "BOT--1001", protocol: "telegram", secret: "BOT", chat: "-1001" },
    ]);
  });

  it("that are told hear what pages, too, where nobody is there to be woken: it would be heard by nobody", () => {
    const notify = [{ email: "ops@example.com" }];
    const ops = { key: "ops@example.com", protocol: "email", endpoint: "ops@example.com" };
    assert.deepEqual(stackOf({ "environment.alarms": { notify } }).alarms.page, [ops]);
    assert.deepEqual(stackOf({ "environment.alarms": { notify, page: [] } }).alarms.page, [ops]);
    const paged = stackOf({ "environment.alarms": { notify, page: [{ email: "on-call@example.com" }] } }).alarms;
    assert.deepEqual(
      [paged.page, paged.notify].map((group) => group.map(({ key }) => key)),
      [["on-call@example.com"], ["ops@example.com"]],
    );
  });

  it("keep a token where the function can read it, and an address nowhere but in the subscription", () => {
    const { secrets } = stackOf({
      "environment.alarms": { page: [bot, { pagerduty: "PAGER" }] },
      "secrets.BOT": "123456:token",
      "secrets.PAGER": "key",
    });
    assert.equal("stored" in (secrets.BOT ?? {}), false);
    assert.equal(secrets.PAGER?.kind === "given" && secrets.PAGER.stored, false);
  });

  it("take the token of a bot from a secret that exists already, too", () => {
    const arn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:bot-AbCdEf";
    const { secrets } = stackOf({
      "environment.alarms": { page: [bot] },
      "environment.secrets": { BOT: { arn, key: "token" } },
    });
    assert.deepEqual(secrets.BOT, { kind: "existing", arn, key: "token" });
  });

  const one = (receiver: unknown) => ({ "environment.alarms": { page: [receiver] } });
  refuses([
    [
      "are refused with what is wrong with the kind that was meant",
      one({ slack: { workspaceId: "acme", channelId: "#alarms" } }),
      [
        'slipway:environment.alarms.page[0].slack.workspaceId "acme": is no workspace of Slack: write its id, like T0123ABCD',
        'slipway:environment.alarms.page[0].slack.channelId "#alarms": is no channel of Slack: write its id, like C0123ABCD, and not its name',
      ],
    ],
    [
      "are told once what they may be",
      one({ mail: "ops@example.com" }),
      [
        'slipway:environment.alarms.page[0].mail: unknown key: use one of email, slack, pagerduty, telegram, chat, https (did you mean "email"?)',
      ],
    ],
    [
      "name the keys that belong below one",
      one({ slack: "#alerts" }),
      [
        'slipway:environment.alarms.page[0].slack "#alerts": is text, not a mapping: write workspaceId and channelId below it',
      ],
    ],
    [
      "are of one kind each",
      one({ email: "ops@example.com", pagerduty: "PAGER" }),
      ["slipway:environment.alarms.page[0]: email and pagerduty do not go together: use either email, or pagerduty"],
    ],
    [
      "are of the kind that has most of the keys",
      one({ telegram: "BOT", chatt: "-1001" }),
      [
        "slipway:environment.alarms.page[0].chat: is missing: add it (Number of the chat in quotes, or @name of a public channel)",
        'slipway:environment.alarms.page[0].chatt: unknown key: use one of telegram, chat (did you mean "chat"?)',
      ],
    ],
    [
      "name the chat as well as the bot",
      one({ telegram: "BOT" }),
      [
        "slipway:environment.alarms.page[0].chat: is missing: add it (Number of the chat in quotes, or @name of a public channel)",
      ],
    ],
    [
      "write the number of a chat in quotes, as YAML's numbers are not what Telegram's are",
      { ...one({ telegram: "BOT", chat: -1001 }), "secrets.BOT": "x" },
      ["slipway:environment.alarms.page[0].chat -1001: is a number, not text: put it in quotes"],
    ],
    [
      "are each there once",
      { "environment.alarms": { page: [{ slack }, { slack }] } },
      ['slipway:environment.alarms.page[1].slack "T0123ABCD-C0123ABCD": is there twice: remove it'],
    ],
  ]);

  it("that name a secret which nobody gives say how to give it", () => {
    const said = problems({ "environment.alarms": { page: [{ pagerduty: "PAGER" }], notify: [bot] } });
    assert.equal(said.length, 2);
    assert.match(
      said[0] ?? "",
      /^slipway:environment\.alarms\.page\[0\]\.pagerduty "PAGER": unknown secret: give it with/,
    );
    assert.match(said[1] ?? "", /^slipway:environment\.alarms\.notify\[0\]\.telegram "BOT": unknown secret: .*arn/);
  });

  it("that need a value are refused a secret that exists already, since slipway never reads one", () => {
    const arn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:pager-AbCdEf";
    const said = problems({ ...one({ pagerduty: "PAGER" }), "environment.secrets": { PAGER: { arn } } });
    assert.match(said.join(), /whose value slipway never reads/);
  });
});

describe("the look from outside", () => {
  const production = { "environment.profile": "production" };
  const pathOf = (changes: Changes) => stackOf({ ...production, ...changes }).uptime?.path;

  it("is there in production, at the health path of the service that answers it on the apex", () => {
    assert.equal(pathOf({}), "/health");
    assert.equal(stackOf({}).uptime, undefined);
  });

  it("passes over a service whose health path somebody else gets", () => {
    const page = { kind: "web", image: "app", port: 8080, health: "/healthz" };
    assert.equal(pathOf({ "app.services.api.routes": ["/api/*"], "app.services.page": page }), "/healthz");
  });

  it("passes over paths that are closed, and answers that Route 53 does not count as well", () => {
    const page = { kind: "web", image: "app", port: 8080, health: "/healthz", routes: ["/healthz"] };
    const closed = { "environment.edge": { closed: ["/health"] } };
    assert.equal(pathOf({ ...closed, "app.services.page": page }), "/healthz");
    const codes = { "app.services.api.health": { path: "/health", codes: "401" } };
    assert.equal(pathOf({ ...codes, "app.services.page": page }), "/healthz");
  });

  it("is nowhere where the place says none, and where it says so in staging too", () => {
    assert.equal(pathOf({ "environment.uptime": "none" }), undefined);
    assert.equal(stackOf({ "environment.uptime": { path: "/about" } }).uptime?.path, "/about");
  });

  it("is missed aloud when nobody in production answers it", () => {
    const hosts = { ...production, "app.services.api.routes": ["api/*"] };
    assert.equal(pathOf(hosts), undefined);
    assert.ok(
      warnings(hosts).includes(
        "slipway:environment.uptime: nobody looks from outside: no web service answers its health path on the apex of the domain: name a path that is answered, {path: /…}, or say none",
      ),
    );
  });

  refuses([
    [
      "needs a domain",
      {
        "environment.domain": undefined,
        "environment.edge": { insecureHttp: { because: "the test has a reason" } },
        "environment.uptime": { path: "/health" },
      },
      ["slipway:environment.uptime: needs a domain to ask: add environment.domain, or remove it"],
    ],
    [
      "asks nobody who sleeps",
      {
        "environment.uptime": { path: "/health" },
        "environment.cost": { sleep: { from: "19:00", to: "07:00", timeZone: "UTC" } },
      },
      [
        "slipway:environment.uptime: would page every night, when environment.cost.sleep stops what answers: remove one of the two",
      ],
    ],
    [
      "asks for nothing that is closed",
      { "environment.edge": { closed: ["/admin/*"] }, "environment.uptime": { path: "/admin/health" } },
      [
        'slipway:environment.uptime.path "/admin/health": is answered by no service on the apex of the domain: name a path that a route leads to and environment.edge.closed does not close',
      ],
    ],
    [
      "is heard by no function in a region that an account has to ask for",
      {
        "environment.aws.region": "eu-south-1",
        "environment.uptime": { path: "/health" },
        "environment.alarms": { page: [bot] },
        "secrets.BOT": "x",
      },
      [
        'slipway:environment.alarms.page[0].telegram "BOT": cannot hear of the look from outside: its topic is in us-east-1, and SNS does not reach a function in eu-south-1 from there: name another receiver, or say environment.uptime: none',
      ],
    ],
  ]);
});

describe("metrics of the app's own", () => {
  it("are drawn as they are published", () => {
    const metrics = { signups: { namespace: "Shop", name: "SignUps", statistic: "p95" } };
    assert.deepEqual(stackOf({ "app.metrics": metrics }).metrics, metrics);
    assert.deepEqual(stackOf({}).metrics, {});
  });

  refuses([
    [
      "are none of AWS, and have a statistic that CloudWatch knows",
      { "app.metrics": { cpu: { namespace: "AWS/ECS", name: "CPU", statistic: "mean" } } },
      [
        'slipway:app.metrics.cpu.namespace "AWS/ECS": is no namespace of the app\'s own: use up to 255 characters without :, * and $, not AWS/…',
        'slipway:app.metrics.cpu.statistic "mean": is no statistic: use Sum, Average, Minimum, Maximum, SampleCount or a percentile like p95',
      ],
    ],
  ]);
});
