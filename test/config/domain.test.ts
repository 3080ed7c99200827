import { refuses } from "./refuses.ts";

const certificate = (region: string, account: string) => `arn:aws:acm:${region}:${account}:certificate/0123`;

describe("the domain of a place", () => {
  refuses([
    [
      "is required in production",
      { "environment.profile": "production", "environment.domain": undefined },
      ["slipway:environment.domain: is missing: production answers over HTTPS only: add the domain"],
    ],
    [
      "may be missing in staging if a sentence says why",
      { "environment.domain": undefined },
      [
        "slipway:environment.domain: is missing: add the domain, or say in edge.insecureHttp: {because: …} why plain HTTP will do",
      ],
    ],
    [
      "leaves no room for plain HTTP",
      { "environment.edge": { insecureHttp: { because: "we had no domain once" } } },
      ["slipway:environment.edge.insecureHttp: has no effect, because there is a domain: remove one of the two"],
    ],
    [
      "is not needed where nothing answers",
      { "environment.domain": undefined, "app.services": { worker: { kind: "worker", image: "app" } } },
      [],
    ],
    [
      "has aliases in a zone that is known, and none that is the domain itself",
      {
        "environment.domain": {
          name: "shop.example.com",
          aliases: ["www.shop.example.com", "shop.example.org", "shop.example.com"],
        },
      },
      [
        'slipway:environment.domain.aliases[1] "shop.example.org": is not in the zone shop.example.com: use a name under it, or say who holds both, zone: {id: …} or zone: external',
        'slipway:environment.domain.aliases[2] "shop.example.com": is the domain itself: remove it',
      ],
    ],
    [
      "has any aliases where its records are made elsewhere, or in a zone that is named",
      { "environment.domain": { name: "shop.example.com", aliases: ["shop.example.org"], zone: "external" } },
      [],
    ],
    [
      "has as many aliases as one certificate holds, and those under it share its wildcard",
      {
        "environment.domain": {
          name: "shop.example.com",
          zone: "external",
          aliases: ["www.shop.example.com", ...Array.from({ length: 9 }, (_, index) => `shop${index}.example.org`)],
        },
      },
      [
        "slipway:environment.domain.aliases: make a certificate of 11 names, and ACM puts 10 on one: name fewer, or give a certificate that holds them, certificateArn",
      ],
    ],
    [
      "is in a zone of Route 53 or external, and nothing else",
      { "environment.domain": { name: "shop.example.com", zone: "cloudflare" } },
      ['slipway:environment.domain.zone "cloudflare": unknown value: use external, or write keys below it'],
    ],
    [
      "takes a certificate of its own region and account, as the load balancer does",
      {
        "environment.domain": {
          name: "shop.example.com",
          certificateArn: certificate("us-east-1", "222222222222"),
        },
      },
      [
        `slipway:environment.domain.certificateArn "${certificate("us-east-1", "222222222222")}": is in us-east-1, and the load balancer takes certificates of its own region only: name one in eu-north-1, or remove it and one is made`,
        `slipway:environment.domain.certificateArn "${certificate("us-east-1", "222222222222")}": is in the account 222222222222, and the load balancer takes certificates of its own account only: name one in 111111111111, or remove it and one is made`,
      ],
    ],
    [
      "takes a certificate that is there",
      {
        "environment.domain": {
          name: "shop.example.com",
          certificateArn: certificate("eu-north-1", "111111111111"),
          zone: { id: "Z0123456789ABCDEFGHIJ", roleArn: "arn:aws:iam::222222222222:role/records" },
        },
      },
      [],
    ],
  ]);
});
