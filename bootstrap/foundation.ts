import type { CloudPlace } from "../cloud/cloud.ts";
import { type RepositoryNames, repositoriesOf } from "../config/delivery.ts";
import { at } from "../config/path.ts";
import { projectOf } from "../config/stack-file.ts";
import { privateEcr, registryOf } from "../lib/registry.ts";
import type { ImageRepository } from "./image-repository.ts";
import type { SecretsKey } from "./secrets-key.ts";
import { keyFor, type SecretsUnder, secretsUnder } from "./secrets-under.ts";
import { readStackSays, type StackSays, stacksElsewhere } from "./stack-files.ts";
import type { StateBucket } from "./state-bucket.ts";

/** What a stack needs of its account before its first `up`; a field is absent where the stack file asks for none. */
export interface Foundation {
  readonly app: string;
  readonly stack: string;
  readonly place: CloudPlace;
  /** Where Pulumi keeps the state: what `pulumi login` takes. */
  readonly state?: string;
  readonly bucket?: StateBucket;
  readonly key?: SecretsKey;
  readonly secretsUnder: SecretsUnder;
  readonly repositories: readonly ImageRepository[];
  /** Repositories on GitHub; empty where the app names none. */
  readonly github: RepositoryNames;
}

/** Reads it off a stack file and those beside it, also where nothing was promoted to the stack yet. */
export function foundationOf(path: string): Foundation {
  const says = readStackSays(path);
  const others = stacksElsewhere(path, says);
  const { stack, place, state, secretsProvider } = says;
  const app = String(at(says.app, ["name"]) ?? projectOf(path));
  const project = projectOf(path);
  const isUnderKms = secretsProvider?.startsWith("awskms:") === true;
  return {
    app,
    stack,
    place,
    ...(state !== undefined && { state, bucket: bucketIn(state, says, { project, others }) }),
    ...((state !== undefined || isUnderKms) && { key: keyFor(secretsProvider, { app, stack, ...place }) }),
    secretsUnder: secretsUnder(path),
    repositories: repositoriesIn(says, { project, others }),
    github: repositoriesOf(says.app),
  };
}

interface Around {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** Stacks of other accounts. */
  readonly others: readonly StackSays[];
}

function bucketIn(state: string, { place }: StackSays, { project, others }: Around): StateBucket {
  const { name, prefix, region } = addressOf(state);
  return {
    name,
    prefix,
    region: region ?? place.region,
    project,
    tenants: others.flatMap((other) => {
      const its = other.state === undefined ? undefined : addressOf(other.state);
      return its?.name === name ? [{ stack: other.stack, accountId: other.place.accountId, prefix: its.prefix }] : [];
    }),
  };
}

/** Bucket, folder and region in `s3://bucket/folder?region=…`. */
function addressOf(state: string): { name: string; prefix: string; region?: string } {
  const [address = "", query = ""] = state.replace(/^s3:\/\//, "").split("?");
  const [name = "", ...folders] = address.split("/");
  const region = new URLSearchParams(query).get("region");
  return { name, prefix: folders.filter((folder) => folder !== "").join("/"), ...(region !== null && { region }) };
}

/** Repositories of private ECR that images of the app are in; what ECR pulls through, ECR makes. */
function repositoriesIn({ app }: StackSays, { project, others }: Around): ImageRepository[] {
  const images: object = Object(at(app, ["images"]));
  const guests = others.map(({ stack, place }) => ({ project, stack, accountId: place.accountId }));
  const found = Object.values(images).flatMap((image: unknown) => {
    const reference = String(at(image, ["repository"]) ?? image);
    const registry = registryOf(reference);
    const place = privateEcr(registry);
    return place ? [{ name: reference.slice(registry.length + 1), ...place }] : [];
  });
  // Two images may be in one repository, and a guest of another account's is that account's matter.
  return [...new Map(found.map((repository) => [JSON.stringify(repository), repository])).values()].map(
    (repository) => ({ ...repository, guests: guests.filter(({ accountId }) => accountId !== repository.accountId) }),
  );
}
