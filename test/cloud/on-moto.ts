import { thisMachine } from "../../tools/engine/machine.ts";
import { motoEnvironment } from "../../tools/moto/environment.ts";
import { type Moto, startMoto } from "../../tools/moto/moto.ts";
import { describeWhereSetUp } from "../support/where-set-up.ts";

/** The account that credentials without a role belong to on moto. */
export const accountId = "123456789012";
export const region = "eu-north-1";

/** What a test that stands on moto is given; `url` is known once the tests run. */
export interface OnMoto {
  /** What the adapter is opened with. */
  readonly place: { readonly accountId: string; readonly region: string; readonly endpoint: string };
  /** What a client of AWS is made with, to put things in place. */
  readonly client: { readonly region: string; readonly endpoint: string };
}

/**
 * A suite on an own, empty moto. Where its Python environment has not been made, the suite is skipped by name; with
 * `CI=true` it fails instead.
 */
export function describeOnMoto(title: string, suite: (moto: OnMoto) => void): void {
  describeWhereSetUp("moto", motoEnvironment(thisMachine()) !== undefined, title, () => {
    let moto: Moto | undefined;
    const endpoint = () => moto?.url ?? "";
    withCredentials();
    before(async function () {
      this.timeout(90_000);
      moto = await startMoto();
    });
    after(() => moto?.stop());
    suite({
      get place() {
        return { accountId, region, endpoint: endpoint() };
      },
      get client() {
        return { region, endpoint: endpoint() };
      },
    });
  });
}

/** Credentials that open nothing, so that no test ever looks for the ones of the machine. */
export function withCredentials(): void {
  const credentials = {
    AWS_ACCESS_KEY_ID: "AKIATEST",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const original = { ...process.env };
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  };
  before(() => {
    for (const [name, value] of Object.entries(credentials)) {
      set(name, value);
    }
  });
  after(() => {
    for (const name of Object.keys(credentials)) {
      set(name, original[name]);
    }
  });
}
