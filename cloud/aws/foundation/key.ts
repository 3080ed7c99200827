import type { KMSClient } from "@aws-sdk/client-kms";
import { present, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";
import type { Setting } from "./thing.ts";

/** A KMS key by its alias or ARN, and a client of its own region. */
export interface KeyAt {
  /** `alias/…` or an ARN. */
  readonly name: string;
  readonly region: string;
  readonly client: () => Promise<KMSClient>;
  readonly session: Session;
}

/** The tag by which a key is found that was made by a run which ended before it had its alias. */
const ALIAS_TAG = "slipway:alias";

/** Opens nothing yet. */
export function keyAt(name: string, region: string, session: Session): KeyAt {
  let made: Promise<KMSClient> | undefined;
  const client = async () => {
    const { KMSClient } = await import("@aws-sdk/client-kms");
    return new KMSClient({ ...(await session.clientConfig()), region });
  };
  return {
    name,
    region,
    session,
    client() {
      made ??= client();
      return made;
    },
  };
}

/** What KMS says of a key. */
export interface KeyFound {
  readonly id: string;
  readonly accountId?: string;
  /** `SYMMETRIC_DEFAULT`, or a kind that a provider of secrets cannot use. */
  readonly spec?: string;
  /** `Enabled`, `Disabled`, `PendingDeletion` … */
  readonly state?: string;
  /** Whether AWS manages it for one of its services. */
  readonly isOfAws: boolean;
}

/** Looks a key up; undefined where there is none of that name. */
export async function describeKey({ name, client }: Pick<KeyAt, "name" | "client">): Promise<KeyFound | undefined> {
  const { DescribeKeyCommand } = await import("@aws-sdk/client-kms");
  const answer = (await client()).send(new DescribeKeyCommand({ KeyId: name }));
  const found = (await whenThere(answer, "NotFoundException"))?.KeyMetadata;
  return (
    found && {
      id: found.KeyId ?? name,
      ...(found.AWSAccountId !== undefined && { accountId: found.AWSAccountId }),
      ...(found.KeySpec !== undefined && { spec: found.KeySpec }),
      ...(found.KeyState !== undefined && { state: found.KeyState }),
      isOfAws: found.KeyManager === "AWS",
    }
  );
}

/** Makes the key, whose use is given by IAM's policies alone, and its alias. */
export async function makeKey(key: KeyAt, description: string): Promise<void> {
  const { CreateAliasCommand, CreateKeyCommand } = await import("@aws-sdk/client-kms");
  const kms = await key.client();
  const make = async () => {
    const Tags = [{ TagKey: ALIAS_TAG, TagValue: key.name }];
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: description, Tags }));
    return KeyMetadata?.KeyId;
  };
  const TargetKeyId = (await withoutAlias(key)) ?? (await make());
  await kms.send(new CreateAliasCommand({ AliasName: key.name, TargetKeyId }));
}

/** A key that was made for this alias and never got it. */
async function withoutAlias({ name, region, client, session }: KeyAt): Promise<string | undefined> {
  const { paginateGetResources, ResourceGroupsTaggingAPIClient } = await import(
    "@aws-sdk/client-resource-groups-tagging-api"
  );
  const index = new ResourceGroupsTaggingAPIClient({ ...(await session.clientConfig()), region });
  const wanted = { ResourceTypeFilters: ["kms"], TagFilters: [{ Key: ALIAS_TAG, Values: [name] }] };
  for await (const { ResourceTagMappingList } of paginateGetResources({ client: index }, wanted)) {
    for (const arn of present(...(ResourceTagMappingList ?? []).map(({ ResourceARN }) => ResourceARN))) {
      const found = await describeKey({ name: arn, client });
      if (found?.state === "Enabled") {
        return found.id;
      }
    }
  }
  return undefined;
}

/** That KMS makes new material for it every year, and keeps the old for what is under it. */
export function rotated(key: KeyAt): Setting {
  const identified = async () => ({ KeyId: (await describeKey(key))?.id });
  return {
    so: "is rotated every year",
    notSo: "is not rotated",
    async isSo() {
      const { GetKeyRotationStatusCommand } = await import("@aws-sdk/client-kms");
      const kms = await key.client();
      return (await kms.send(new GetKeyRotationStatusCommand(await identified()))).KeyRotationEnabled === true;
    },
    async set() {
      const { EnableKeyRotationCommand } = await import("@aws-sdk/client-kms");
      await (await key.client()).send(new EnableKeyRotationCommand(await identified()));
    },
  };
}
