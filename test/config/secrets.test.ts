import assert from "node:assert/strict";
import { problems, warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const arn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:token-AbCdEf";

describe("a secret", () => {
  refuses([
    [
      "is declared by the app before a task gets it",
      {
        "app.secrets": { SECRET_KEY: "generated", API_KEY: "generated" },
        "app.services.api.secrets": ["SECRET_KYE"],
        "app.jobs.nightly.secrets": ["TOKEN"],
      },
      [
        'slipway:app.services.api.secrets[0] "SECRET_KYE": unknown secret: use one of API_KEY, SECRET_KEY (did you mean "SECRET_KEY"?)',
        'slipway:app.jobs.nightly.secrets[0] "TOKEN": unknown secret: use one of API_KEY, SECRET_KEY',
      ],
    ],
    [
      "that people give has a value, and the command to give it is named",
      { "app.secrets": { API_KEY: "given" } },
      [
        "slipway:secrets.API_KEY: is missing: the app needs this value from people: set it with pulumi config set --stack staging --secret --path 'slipway:secrets.API_KEY'",
      ],
    ],
    [
      "that exists already has an ARN in the place",
      { "app.secrets": { API_KEY: "existing" } },
      [
        "slipway:environment.secrets.API_KEY: is missing: the app says that this secret exists already: say where with pulumi config set --stack staging --path 'slipway:environment.secrets.API_KEY.arn' ARN",
      ],
    ],
    [
      "that exists already has its whole ARN, since rights and events go by that",
      {
        "app.secrets": { API_KEY: "existing" },
        "environment.secrets": {
          API_KEY: { arn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:shop/api-key" },
        },
      },
      [
        'slipway:environment.secrets.API_KEY.arn "arn:aws:secretsmanager:eu-north-1:111111111111:secret:shop/api-key": lacks the hyphen and six characters at its end, without which no task may read it: copy the whole one (aws secretsmanager describe-secret --secret-id shop/api-key)',
      ],
    ],
    [
      "that only the place uses has a value or an ARN",
      { "app.images.app": { repository: "ghcr.io/acme/shop", pullSecret: "GHCR_PULL" } },
      [
        "slipway:app.images.app.pullSecret \"GHCR_PULL\": unknown secret: give it with pulumi config set --stack staging --secret --path 'slipway:secrets.GHCR_PULL', or say where it is with pulumi config set --stack staging --path 'slipway:environment.secrets.GHCR_PULL.arn' ARN",
      ],
    ],
    [
      "that pulls images may be an ARN",
      {
        "app.images.app": { repository: "ghcr.io/acme/shop", pullSecret: "GHCR_PULL" },
        "environment.secrets": { GHCR_PULL: { arn } },
      },
      [],
    ],
    [
      "whose value the program needs is no ARN, since it never reads one",
      {
        "app.delivery": { repository: "acme/shop" },
        "environment.secrets": { HOOK: { arn }, TOKEN: { arn } },
        "environment.alarms": { page: [{ https: "HOOK" }] },
        "environment.github": { secrets: ["TOKEN", "OTHER"] },
      },
      [
        "slipway:environment.alarms.page[0].https \"HOOK\": is a secret that exists already, whose value slipway never reads: give it with pulumi config set --stack staging --secret --path 'slipway:secrets.HOOK'",
        "slipway:environment.github.secrets[0] \"TOKEN\": is a secret that exists already, whose value slipway never reads: give it with pulumi config set --stack staging --secret --path 'slipway:secrets.TOKEN'",
        "slipway:environment.github.secrets[1] \"OTHER\": unknown secret: give it with pulumi config set --stack staging --secret --path 'slipway:secrets.OTHER'",
      ],
    ],
    [
      "that the app says to exist already is never handed on",
      {
        "app.delivery": { repository: "acme/shop" },
        "app.secrets.TOKEN": "existing",
        "environment.secrets": { TOKEN: { arn } },
        "environment.github": { secrets: ["TOKEN"] },
        "secrets.TOKEN": "x",
      },
      [
        'slipway:environment.github.secrets[0] "TOKEN": is a secret that exists already, whose value slipway never reads: name another one here, and give that',
      ],
    ],
  ]);

  it("that production lacks is refused at its plan, word for word, with the command that sets it there", () => {
    const lacks = {
      "app.secrets": { API_KEY: "given", DSN: "existing" },
      "app.env": { PUBLIC_URL: { per: "environment" } },
      "app.images.app": { repository: "ghcr.io/acme/shop", pullSecret: "GHCR_PULL" },
      "app.delivery": { repository: "acme/shop" },
      "environment.alarms": { page: [{ https: "HOOK" }] },
      "environment.github": { secrets: ["DEPLOY_TOKEN"] },
    };
    const set = (path: string) => `pulumi config set --stack production --path 'slipway:environment.${path}'`;
    const give = (name: string) => `pulumi config set --stack production --secret --path 'slipway:secrets.${name}'`;
    assert.deepEqual(problems(lacks, { stack: "production" }), [
      `slipway:environment.env.PUBLIC_URL: is missing: the app leaves this value to each place and has no default: set it with ${set("env.PUBLIC_URL")} VALUE`,
      `slipway:secrets.API_KEY: is missing: the app needs this value from people: set it with ${give("API_KEY")}`,
      `slipway:environment.secrets.DSN: is missing: the app says that this secret exists already: say where with ${set("secrets.DSN.arn")} ARN`,
      `slipway:app.images.app.pullSecret "GHCR_PULL": unknown secret: give it with ${give("GHCR_PULL")}, or say where it is with ${set("secrets.GHCR_PULL.arn")} ARN`,
      `slipway:environment.alarms.page[0].https "HOOK": unknown secret: give it with ${give("HOOK")}`,
      `slipway:environment.github.secrets[0] "DEPLOY_TOKEN": unknown secret: give it with ${give("DEPLOY_TOKEN")}`,
    ]);
  });

  it("that no task reads is a warning, since it is one more place where it can leak", () => {
    const says = (name: string) =>
      `slipway:app.secrets.${name}: has no effect: no task names this secret: name it in secrets of the tasks that need it, or remove it`;
    const forTasks = {
      "app.secrets": { A: "generated", B: "generated", C: "generated", D: "generated", UNREAD: "generated" },
      "app.services.api.secrets": ["A"],
      "app.jobs.nightly.secrets": ["B"],
      "app.databases.main.migrate.secrets": ["C"],
      "app.services.worker.sidecars": { proxy: { image: `envoyproxy/envoy@sha256:${"1".repeat(64)}`, secrets: ["D"] } },
    };
    assert.deepEqual(warnings(forTasks), [says("UNREAD")]);
    const delivered = { "app.delivery": { repository: "acme/shop" }, "environment.github": { secrets: ["UNREAD"] } };
    assert.deepEqual(warnings({ ...forTasks, ...delivered }), []);
  });

  it("that nothing asks for is a warning, because a promotion must not need the place to be edited", () => {
    assert.deepEqual(
      warnings({
        "app.secrets.SECRET_KEY": "generated",
        "app.services.api.secrets": ["SECRET_KEY"],
        "secrets.OLD": "x",
        "secrets.SECRET_KEY": "x",
        "environment.secrets": { GONE: { arn }, SECRET_KEY: { arn } },
      }),
      [
        "slipway:secrets.OLD: has no effect: nothing asks for this secret",
        "slipway:secrets.SECRET_KEY: has no effect: the app says that this secret is generated",
        "slipway:environment.secrets.GONE: has no effect: nothing asks for this secret",
        "slipway:environment.secrets.SECRET_KEY: has no effect: the app says that this secret is generated",
      ],
    );
  });
});
