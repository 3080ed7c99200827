import { secretLike } from "../lib/secret-like.ts";

/** Names by which people call what only the app and its people should know. */
const secretName =
  /(SECRETS?|TOKENS?|CREDENTIALS?|API_?KEYS?|ACCESS_KEY(_ID)?|SECRET_KEY_BASE|SALT|DSN|PASSWORDS?|PRIVATE_KEY)(_(\d+|BASE64|B64|JSON|PEM|HASH(ED)?))?$|(^|_)(PASS|PASSWD|PASSPHRASE|PASSCODE|PWD|KEY|PEPPER|BASIC_AUTH|OTLP_HEADERS)(_\d+)?$/;
const publicName = /PUBLIC|PUBLISHABLE|ANON|SITE_?KEY/;
/** Keys of an account, in a line that says how to connect to it. */
const connection = /(^|;)\s*(AccountKey|SharedAccessKey|SharedAccessSignature)=[^;\s]{8,}/i;
/** Switches, numbers and files are none. */
const plainValue = /^(true|false|yes|no|on|off|none|null|\d{1,5}|\.{0,2}\/[\w./-]*)$/i;

/** Whether a variable is a secret, by its name or by what its value looks like. */
export function isSecret(name: string, value: string): boolean {
  if (secretLike(name, value) !== undefined || connection.test(value)) {
    return true;
  }
  return secretName.test(name) && !publicName.test(name) && !plainValue.test(value);
}

/** What any drawn text will do for: nobody outside the app has to know it. */
const generatedName =
  /^((DJANGO|FLASK|APP|RAILS)_)?SECRET_KEY(_BASE)?$|^(SESSION|COOKIE|JWT|NEXTAUTH|AUTH|APP)_SECRET(_KEY)?$/;

/** Whether slipway can draw a secret, or people have to give it. */
export function secretKind(name: string): "generated" | "given" {
  return generatedName.test(name) ? "generated" : "given";
}

/** Variables that slipway sets for the drivers of stores. */
export function isOfStores(name: string): boolean {
  return name === "NODE_EXTRA_CA_CERTS" || name === "PGSSLROOTCERT";
}

/** Variables by which AWS's SDKs find credentials: a task has a role, and ECS sets these itself. */
export function isOfAws(name: string): boolean {
  return /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|CONTAINER_\w+|EXECUTION_ENV|PROFILE)|ECS_\w+)$/.test(
    name,
  );
}
