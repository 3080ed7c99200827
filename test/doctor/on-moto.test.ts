import assert from "node:assert/strict";
import { join } from "node:path";
import { foundationOf } from "../../bootstrap/foundation.ts";
import { bringAll, thingsOf } from "../../bootstrap/things.ts";
import { awsAccount } from "../../cloud/aws/account/account.ts";
import { openSession } from "../../cloud/aws/session.ts";
import { allChecks } from "../../doctor/checks.ts";
import { examine } from "../../doctor/examine.ts";
import { onceInAccount } from "../../doctor/open-context.ts";
import { describeOnMoto } from "../cloud/on-moto.ts";
import { defaultStack, healthy } from "./healthy.ts";

describeOnMoto("an account that has never seen slipway", (moto) => {
  const look = async () => {
    const declared = await defaultStack("staging");
    const { place } = moto;
    const foundation = { ...foundationOf(join(process.cwd(), "Pulumi.staging.yaml")), place };
    const session = openSession(place);
    const context = {
      ...healthy(declared),
      place,
      account: awsAccount(place),
      foundation: onceInAccount(foundation, session),
    };
    const found = await examine(context, allChecks({ sendsTest: false }));
    const ofAws = found.filter(({ asks }) => asks === "aws").map(({ name, is, says }) => `${name} ${is}: ${says}`);
    return { ofAws, bootstrap: () => bringAll(thingsOf(foundation, session), () => undefined) };
  };

  it("is told what it lacks, and has it once bootstrap has made it", async function () {
    this.timeout(60_000);
    const before = await look();
    assert.deepEqual(before.ofAws.slice(1, 2), [
      "bootstrap failed: bucket acme-pulumi-state is not there; key alias/harbour-staging is not there; role AWSServiceRoleForECS is not there",
    ]);
    assert.match(before.ofAws[0] ?? "", /^credentials ok: arn:aws:sts::123456789012:/);
    assert.ok(
      before.ofAws.includes("zone failed: account 123456789012 has no public zone staging.harbour.example.com"),
      before.ofAws.join("\n"),
    );
    await before.bootstrap();
    const after = await look();
    assert.deepEqual(after.ofAws.slice(1, 2), [
      "bootstrap ok: bucket acme-pulumi-state, key alias/harbour-staging, role AWSServiceRoleForECS",
    ]);
  });
});
