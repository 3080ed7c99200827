/** Values that only a secret has, by what they are; each is told by how it begins or is built. */
const forms: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a token of GitHub", /^(gh[oprsu]_|github_pat_)[A-Za-z0-9_]{16,}/],
  ["a token of GitLab", /^gl(pat|dt|rt)-[A-Za-z0-9_-]{16,}/],
  ["a token of npm", /^npm_[A-Za-z0-9]{30,}/],
  ["a token of PyPI", /^pypi-[A-Za-z0-9_-]{16,}/],
  ["a token of Hugging Face", /^hf_[A-Za-z0-9]{16,}/],
  ["a token of DigitalOcean", /^do[opr]_v1_[0-9a-f]{16,}/],
  ["a token of Pulumi", /^pul-[0-9a-f]{16,}/],
  ["a token of Slack", /^xox[a-z]-[A-Za-z0-9-]{10,}/],
  ["a web hook of Slack", /^https:\/\/hooks\.slack\.com\/(services|workflows)\/\S/],
  ["a web hook of Discord", /^https:\/\/(\w+\.)?discord(app)?\.com\/api\/webhooks\/\d+\/\S/],
  // Words that are put together with hyphens hold no capital with a digit; a key that was drawn does.
  ["an API key", /^(sk-(?=\S*\d)(?=\S*[A-Z])|[rs]k_(live|test)_|whsec_|SG\.|GOCSPX-)[A-Za-z0-9_.-]{16,}/],
  ["a token of a Telegram bot", /^\d{6,12}:[A-Za-z0-9_-]{30,}$/],
  ["an access key of AWS", /^A(KI|SI)A[A-Z0-9]{16}$/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY/],
  ["a token in a header", /^(Bearer|Basic) [A-Za-z0-9._~+/-]{16,}=*$/],
  // What is between them may be put in at run time: $USER:$PASSWORD.
  ["a URL with a password", /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:(?![${%<])[^\s/?#@]+@/i],
  ["a connection with a password", /(^|[\s;])(password|pwd)=(?![${%<])[^\s;]+/i],
  ["a URL with a key", /^https?:\/\/\S+[?&](api_?key|access_token|token|sig|signature)=(?![${%<])[^&\s]{8,}/i],
];

const jsonWebToken = /^eyJ[A-Za-z0-9_-]{5,}\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
/** A name with one of these words at its end holds the thing itself: people choose passwords, so any value is one. */
const passwordName = /(PASSWORD|PASSWD|PASSPHRASE|(^|_)(PASS|PWD))$/;
/** What is drawn by chance goes by these. */
const secretName = /(^|_)(SECRET|TOKEN|SALT|CREDENTIALS?)$|SECRET_KEY(_BASE)?$/;
/** Keys are often names of something: these hold a secret only where the value was drawn. */
const keyName = /(^|_)(KEY|APIKEY)$/;
/** Names by which people say that everybody may know the value. */
const publicName = /PUBLIC|PUBLISHABLE|ANON|BROWSER|SITE_?KEY/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What the app or a shell puts the value in for. */
const reference = /^\$\{?\w+\}?$/;
/** Of a server, alone or as a URL: what `from` gives a variable. */
const hostName = /^(https?:\/\/[a-z0-9.-]+\/?|[a-z0-9-]+(\.[a-z0-9-]+){2,})$/;
const shortest = 16;
/** Bits a character: words of a language have less, what a machine has drawn has more. */
const leastEntropy = 3;

/** What a variable's value looks like, when that is a secret: by its form, or by its name and how random it is. */
export function secretLike(name: string, value: string): string | undefined {
  const what = secretForm(value);
  if (what !== undefined || publicName.test(name)) {
    return what;
  }
  if (jsonWebToken.test(value)) {
    return "a JSON web token";
  }
  if (passwordName.test(name)) {
    return value === "" || reference.test(value) ? undefined : "a password";
  }
  const isDrawn = secretName.test(name) ? isRandom(value) : keyName.test(name) && isRandom(value) && isOneWord(value);
  return isDrawn ? "a secret" : undefined;
}

/** What a value is by its form, when only a secret has it, whatever it is called. */
export function secretForm(value: string): string | undefined {
  return forms.find(([, pattern]) => pattern.test(value))?.[0];
}

function isRandom(value: string): boolean {
  // A name of AWS, a file, a sentence: what is drawn has neither a slash between words nor a space.
  const isName = /^arn:|\s|^[a-z0-9-]+(\/[a-z0-9._-]+)+$/.test(value) || hostName.test(value);
  const mayBe = value.length >= shortest && !uuid.test(value) && !reference.test(value) && !isName;
  return mayBe && entropy(value) >= leastEntropy;
}

/** Letters and digits without the hyphens that join words. */
function isOneWord(value: string): boolean {
  const isJoined = /^[a-z0-9]+([-_.:][a-z0-9]+)+$/.test(value);
  return !isJoined && /^(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9+/=_-]+$/.test(value);
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = Map.groupBy(text, (character) => character);
  return [...counts.values()].reduce(
    (sum, { length }) => sum - (length / text.length) * Math.log2(length / text.length),
    0,
  );
}
