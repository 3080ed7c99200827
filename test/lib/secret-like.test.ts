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
    [token("sk_test_"), "an API key"],
    [token("whsec_"), "an API key"],
    [token("GOCSPX-"), "an API key"],
    [token("hf_"), "a token of Hugging Face"],
    [token("pypi-"), "a token of PyPI"],
    [`dop_v1_${"0123456789abcdef".repeat(2)}`, "a token of DigitalOcean"],
    [`pul-${"0123456789abcdef".repeat(2)}`, "a token of Pulumi"],
    [`https://discord.com/api/webhooks/123456/${drawn}`, "a web hook of Discord"],
    [`Bearer ${drawn}`, "a token in a header"],
    ["host=db.example.com user=shop password=hunter2", "a connection with a password"],
    [`https://api.example.com/feed?api_key=${drawn}`, "a URL with a key"],
    ["postgres://shop:hunter2@db.example.com/shop", "a URL with a password"],
    ["redis://:hunter2@cache.example.com:6379", "a URL with a password"],
    [`eyJhbGciOi.eyJzdWIiOi.${drawn}`, "a JSON web token"],
  ] as const) {
    it(`knows ${says} by its form, whatever the variable is called: ${value.slice(0, 12)}…`, () =>
      assert.equal(secretLike("ANYTHING", value), says));
  }

  it("knows what was drawn by chance where the name says that it is secret", () => {
    for (const name of ["SECRET_KEY", "API_TOKEN", "CLIENT_SECRET", "APIKEY", "STRIPE_APIKEY", "SALT", "CREDENTIALS"]) {
      assert.equal(secretLike(name, drawn), "a secret", name);
    }
    assert.equal(secretLike("BUILD_ID", drawn), undefined);
  });

  it("takes any value for a password where the name says that it is one, since people choose those", () => {
    for (const name of ["PASSWORD", "DB_PASSWORD", "DBPASSWORD", "DB_PASS", "ADMIN_PASSWD", "PGPASSWORD", "SMTP_PWD"]) {
      assert.equal(secretLike(name, "hunter2"), "a password", name);
    }
    assert.equal(secretLike("POSTGRES_PASSWORD", "correcthorsebatterystaple"), "a password");
    assert.equal(secretLike("DB_PASSWORD", "S3cr3t!Pass$"), "a password");
  });

  it("needs neither digits nor only letters where a name says that it is secret", () => {
    assert.equal(secretLike("SECRET_KEY", "django-insecure-abc$def#ghi!jkl"), "a secret");
    assert.equal(secretLike("SECRET_KEY_BASE", "abcdefghijklmnopqrstuvwxyz"), "a secret");
    assert.equal(secretLike("JWT_SECRET", "whatanicelongsecretthisis"), "a secret");
    assert.equal(secretLike("AUTH_TOKEN", "XkfQmZpLrTsVbNgHj"), "a secret");
  });

  for (const [name, value, why] of [
    ["DB_PASSWORD", "", "nothing"],
    ["DB_PASSWORD", "$OTHER", "the name of another variable"],
    ["IDEMPOTENCY_KEY", "6f1c2b0a-9d3e-4f5a-8b7c-1234567890ab", "a UUID"],
    ["PARTITION_KEY", "customer-orders-2024-v1", "words and a version"],
    ["CACHE_KEY", "harbour-session-v2-2024", "words and a version"],
    ["SECRET", "harbour-staging/db-credentials-1", "the name of a secret"],
    ["DB_SECRET", "arn:aws:secretsmanager:eu-north-1:111111111111:secret:db-AbCdEf", "where a secret is"],
    ["MODEL", "sk-learn-model-name-v1-2024", "words that begin like a key"],
    ["MAPS_BROWSER_KEY", `AIza${drawn}`, "what every browser gets"],
    ["DATABASE", "postgres://$USER:$PASSWORD@db.example.com/shop", "a URL whose password is put in later"],
    ["CACHE_KEY", "orders-by-customer-and-day", "words of a language"],
    ["OBJECT_KEY", "releases/2026/shop-1.4.2.tar.gz", "the name of a file"],
    ["API_KEY", "changeme", "a placeholder"],
    ["STRIPE_PUBLISHABLE_KEY", `pk_live_${drawn}`, "what everybody may know"],
    ["SUPABASE_ANON_KEY", `eyJhbGciOi.eyJzdWIiOi.${drawn}`, "what everybody may know"],
    ["DATABASE", "postgres://db.example.com:5432/shop", "a URL without a password"],
    ["DOCS", "https://example.com/a:b@c", "a URL with an @ in its path"],
    ["CERTIFICATE", "-----BEGIN CERTIFICATE-----", "a certificate"],
    ["SORT_KEY", "aaaaaaaaaaaaaaa1", "no chance in it"],
    ["SECRET_KEY", "https://staging.harbour.example.com", "the address of a server"],
    ["SECRET", "harbour-staging-main.c7xkq2.eu-north-1.rds.amazonaws.com", "the name of a server"],
  ] as const) {
    it(`lets ${name} hold ${why}`, () => assert.equal(secretLike(name, value), undefined));
  }
});
