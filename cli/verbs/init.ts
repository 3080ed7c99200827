import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption } from "../options.ts";

/** What `slipway init` takes. */
export interface InitOptions {
  readonly from?: string;
  readonly name?: string;
  readonly domain?: string;
  readonly account?: string;
  readonly stagingAccount?: string;
  readonly productionAccount?: string;
  readonly region?: string;
  readonly repository?: string;
  readonly state?: string;
  readonly image?: readonly string[];
  readonly yes?: true;
  readonly json?: true;
}

/** `slipway init` */
export default function init(program: Command): void {
  const command = program
    .command("init")
    .summary("stack files of a new app, from its compose file")
    .description(
      "Writes Pulumi.yaml, both stack files and what the sandbox finds beforehand for a new app. What the flags do not say is asked on a terminal; elsewhere it is an error that names every missing flag. With --from it reads a compose file: services, ports, health checks, commands, variables, secrets by name, Postgres and Redis; what it cannot map it lists, with the reason. It shows all files and writes none; --yes writes them. Exit code: 0 shown or written, 1 an error, 2 refused, because a stack is made of one of these files already.",
    )
    .option("--from <file>", "the app's compose file, like docker-compose.yml")
    .option("--name <name>", "name of the app (default: the compose file's, or of its folder)")
    .option("--domain <domain>", "domain of production; staging gets staging.<domain>")
    .option("--account <digits>", "AWS account of both stacks")
    .option("--staging-account <digits>", "AWS account of staging")
    .option("--production-account <digits>", "AWS account of production")
    .option("--region <region>", "AWS region (default: eu-central-1)")
    .option("--repository <owner/name>", "the app's repository on GitHub")
    .option("--state <url>", "bucket of Pulumi's state, like s3://acme-pulumi-state/shop")
    .option("--image <service=repository>", "where a service's image is; once a service", collected)
    .option("--yes", "write the files")
    .addOption(jsonOption())
    .action(async (options: InitOptions) => {
      const { runInit } = await import("../actions/init.ts");
      await runInit(options);
    });
  examples(
    command,
    ["init", "asks what it has to know, and shows the files"],
    ["init --from ../shop/docker-compose.yml", "reads the app's compose file, asks for the rest"],
    [
      "init --from docker-compose.yml --domain shop.example.com --account 123456789012 --repository acme/shop --yes",
      "asks nothing, and writes",
    ],
  );
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
