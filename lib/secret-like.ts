/** Values that only a secret has, by what they are; each is told by how it begins or is built. */
const forms: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a token of GitHub", /^(gh[oprsu]_|github_pat_)[A-Za-z0-9_]{16,}/],
  ["a token of GitLab", /^gl(pat|dt|rt)-[A-Za-z0-9_-]{16,}/],
  ["a token of npm", /^npm_[A-Za-z0-9]{30,}/],
  ["a token of Slack", /^xox[a-z]-[A-Za-z0-9-]{10,}/],
  ["a web hook of Slack", /^https:\/\/hooks\.slack\.com\/(services|workflows)\/\S/],
  ["an API key", /^(sk-|[rs]k_live_|SG\.|AIza)[A-Za-z0-9_.-]{16,}/],
  ["a token of a Telegram bot", /^\d{6,12}:[A-Za-z0-9_-]{30,}$/],
  ["an access key of AWS", /^A(KI|SI)A[A-Z0-9]{16}$/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY/],
  ["a URL with a password", /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:[^\s/?#@]+@/i],
];

const jsonWebToken = /^eyJ[A-Za-z0-9_-]{5,}\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const secretName = /(^|_)(KEY|TOKEN|SECRET)$|PASSWORD$/;
/** Names by which people say that everybody may know the value. */
const publicName = /PUBLIC|PUBLISHABLE|ANON/;
const shortest = 16;
/** Bits a character: words of a language have less, what a machine has drawn has more. */
const leastEntropy = 3;

/** What a variable's value looks like, when that is a secret: by its form, or by its name and how random it is. */
export function secretLike(name: string, value: string): string | undefined {
  const [what] = forms.find(([, pattern]) => pattern.test(value)) ?? [];
  if (what !== undefined || publicName.test(name)) {
    return what;
  }
  if (jsonWebToken.test(value)) {
    return "a JSON web token";
  }
  const isDrawn = value.length >= shortest && /^(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9+/=_-]+$/.test(value);
  return secretName.test(name) && isDrawn && entropy(value) >= leastEntropy ? "a secret" : undefined;
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = Map.groupBy(text, (character) => character);
  return [...counts.values()].reduce(
    (sum, { length }) => sum - (length / text.length) * Math.log2(length / text.length),
    0,
  );
}
