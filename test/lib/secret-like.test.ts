import assert from "node:assert/strict";
import { secretLike } from "../../lib/secret-like.ts";

// Put together here, so that no scanner takes this file for a leak.
const drawn = "Xk9" + "fQ2mZ7pLr4TsV1bN8";
const token = (prefix: string) => `${prefix}${drawn}${drawn}`;

describe("secretLike", () => {
  for (const [value, says] of [
    [token("ghp_"), "a token of GitHub"],
    [token("github_pat_"), "a token of GitHub"],
    [token("glpat-"), "a token of GitLab"],
    [token("sk-"), "an API key"],
    [token("sk-ant-"), "an API key"],
    [token("rk_live_"), "an API key"],
    [token("xoxb-"), "a token of Slack"],
    [`https://hooks.slack.com/services/${drawn}`, "a web hook of Slack"],
    [`AKIA${"ABCD2345".repeat(2)}`, "an access key of AWS"],
    [`123456789:${drawn}${drawn}`, "a token of a Telegram bot"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMII", "a private key"],
    ["postgres://shop:hunter2@db.example.com/shop", "a URL with a password"],
    ["redis://:hunter2@cache.example.com:6379", "a URL with a password"],
    [`eyJhbGciOi.eyJzdWIiOi.${drawn}`, "a JSON web token"],
  ] as const) {
    it(`knows ${says} by its form, whatever the variable is called: ${value.slice(0, 12)}…`, () =>
      assert.equal(secretLike("ANYTHING", value), says));
  }

  it("knows what was drawn by chance where the name says that it is secret", () => {
    for (const name of ["SECRET_KEY", "API_TOKEN", "CLIENT_SECRET", "DB_PASSWORD", "DBPASSWORD"]) {
      assert.equal(secretLike(name, drawn), "a secret", name);
    }
    assert.equal(secretLike("BUILD_ID", drawn), undefined);
  });

  for (const [name, value, why] of [
    ["CACHE_KEY", "orders-by-customer-and-day", "words of a language"],
    ["OBJECT_KEY", "releases/2026/shop-1.4.2.tar.gz", "the name of a file"],
    ["API_KEY", "changeme", "a placeholder"],
    ["STRIPE_PUBLISHABLE_KEY", `pk_live_${drawn}`, "what everybody may know"],
    ["SUPABASE_ANON_KEY", `eyJhbGciOi.eyJzdWIiOi.${drawn}`, "what everybody may know"],
    ["DATABASE", "postgres://db.example.com:5432/shop", "a URL without a password"],
    ["DOCS", "https://example.com/a:b@c", "a URL with an @ in its path"],
    ["CERTIFICATE", "-----BEGIN CERTIFICATE-----", "a certificate"],
    ["SORT_KEY", "aaaaaaaaaaaaaaa1", "no chance in it"],
  ] as const) {
    it(`lets ${name} hold ${why}`, () => assert.equal(secretLike(name, value), undefined));
  }
});
