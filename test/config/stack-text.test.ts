import assert from "node:assert/strict";
import { parse } from "yaml";
import { parseStackText } from "../../config/stack-file.ts";
import { blocksOf, withBlocks, withDigest, withKept, withoutKey, withRollbackOf } from "../../config/stack-text.ts";

const digest = `sha256:${"ab".repeat(32)}`;
const commit = "c0ffee".repeat(7).slice(0, 40);

const staging = `config:
  # What the shop is made of.
  slipway:app: # the same in every place
    name: shop
    images: {app: ghcr.io/acme/shop, worker: {repository: ghcr.io/acme/worker}}
    databases:
      main: {engine: postgres, version: "17"}
    secrets: {API_KEY: given}
    # beat: retired

  # Nobody's.

  slipway:release:
    version: "1.5.0"
    images:
      app: ${digest} # of Monday
      worker: "${digest}"
    commits: {app: "${commit}", worker: "${commit}"} # of both
    rollbackOf: "abcd" # see the log
  # Where it runs.
  slipway:environment:
    profile: staging
`;

const blocks = {
  app: '  # One.\n  slipway:app:\n    name: shop # "its" name\n',
  release: "  slipway:release:\n    images: {}\n",
};

/** What a refusal says. */
function refusal(tried: () => unknown): string {
  try {
    tried();
  } catch (error) {
    assert.ok(error instanceof Error && error.name === "UserError", String(error));
    return error.message;
  }
  throw new Error("was not refused");
}

