import assert from "node:assert/strict";
import { promotionOf } from "../../config/promotion.ts";
import { problems } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const because = "nobody is at work then";

describe("what a place says of promotion", () => {
  it("is, where it says nothing, that nothing is promoted and nothing goes by itself", () => {
    const nothing = { auto: false, soakMinutes: 0, freezes: [], rollbackOnFailure: false, attested: false };
    assert.deepEqual(promotionOf({}), nothing);
    assert.deepEqual(promotionOf({ promotion: {} }), nothing);
  });

  it("is read as it stands, each freeze with its zone", () => {
    const promotion = {
      from: "staging",
      auto: true,
      soakMinutes: 30,
      freeze: [{ from: "fri 15:00", to: "mon 08:00", because }],
      rollbackOnFailure: true,
      attested: true,
    };
    const { freeze, ...rest } = promotion;
    assert.deepEqual(promotionOf({ promotion }), {
      ...rest,
      freezes: [{ from: "fri 15:00", to: "mon 08:00", timeZone: "UTC", because }],
    });
  });

  it("is read also where nobody has checked it, since a gate tells of the mistake and must not crash before", () => {
    for (const promotion of [null, 5, "staging", [], { from: 5, auto: "yes", soakMinutes: -1, freeze: 5 }]) {
      assert.deepEqual(promotionOf({ promotion }), promotionOf({}));
    }
    const freeze = [
      7,
      { from: "fri 15:00", to: "2026-12-20T00:00", because },
      { from: "fri 15:00", to: "mon 08:00", timeZone: "Europe/Nowhere", because },
      { from: "sat 15:00", to: "mon 08:00", because },
    ];
    assert.deepEqual(
      promotionOf({ promotion: { from: "staging", freeze } }).freezes.map(({ from }) => from),
      ["sat 15:00"],
    );
  });
});

describe("the stack that a release comes from", () => {
  const from = (stack: string, siblings?: Parameters<typeof problems>[1]) =>
    problems({ "environment.promotion": { from: stack } }, siblings);

  it("is another one of the project, by its name", () => {
    const siblings = [{ stack: "testing" }, { stack: "production" }];
    assert.deepEqual(from("testing", { siblings }), []);
    assert.deepEqual(from("testin", { siblings }), [
      'slipway:environment.promotion.from "testin": unknown stack: use one of testing, production (did you mean "testing"?)',
    ]);
    assert.deepEqual(from("testing", { siblings: [] }), [
      'slipway:environment.promotion.from "testing": unknown stack: there is no other stack here: remove it',
    ]);
  });

  it("is not looked for where the files are not at hand, as when the engine runs elsewhere", () => {
    assert.deepEqual(from("testing"), []);
  });

  it("is not the stack itself, and no chain leads back to it", () => {
    assert.deepEqual(from("staging", { siblings: [{ stack: "production" }] }), [
      'slipway:environment.promotion.from "staging": is this stack itself: name another one, or remove it',
    ]);
    const circle = [
      { stack: "canary", from: "production" },
      { stack: "production", from: "staging" },
    ];
    assert.deepEqual(from("canary", { siblings: circle }), [
      'slipway:environment.promotion.from "canary": goes round in a circle, staging from canary from production from staging: remove it in the stack that people write',
    ]);
    const apart = [
      { stack: "canary", from: "production" },
      { stack: "production", from: "canary" },
    ];
    assert.deepEqual(from("canary", { siblings: apart }), [
      'slipway:environment.promotion.from "canary": goes round in a circle, staging from canary from production from canary: remove it in the stack that people write',
    ]);
  });

  it("may itself take from another, however long the chain", () => {
    const siblings = [{ stack: "canary", from: "testing" }, { stack: "testing", from: "dev" }, { stack: "dev" }];
    assert.deepEqual(from("canary", { siblings }), []);
  });

  refuses([
    [
      "is named before anything is said of what comes from it",
      { "environment.promotion": { auto: true, soakMinutes: 5, rollbackOnFailure: true } },
      [
        "slipway:environment.promotion.auto true: is about what is promoted, and nothing is: add from, the stack that it comes from, or remove it",
        "slipway:environment.promotion.soakMinutes 5: is about what is promoted, and nothing is: add from, the stack that it comes from, or remove it",
      ],
    ],
    [
      "can attest its images only in a repository",
      { "environment.promotion": { from: "testing", attested: true } },
      [
        "slipway:environment.promotion.attested true: needs the repository whose workflows attest images: add slipway:app.delivery.repository, or remove it",
      ],
    ],
    [
      "has attested images only where GitHub signs them, which a private repository has on Enterprise alone",
      {
        "environment.promotion": { from: "testing", attested: true },
        "app.delivery": { repository: { name: "acme/shop", plan: "team" } },
        "environment.github": { manageRepository: true },
      },
      [
        "slipway:environment.promotion.attested true: GitHub signs no build of a private repository on the plan team (acme/shop): remove it, or say the plan enterprise at app.delivery.repository where that is what you have",
      ],
    ],
    [
      "says in minutes for how long a release soaks, a week at most",
      { "environment.promotion": { from: "testing", soakMinutes: 20_000, auto: "true" } },
      [
        'slipway:environment.promotion.auto "true": is text, not true or false: write it without quotes',
        "slipway:environment.promotion.soakMinutes 20000: is out of range: use a whole number from 0 to 10080 (a week has 10080)",
      ],
    ],
  ]);
});
