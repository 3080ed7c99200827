import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateStack } from "../../config/locate-stack.ts";
import { readStackFile, readStackText } from "../../config/stack-file.ts";

const valid = `config:
  slipway:app:
    name: shop
    images: {app: ghcr.io/acme/shop}
    services:
      api: {kind: worker, image: app}
    secrets: {API_KEY: given}
  slipway:release:
    images: {app: "sha256:${"ab".repeat(32)}"}
  slipway:environment:
    profile: staging
    aws: {accountId: "111111111111", region: eu-north-1}
  slipway:secrets:
    API_KEY:
      secure: placeholder
`;

describe("a stack file", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-"));
    write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }

  /** The valid file with one text replaced by another. */
  function withText(text: string, by: string): string {
    assert.ok(valid.includes(text), text);
    return write("Pulumi.staging.yaml", valid.replace(text, by));
  }

  function refusal(path: string): string {
    try {
      readStackFile(path);
    } catch (error) {
      assert.ok(error instanceof Error && error.name === "UserError", String(error));
      return error.message.replaceAll(folder, "…");
    }
    throw new Error("was not refused");
  }

  it("gives the four keys, with a marker for each secret, which is never decrypted", () => {
    const { project, stack, values } = readStackFile(write("Pulumi.staging.yaml", valid));
    assert.deepEqual({ project, stack }, { project: "shop", stack: "staging" });
    assert.deepEqual(values.secrets, { API_KEY: "[secret slipway:secrets.API_KEY]" });
    assert.deepEqual(Object.keys(values), ["app", "release", "environment", "secrets"]);
  });

  it("tells what the stacks beside it say of the account that they share, and the addresses that they take", () => {
    write("Pulumi.production.yaml", valid.replace("region:", "sharedAccountOwner: true, region:"));
    write("Pulumi.elsewhere.yaml", valid.replace("111111111111", "222222222222"));
    write("Pulumi.broken.yaml", "{ 111111111111");
    const own = "profile: staging\n    network: ";
    write("Pulumi.given.yaml", valid.replace("profile: staging", `${own}{cidr: 10.40.0.0/16}`));
    write("Pulumi.theirs.yaml", valid.replace("profile: staging", `${own}{existing: {vpcId: vpc-1}}`));
    assert.deepEqual(readStackFile(write("Pulumi.staging.yaml", valid)).siblings, [
      { stack: "broken", isUnreadable: true },
      { stack: "elsewhere" },
      { stack: "given", accountId: "111111111111", cidr: "10.40.0.0/16" },
      { stack: "production", accountId: "111111111111", sharedAccountOwner: true, cidr: "10.20.0.0/16" },
      { stack: "theirs", accountId: "111111111111" },
    ]);
  });

  it("tells which stack beside it manages the repository, in whatever account that is", () => {
    const other = valid.replace("111111111111", "222222222222");
    write("Pulumi.canary.yaml", `${other}  # manageRepository is production's\n`);
    write("Pulumi.production.yaml", other.replace("profile:", "github: {manageRepository: true}\n    profile:"));
    const manages = readStackFile(write("Pulumi.staging.yaml", valid)).siblings.map((sibling) => [
      sibling.stack,
      sibling.managesRepository,
    ]);
    assert.deepEqual(manages, [
      ["canary", undefined],
      ["production", true],
    ]);
  });

  it("tells what Pulumi encrypts its secrets with, which is no value of the configuration", () => {
    const provider = "awskms://alias/shop?region=eu-north-1";
    assert.equal(readStackFile(write("Pulumi.staging.yaml", valid)).secretsProvider, undefined);
    const path = write("Pulumi.staging.yaml", `secretsprovider: ${provider}\n${valid}`);
    assert.equal(readStackFile(path).secretsProvider, provider);
  });

  it("that is not there names those that are", () => {
    write("Pulumi.staging.yaml", valid);
    write("Pulumi.production.yaml", valid);
    assert.equal(
      refusal(join(folder, "Pulumi.prod.yaml")),
      "no stack file …/Pulumi.prod.yaml: stacks there are production, staging",
    );
  });

  it("that is no YAML says where and why", () => {
    assert.equal(
      refusal(withText("name: shop", "name: [shop")),
      "…/Pulumi.staging.yaml:4:5 is no YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
    );
  });

  it("with a key twice is no YAML", () => {
    assert.equal(
      refusal(withText("    name: shop\n", "    name: shop\n    name: ship\n")),
      "…/Pulumi.staging.yaml:4:5 is no YAML: map keys must be unique",
    );
  });

  it("without a project beside it says what is missing", () => {
    rmSync(join(folder, "Pulumi.yaml"));
    assert.equal(
      refusal(write("Pulumi.staging.yaml", valid)),
      "no project beside …/Pulumi.staging.yaml: put a Pulumi.yaml with a name there",
    );
  });

  it("beside a project that is no YAML says where, and beside one without a name what is missing", () => {
    const path = write("Pulumi.staging.yaml", valid);
    write("Pulumi.yaml", "name: shop\nruntime: [nodejs\n");
    assert.match(refusal(path), /^…\/Pulumi\.yaml:\d+:\d+ is no YAML: flow sequence /);
    write("Pulumi.yaml", "runtime: nodejs\n");
    assert.equal(refusal(path), "…/Pulumi.yaml has no name: add the name of the project, like name: shop");
  });

  it("that is a folder says so", () => {
    mkdirSync(join(folder, "Pulumi.staging.yaml"));
    assert.equal(
      refusal(join(folder, "Pulumi.staging.yaml")),
      "…/Pulumi.staging.yaml is a folder: name a stack file, like Pulumi.staging.yaml",
    );
  });

  const lines: readonly [title: string, text: string, by: string, line: string][] = [
    [
      "has ambiguous scalars in quotes",
      "name: shop",
      "name: 2026-12-24",
      'slipway:app.name 2026-12-24: is a date to some readers of YAML: quote it, "2026-12-24" (line 3)',
    ],
    [
      "has ambiguous names in quotes",
      "API_KEY: given",
      "API_KEY: given, on: given",
      'slipway:app.secrets.on on: the name is true or false to some readers of YAML: quote it, "on" (line 7)',
    ],
    [
      "quotes a ? between braces, where Pulumi's reader takes it for a key and says only 'did not find expected'",
      "API_KEY: given",
      "API_KEY: given, URL: https://x?y=z",
      'slipway:app.secrets.URL https://x?y=z: Pulumi\'s reader of YAML stops at a ? between braces or brackets: quote it, "https://x?y=z" (line 7)',
    ],
    [
      "quotes a : in front between braces",
      "API_KEY: given",
      "API_KEY: given, PORT: :80",
      'slipway:app.secrets.PORT :80: Pulumi\'s reader of YAML stops at a : between braces or brackets: quote it, ":80" (line 7)',
    ],
    [
      "says true or false in these words",
      "name: shop",
      "name: off",
      'slipway:app.name off: is true or false to some readers of YAML: quote it, "off", or write true or false where that is meant (line 3)',
    ],
    [
      "has no anchors",
      "name: shop",
      "name: &name shop",
      "slipway:app.name &name: is an anchor: remove it, and write the value wherever it is used (line 3)",
    ],
    [
      "has no tags",
      "name: shop",
      "name: !!str 5",
      "slipway:app.name tag:yaml.org,2002:str: is a tag: remove it, and quote what is text (line 3)",
    ],
    [
      "has secrets in one place only, since one makes the whole key secret",
      "name: shop",
      "name: {secure: abc}",
      "slipway:app.name: a secret makes all of slipway:app secret: move it to slipway:secrets (line 3)",
    ],
    [
      "has nothing but secrets there",
      "    API_KEY:\n      secure: placeholder",
      "    API_KEY: canary",
      "slipway:secrets.API_KEY: is not encrypted: set it with pulumi config set --secret --path 'slipway:secrets.API_KEY', and count what stood here as known (line 14)",
    ],
    [
      "has a secret for each name, not one for all",
      "    API_KEY:\n      secure: placeholder",
      "    secure: placeholder",
      "slipway:secrets: is one secret as a whole: give each name in it its own {secure: …} (line 14)",
    ],
    [
      "has four keys of slipway's and no other",
      "  slipway:release:",
      "  slipway:relase: {}\n  slipway:release:",
      'slipway:relase: unknown key: use one of slipway:app, slipway:release, slipway:environment, slipway:secrets (did you mean "slipway:release"?) (line 8)',
    ],
    [
      "has them in slipway's namespace, whatever the project is called",
      "  slipway:release:",
      "  release: {}\n  slipway:release:",
      "release: is no key of slipway: write slipway:release (line 8)",
    ],
    [
      "has config at its top",
      "config:\n",
      "confg: {}\nconfig:\n",
      'confg: unknown key: use one of config, environment, secretsprovider, encryptedkey, encryptionsalt (did you mean "config"?) (line 1)',
    ],
  ];
  for (const [title, text, by, line] of lines) {
    it(title, () => {
      const told = refusal(withText(text, by)).split("\n").slice(1);
      assert.ok(told.includes(`  ${line}`), told.join("\n"));
    });
  }

  it("has no aliases", () => {
    const text = valid.replace("name: shop", "name: &name shop").replace("kind: worker", "kind: *name");
    assert.match(
      refusal(write("Pulumi.staging.yaml", text)),
      /slipway:app\.services\.api\.kind \*name: is an alias: write the value itself \(line 6\)/,
    );
  });

  it("tells what is wrong with its text and with its values at once, and nothing twice", () => {
    const text = valid
      .replace("name: shop", "name: 2026-12-24")
      .replace("image: app", "image: ap")
      .replace("profile: staging", "profile: 0755");
    assert.equal(
      refusal(write("Pulumi.staging.yaml", text)),
      `Pulumi.staging.yaml has 3 problems:
  slipway:app.name 2026-12-24: is a date to some readers of YAML: quote it, "2026-12-24" (line 3)
  slipway:environment.profile 0755: is an octal number to some readers of YAML: quote it, "0755" (line 11)
  slipway:app.services.api.image "ap": unknown image: use app`,
    );
  });

  it("never shows a value that should have been secret", () => {
    assert.doesNotMatch(refusal(withText("    API_KEY:\n      secure: placeholder", "    API_KEY: canary")), /canary/);
  });

  it("is read again when it has changed", () => {
    const path = write("Pulumi.staging.yaml", valid);
    assert.deepEqual(readStackText(path).problems, []);
    assert.notDeepEqual(readStackText(withText("name: shop", "name: 0755")).problems, []);
  });

  describe("is found", () => {
    beforeEach(() => {
      write("Pulumi.staging.yaml", valid);
      mkdirSync(join(folder, "example"));
    });

    function unknown(argument: string): string {
      try {
        locateStack(argument, folder);
      } catch (error) {
        return String(error).replaceAll(folder, "…");
      }
      return "";
    }

    it("by the stack's name, by its path, and without a name where it is the only one", () => {
      for (const argument of ["staging", "Pulumi.staging.yaml", `${folder}/Pulumi.staging.yaml`, undefined]) {
        assert.equal(locateStack(argument, folder), join(folder, "Pulumi.staging.yaml"));
      }
    });

    it("or refused with the stacks that there are", () => {
      write("Pulumi.production.yaml", valid);
      assert.equal(
        unknown("prodution"),
        'UserError: no stack "prodution": stacks here are production, staging (did you mean "production"?)',
      );
      assert.equal(
        unknown("example/Pulumi.x.yaml"),
        "UserError: no stack file example/Pulumi.x.yaml: there is no Pulumi.<stack>.yaml there",
      );
      assert.equal(
        unknown("./example"),
        "UserError: example is a folder: name a stack file in it, there is no Pulumi.<stack>.yaml there",
      );
      assert.equal(
        unknown("./Pulumi.yaml"),
        "UserError: Pulumi.yaml is no stack file: name one like Pulumi.staging.yaml",
      );
    });
  });
});
