import assert from "node:assert/strict";
import { warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const arn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:token-AbCdEf";

describe("a secret", () => {
  refuses([
    [
      "is declared by the app before a task gets it",
      {
        "app.secrets.API_KEY": "generated",
        "app.services.api.secrets": ["SECRET_KYE"],
        "app.jobs.nightly.secrets": ["TOKEN"],
      },
      [
        'slipway:app.services.api.secrets[0] "SECRET_KYE": unknown secret: use one of SECRET_KEY, API_KEY (did you mean "SECRET_KEY"?)',
        'slipway:app.jobs.nightly.secrets[0] "TOKEN": unknown secret: use one of SECRET_KEY, API_KEY',
      ],
    ],
    [
      "that people give has a value, and the command to give it is named",
      { "app.secrets": { API_KEY: "given" } },
      [
        "slipway:secrets.API_KEY: is missing: the app needs this value from people: set it with pulumi config set --secret --path 'slipway:secrets.API_KEY'",
      ],
    ],
    [
      "that exists already has an ARN in the place",
      { "app.secrets": { API_KEY: "existing" } },
      ["slipway:environment.secrets.API_KEY: is missing: the app says the secret exists already: add {arn: …}"],
    ],
    [
      "that only the place uses has a value or an ARN",
      { "app.images.app": { repository: "ghcr.io/acme/shop", pullSecret: "GHCR_PULL" } },
      [
        "slipway:app.images.app.pullSecret \"GHCR_PULL\": unknown secret: give it with pulumi config set --secret --path 'slipway:secrets.GHCR_PULL', or add slipway:environment.secrets.GHCR_PULL: {arn: …}",
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
        'slipway:environment.alarms.page[0].https "HOOK": is a secret that exists already, whose value slipway never reads: give it in slipway:secrets.HOOK',
        'slipway:environment.github.secrets[0] "TOKEN": is a secret that exists already, whose value slipway never reads: give it in slipway:secrets.TOKEN',
        "slipway:environment.github.secrets[1] \"OTHER\": unknown secret: give it with pulumi config set --secret --path 'slipway:secrets.OTHER'",
      ],
    ],
  ]);

  it("that nothing asks for is a warning, because a promotion must not need the place to be edited", () => {
    assert.deepEqual(
      warnings({
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