describe("taking both blocks out of a stack file", () => {
  it("takes the comments right above a key, on its line and further in, and none that stands apart", () => {
    const { app, release } = blocksOf(staging, "Pulumi.staging.yaml");
    assert.equal(app, staging.slice(staging.indexOf("  # What"), staging.indexOf("\n  # Nobody's")));
    assert.equal(release, staging.slice(staging.indexOf("  slipway:release"), staging.indexOf("  # Where")));
  });

  it("takes the blank lines that a text keeps, because they are part of what it says", () => {
    const text = "config:\n  slipway:release: {}\n  slipway:app:\n    motd: |+\n      hello\n\n\n  # after\n";
    assert.equal(blocksOf(text, "x").app, "  slipway:app:\n    motd: |+\n      hello\n\n\n");
  });

  it("leaves the first line of the file to the file", () => {
    const text = `# yaml-language-server: $schema=x\nconfig:\n${blocks.app}${blocks.release}`;
    assert.deepEqual(blocksOf(text, "x"), blocks);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    [
      "a block that is not there",
      "config:\n  slipway:app: {a: b}\n",
      "x.yaml has no slipway:release below config: write it there, or promote something to it",
    ],
    [
      "an empty one",
      "config:\n  slipway:app:\n  slipway:release: {}\n",
      "x.yaml: slipway:app is no mapping (line 2): write its keys below it",
    ],
    [
      "one that is no mapping",
      "config:\n  slipway:app: shop\n  slipway:release: {}\n",
      "x.yaml: slipway:app is no mapping (line 2): write its keys below it",
    ],
    [
      "an anchor and an alias, which would mean something else or nothing in another file",
      "config:\n  slipway:app: {a: &one b}\n  slipway:release: {}\n  slipway:environment: {a: *one}\n",
      `x.yaml has 2 problems:
  slipway:app.a &one: is an anchor: remove it, and write the value wherever it is used (line 2)
  slipway:environment.a *one: is an alias: write the value itself (line 4)`,
    ],
    [
      "a merge key, which is an alias too",
      "config:\n  slipway:app: {a: &one {b: c}, d: {<<: *one}}\n  slipway:release: {}\n",
      `x.yaml has 3 problems:
  slipway:app.a &one: is an anchor: remove it, and write the value wherever it is used (line 2)
  slipway:app.d["<<"] *one: is an alias: write the value itself (line 2)
  slipway:app.d["<<"] <<: the name is a merge to some readers of YAML: quote it, "<<" (line 2)`,
    ],
    [
      "config in braces, where no line belongs to one key",
      "config: {slipway:app: {a: b}, slipway:release: {}}\n",
      "x.yaml: config is written in braces (line 1): write each key on a line of its own below it",
    ],
    [
      "a whole file in braces",
      "{config: {slipway:app: {a: b}}}\n",
      "x.yaml: the file is written in braces (line 1): write each key on a line of its own below it",
    ],
    [
      "a config that is no mapping",
      "config: none\n",
      "x.yaml: config is no mapping (line 1): write the slipway: keys below it",
    ],
    [
      "a key that does not begin its line",
      "config:\n  ? slipway:app\n  : {a: b}\n  slipway:release: {}\n",
      "x.yaml: slipway:app does not begin its line (line 2): write it as slipway:app: and its keys below it",
    ],
    [
      "a tab for an indentation",
      "config:\n\tslipway:app: {a: b}\n",
      "x.yaml:2:1 is no YAML: tabs are not allowed as indentation",
    ],
    [
      "blanks behind a text of several lines, which are its own or not by their number",
      "config:\n  slipway:app:\n    a: |\n      b\n         \n  slipway:release: {}\n",
      "x.yaml: slipway:app ends in a text whose last lines are blank (line 2): remove those lines, or write another key below them",
    ],
  ];
  for (const [what, text, says] of refused) {
    it(`refuses ${what}`, () =>
      assert.equal(
        refusal(() => blocksOf(text, "x.yaml")),
        says,
      ));
  }
});

describe("putting both blocks into a stack file", () => {
  const into = (text: string) => withBlocks(text, blocks, "x.yaml");
  const both = `${blocks.app}${blocks.release}`;

  it("makes config where there is none, or where it is empty, as at a first promotion", () => {
    assert.equal(into(""), `config:\n${both}`);
    assert.equal(into("# mine\n"), `# mine\nconfig:\n${both}`);
    assert.equal(into("secretsprovider: a"), `secretsprovider: a\nconfig:\n${both.slice(0, -1)}`);
    assert.equal(into("config:\nsecretsprovider: a\n"), `config:\n${both}secretsprovider: a\n`);
    assert.equal(
      into("config: # of the shop\n  # to come\n\n# end\n"),
      `config: # of the shop\n  # to come\n\n${both}\n# end\n`,
    );
  });

  it("puts them before the environment, which keeps the comment above it", () => {
    assert.equal(
      into("config:\n    aws:region: a\n    # Where.\n    slipway:environment: {a: b}\n"),
      `config:\n    aws:region: a\n${both.replaceAll(/^ {2}/gm, "    ")}    # Where.\n    slipway:environment: {a: b}\n`,
    );
  });

  it("keeps a byte order mark, carriage returns and a last line without an end", () => {
    assert.equal(
      into("\uFEFFconfig:\r\n  slipway:release: {}\r\n  slipway:app: {}"),
      `\uFEFFconfig:\n${blocks.release}${blocks.app.slice(0, -1)}`.replaceAll("\n", "\r\n"),
    );
  });

  it("moves a text of several lines with its key, also where its indentation is written down", () => {
    const app = "  slipway:app:\n    a: |2-\n        b\n      c\n\n    d: >-\n      e\n";
    const changed = withBlocks("config:\n    x:y: z\n", { ...blocks, app }, "x.yaml");
    assert.ok(changed.includes("        a: |2-\n          b\n".slice(2)), changed);
    assert.deepEqual(parse(changed).config["slipway:app"], { a: "  b\nc", d: "e" });
  });

  it("refuses two kinds of line ends, of which neither would be right for what is new", () => {
    assert.equal(
      refusal(() => into("config:\r\n  slipway:app: {}\n")),
      "x.yaml has two kinds of line ends, \\n and \\r\\n: give all lines the same one, and run it again",
    );
  });

  it("writes nothing where blanks of the file would become part of what is put above them", () => {
    const app = "  slipway:app:\n    a: |\n      b\n";
    assert.match(
      refusal(() =>
        withBlocks(
          "config:\n  slipway:release: {}\n  slipway:app: {}\n          \n  x:y: z\n",
          { ...blocks, app },
          "x.yaml",
        ),
      ),
      /^x\.yaml: slipway:app and slipway:release cannot be put there without changing what is around them, so nothing was written: empty the lines behind the keys below config: that consist of blanks, and run it again$/,
    );
  });

  it("takes no text for a block that is none", () => {
    assert.match(
      refusal(() => withBlocks("", { ...blocks, app: blocks.release }, "x")),
      /^the text of slipway:app is none/,
    );
    const two = { ...blocks, app: `${blocks.app}  other:key: a\n` };
    assert.match(
      refusal(() => withBlocks("", two, "x")),
      /^the text of slipway:app is none/,
    );
  });
});

describe("putting a digest into a release", () => {
  const other = `sha256:${"12".repeat(32)}`;

  it("changes that value, what it was built from and the version, and ends a rollback; all in quotes", () => {
    const changed = withDigest(staging, { image: "app", digest: other, commit: "1".repeat(40), version: "1.10" }, "x");
    const expected = staging
      .replace(`app: ${digest} #`, `app: "${other}" #`)
      .replace(`{app: "${commit}"`, `{app: "${"1".repeat(40)}"`)
      .replace('"1.5.0"', '"1.10"')
      .replace('    rollbackOf: "abcd" # see the log\n', "");
    assert.equal(changed, expected);
  });

  it("removes the commit when it is not known, because the old one would lie", () => {
    const changed = withDigest(staging, { image: "app", digest: other }, "x");
    assert.ok(changed.includes(`    commits: {worker: "${commit}"} # of both\n`), changed);
    const last = withDigest(changed, { image: "worker", digest: other }, "x");
    assert.ok(!last.includes("commits"), last);
    assert.ok(last.includes('version: "1.5.0"'), last);
  });

  it("writes what is missing as the images are written, in lines or in braces", () => {
    const bare = staging.replace(/ {4}commits.*\n/, "").replace(/ {4}version.*\n/, "");
    const inLines = withDigest(bare, { image: "worker", digest: other, commit, version: "2" }, "x");
    assert.ok(inLines.includes(`    commits:\n      worker: "${commit}"\n    version: "2"\n  # Where`), inLines);
    const braces = bare.replace(
      / {2}slipway:release:[\s\S]*? {2}# Where/,
      "  slipway:release: {images: {app: }}\n  # Where",
    );
    assert.ok(
      withDigest(braces, { image: "app", digest: other, commit }, "x").includes(
        `  slipway:release: {images: {app: "${other}"}, commits: {app: "${commit}"}}\n`,
      ),
      withDigest(braces, { image: "app", digest: other, commit }, "x"),
    );
  });

  it("removes from braces with one comma, wherever it stands in them", () => {
    const release = (text: string) =>
      staging.replace(/ {2}slipway:release:[\s\S]*? {2}# Where/, `  slipway:release: ${text}\n  # Where`);
    const bumped = (text: string) => withDigest(release(text), { image: "app", digest: other }, "x");
    const images = `images: {app: "${other}"}`;
    assert.equal(bumped('{rollbackOf: "a", images: {app: b}}'), release(`{${images}}`));
    assert.equal(bumped('{images: {app: b}, rollbackOf: "a"}'), release(`{${images}}`));
    assert.equal(
      bumped('{images: {app: b}, # c, d\n    rollbackOf: "a", # e\n    version: f}'),
      release(`{${images}, # c, d\n    # e\n    version: f}`),
    );
    assert.equal(bumped('{images: {app: b}, # c, d\n    rollbackOf: "a"}'), release(`{${images} # c, d\n    }`));
  });

  it("adds an image that the app has and the release has not yet", () => {
    const changed = withDigest(staging.replace(/ {6}worker: "sha.*\n/, ""), { image: "worker", digest: other }, "x");
    assert.ok(changed.includes(`of Monday\n      worker: "${other}"\n`), changed);
  });

  it("refuses an image that the app has not, or builds itself", () => {
    assert.equal(
      refusal(() => withDigest(staging, { image: "aps", digest: other }, "x.yaml")),
      'x.yaml has no image aps: slipway:app.images has app, worker (did you mean "app"?)',
    );
    const built = staging.replace(
      "app: ghcr.io/acme/shop",
      "app: {repository: ghcr.io/acme/shop, build: {context: .}}",
    );
    assert.equal(
      refusal(() => withDigest(built, { image: "app", digest: other }, "x.yaml")),
      "app is built by pulumi up (slipway:app.images.app.build in x.yaml), so it has no digest: remove build, and bump it again",
    );
  });

  it("refuses a digest that is written over several lines", () => {
    const folded = staging.replace(`app: ${digest} # of Monday`, `app: >-\n        ${digest}`);
    assert.equal(
      refusal(() => withDigest(folded, { image: "app", digest: other }, "x")),
      "slipway:release.images.app is written over several lines: write it on one, and run this again",
    );
  });

  it("refuses a file with an anchor, like everything that changes one", () => {
    const anchored = staging.replace("profile: staging", "profile: &one staging");
    assert.match(
      refusal(() => withDigest(anchored, { image: "app", digest: other }, "x")),
      /is an anchor/,
    );
  });

  it("keeps carriage returns", () => {
    const windows = (text: string) => text.replaceAll("\n", "\r\n");
    const to = { image: "app", digest: other, commit };
    assert.equal(withDigest(windows(staging), to, "x"), windows(withDigest(staging, to, "x")));
  });
});

describe("the mark of a rollback", () => {
  it("is one line at the end, and replaces an older one", () => {
    const { release } = blocksOf(staging, "x");
    const without = withRollbackOf(release, undefined);
    assert.equal(without, release.replace(/ {4}rollbackOf.*\n/, ""));
    assert.equal(withRollbackOf(without, "12"), `${without}    rollbackOf: "12"\n`);
    assert.equal(withRollbackOf(release, "12"), release.replace('"abcd"', '"12"'));
  });

  it("goes into braces where the release is in braces", () => {
    const release = "  slipway:release: {images: {app: b}} # c\n";
    const marked = '  slipway:release: {images: {app: b}, rollbackOf: "12"} # c\n';
    assert.equal(withRollbackOf(release, "12"), marked);
    assert.equal(withRollbackOf(marked, undefined), release);
  });
});

describe("what a rollback keeps of a newer app", () => {
  const { app } = blocksOf(staging, "x");
  const newer = app.replace(
    "    secrets: {API_KEY: given}\n",
    `        # Of main.
      # All orders.
      # For years.
      orders: # the second
        engine: postgres
        # not 18
        version: "17"
    buckets:
      files: {}
    secrets: {API_KEY: given, MAIL_KEY: "given"}
`,
  );

  it("is added with its comments, and everything else stays as it was", () => {
    const kept = withKept(
      app,
      newer,
      [
        ["databases", "orders"],
        ["buckets", "files"],
        ["secrets", "MAIL_KEY"],
      ],
      "x",
    );
    const expected = newer
      .replace(/ {8}# Of main.\n/, "")
      .replace(/ {4}buckets:\n.*\n/, "")
      .replace("    # beat", "    buckets:\n      files: {}\n    # beat");
    assert.equal(kept, expected);
    assert.equal(withKept(kept, newer, [["databases", "orders"]], "x"), kept);
    assert.equal(withKept(app, newer, [], "x"), app);
  });

  it("may lose a key before, in lines and in braces, and nothing beside it", () => {
    const migrate = "        migrate:\n          image: api # its own\n          command: [up]\n";
    const lines = `  slipway:app:\n    databases:\n      orders:\n${migrate}        version: "17" # c\n`;
    const key = ["databases", "orders", "migrate"];
    assert.equal(withoutKey(lines, key, "x"), lines.replace(migrate, ""));
    const braces = '  slipway:app: {databases: {orders: {version: "17", migrate: {image: api, command: [up]}}}} # d\n';
    assert.equal(withoutKey(braces, key, "x"), '  slipway:app: {databases: {orders: {version: "17"}}} # d\n');
  });

  it("fits into braces, and out of them", () => {
    const braces = app.replace(/ {4}databases:\n.*\n/, '    databases: {main: {engine: postgres, version: "17"}}\n');
    assert.ok(
      withKept(braces, newer, [["databases", "orders"]], "x").includes(
        'version: "17"}, orders: {engine: "postgres", version: "17"}}\n',
      ),
    );
    const lines = app.replace("    secrets: {API_KEY: given}\n", "    secrets:\n      API_KEY: given\n");
    assert.ok(
      withKept(lines, newer, [["secrets", "MAIL_KEY"]], "x").includes(
        '      API_KEY: given\n      MAIL_KEY: "given"\n',
      ),
    );
    const wrapped = newer.replace("{API_KEY: given, MAIL_KEY", "{API_KEY: given, MAIL: [a,\n      b], MAIL_KEY");
    assert.ok(withKept(lines, wrapped, [["secrets", "MAIL"]], "x").includes('      MAIL: ["a", "b"]\n'));
    const whole = "  slipway:app: {name: shop}\n";
    assert.equal(
      withKept(
        whole,
        newer,
        [
          ["buckets", "files"],
          ["secrets", "MAIL_KEY"],
        ],
        "x",
      ),
      '  slipway:app: {name: shop, buckets: {files: {}}, secrets: {MAIL_KEY: "given"}}\n',
    );
  });
});

describe("the text of a stack file that is in none", () => {
  it("is read like a file, with a byte order mark or without, under the name that it is given", () => {
    const { values, problems } = parseStackText(`\uFEFF${staging}`, "Pulumi.staging.yaml at 1234");
    assert.deepEqual(values["slipway:environment"], { profile: "staging" });
    assert.deepEqual(problems, []);
    assert.match(
      refusal(() => parseStackText("\uFEFFa: [", "Pulumi.x.yaml at 1234")),
      /^Pulumi\.x\.yaml at 1234:1:5 is no YAML/,
    );
  });
});
