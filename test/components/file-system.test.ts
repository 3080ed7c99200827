import assert from "node:assert/strict";
import { FileSystem, type FileSystemArgs } from "../../components/file-system.ts";
import { answered, at, declareComponent, ofType } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";

const args: FileSystemArgs = {
  prefix: "shop-staging",
  vpcId: "vpc-0123456789abcdef0",
  subnets: { "eu-north-1a": "subnet-a", "eu-north-1b": "subnet-b" },
  protect: false,
};

const withFiles = (own: Partial<FileSystemArgs> = {}) =>
  declareComponent(() => void new FileSystem("mail-media", { ...args, ...own }));
const files = "mail-media/mail-media-files";

describe("FileSystem", () => {
  it("is encrypted, and pays for what is in it", async () => {
    const { inputs } = at(await withFiles(), files);
    assert.deepEqual([inputs.encrypted, inputs.throughputMode], [true, "elastic"]);
  });

  it("that is protected is backed up, and stays in AWS when the stack lets go of it", async () => {
    for (const protect of [true, false]) {
      const declared = await withFiles({ protect });
      const { protect: isProtected, retainOnDelete } = at(declared, files);
      assert.deepEqual([isProtected, retainOnDelete], [protect, protect]);
      assert.deepEqual(at(declared, "mail-media/mail-media-backup").inputs.backupPolicy, {
        status: protect ? "ENABLED" : "DISABLED",
      });
    }
  });

  it("is reached in every zone, each way known by its zone, and by nobody who is not let in", async () => {
    const declared = await withFiles();
    const group = answered(declared, "mail-media/mail-media-firewall").id;
    assert.deepEqual(
      ofType(declared, "MountTarget").map(({ name, inputs }) => [name, inputs.subnetId, inputs.securityGroups]),
      [
        ["mail-media-mount-eu-north-1a", "subnet-a", [group]],
        ["mail-media-mount-eu-north-1b", "subnet-b", [group]],
      ],
    );
    assert.deepEqual(ofType(declared, "SecurityGroupIngressRule"), []);
  });

  it("is not mounted in clear, nor by whoever has no role that may", async () => {
    const declared = await withFiles();
    const [deny, ...others] = statementsOf(at(declared, "mail-media/mail-media-policy"));
    assert.deepEqual(others, [], "with a policy, what it does not allow is for the roles to allow");
    assert.deepEqual([deny?.Effect, deny?.Condition], ["Deny", { Bool: { "aws:SecureTransport": "false" } }]);
  });

  it("belongs to the user that the task runs as, whose folder EFS makes when it is first mounted", async () => {
    const { inputs } = at(await withFiles({ user: "1001" }), "mail-media/mail-media-access");
    assert.deepEqual(inputs.posixUser, { uid: 1001, gid: 1001 });
    assert.deepEqual(inputs.rootDirectory, {
      path: "/files",
      creationInfo: { ownerUid: 1001, ownerGid: 1001, permissions: "0750" },
    });
  });
});
