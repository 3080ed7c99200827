import { isUsable, oldestVersion } from "../../tools/engine/version.ts";
import { type Check, type CheckOfStack, failed, ok, skipped, warning } from "../check.ts";

/** The plain `pulumi` starts the first `node` on PATH, and that has to run TypeScript. */
const oldestNode = 24;

export const node: Check = {
  name: "node",
  asks: "machine",
  async run({ machine }) {
    const version = await machine.run("node", "--version");
    const path = 'export PATH="$PWD/node_modules/.bin:$PATH"';
    if (version === undefined) {
      return warning(
        `there is no node on PATH, which pulumi starts the program with: npx slipway brings its own`,
        path,
      );
    }
    return Number(/^v(\d+)/.exec(version)?.[1]) >= oldestNode
      ? ok(version)
      : warning(
          `the node on PATH is ${version}, and pulumi up needs ${oldestNode} or newer: npm ci has brought one`,
          path,
        );
  },
};

export const git: Check = {
  name: "git",
  asks: "machine",
  async run({ machine }) {
    const version = await machine.run("git", "--version");
    return version === undefined
      ? failed(
          "there is no git on PATH, which records and promotions are written with",
          "https://git-scm.com/downloads",
        )
      : ok(version.replace("git version ", ""));
  },
};

export const pulumi: Check = {
  name: "pulumi",
  asks: "machine",
  async run({ machine, isSandbox }) {
    const version = (await machine.run("pulumi", "version"))?.replace(/^v/, "");
    const install = "curl -fsSL https://get.pulumi.com | sh";
    if (version === undefined) {
      return isSandbox
        ? skipped("the sandbox brings its own pulumi")
        : failed(`there is no pulumi on PATH: slipway needs ${oldestVersion} or newer`, install);
    }
    return isUsable(version)
      ? ok(version)
      : failed(
          `pulumi ${version} is on PATH: slipway needs ${oldestVersion} or newer of the same major version`,
          install,
        );
  },
};

export const aws: Check = {
  name: "aws",
  asks: "machine",
  async run({ machine, isSandbox }) {
    const version = isSandbox ? undefined : await machine.run("aws", "--version");
    return version === undefined
      ? skipped("no AWS CLI is needed, but to log in with")
      : ok(/^aws-cli\/(\S+)/.exec(version)?.[1] ?? version);
  },
};

export const gh: CheckOfStack = {
  name: "gh",
  asks: "machine",
  async run({ machine, declared: { stack }, isSandbox }) {
    if (stack.github === undefined || isSandbox) {
      return skipped(isSandbox ? "the sandbox has a GitHub of its own" : "app.delivery names no repository");
    }
    const version = await machine.run("gh", "--version");
    if (version !== undefined) {
      return ok(/^gh version (\S+)/.exec(version)?.[1] ?? version);
    }
    return machine.env.GITHUB_TOKEN || machine.env.GH_TOKEN
      ? skipped("no GitHub CLI is needed where a variable has the token")
      : warning("there is no gh on PATH, which has the token for GitHub", "https://cli.github.com", "gh auth login");
  },
};

export const sessionManager: CheckOfStack = {
  name: "session-manager-plugin",
  asks: "machine",
  async run({ machine, declared: { stack } }) {
    const open = Object.entries(stack.services).flatMap(([name, { exec }]) => (exec ? [name] : []));
    if (open.length === 0) {
      return skipped("no service says exec");
    }
    const version = await machine.run("session-manager-plugin", "--version");
    const where =
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html";
    return version === undefined
      ? warning(
          `there is no session-manager-plugin on PATH, which npx slipway exec opens a shell in ${open.join(", ")} with`,
          where,
        )
      : ok(version);
  },
};

export const docker: CheckOfStack = {
  name: "docker",
  asks: "machine",
  async run({ machine, declared: { stack } }) {
    const migrations = Object.values(stack.databases).flatMap(({ migrate }) => migrate ?? []);
    const workloads = [...Object.values(stack.services), ...Object.values(stack.jobs), ...migrations];
    if (!workloads.some(({ image }) => image.build)) {
      return skipped("no image is built here");
    }
    const version = await machine.run("docker", "version", "--format", "{{.Server.Version}}");
    return version === undefined
      ? failed("an image says build, and no Docker answers: start it, or let a workflow build", "docker version")
      : ok(version);
  },
};
