import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { thisMachine } from "../../tools/engine/machine.ts";
import { redisEnvironment } from "../../tools/redis/environment.ts";
import { describeWhereSetUp } from "../support/where-set-up.ts";

/** What a test that stands on Postgres is given. */
export interface OnPostgres {
  /** The engine itself, as its superuser. */
  readonly engine: PGlite;
  /** Port on `localhost` that speaks TLS and wants a password, as RDS does. */
  readonly port: number;
  /** File of the authority that the certificate is from. */
  readonly caFile: string;
  /** Who may log in with which password; everything that is asked after that is asked as this role. */
  login: { user: string; password: string };
}

/**
 * A suite on a Postgres engine of its own, behind what it leaves out: TLS, and a password. Where trustme has not been
 * set up (with Redis), the suite is skipped by name; with `CI=true` it fails instead.
 */
export function describeOnPostgres(title: string, suite: (on: OnPostgres) => void): void {
  const environment = redisEnvironment(thisMachine());
  describeWhereSetUp("Redis", environment !== undefined, title, () => {
    const stops: (() => unknown)[] = [];
    const on: { -readonly [K in keyof OnPostgres]?: OnPostgres[K] } = {};
    before(async function () {
      this.timeout(60_000);
      const folder = mkdtempSync(join(tmpdir(), "slipway-postgres-"));
      stops.push(() => rmSync(folder, { recursive: true, force: true }));
      await promisify(execFile)(environment?.python ?? "", ["-m", "trustme", "-q", "-d", folder, "-i", "localhost"]);
      on.engine = await PGlite.create();
      const engine = new PGLiteSocketServer({ db: on.engine, port: 0, host: "127.0.0.1" });
      await engine.start();
      stops.push(() => engine.stop());
      const pem = (name: string) => readFileSync(join(folder, name));
      const certificate = { key: pem("server.key"), cert: pem("server.pem") };
      const door = createServer((client) => void admit(client, certificate, engine.getServerConn(), () => on.login));
      door.listen(0, "localhost");
      await once(door, "listening");
      stops.push(() => door.close());
      on.port = (door.address() as AddressInfo).port;
      on.caFile = join(folder, "client.pem");
    });
    after(async () => {
      for (const stop of stops.reverse()) {
        await stop();
      }
    });
    suite(on as OnPostgres);
  });
}

/** https://www.postgresql.org/docs/current/protocol-flow.html: TLS, then a password in clear, then the engine. */
async function admit(
  client: Socket,
  certificate: { key: Buffer; cert: Buffer },
  engineAt: string,
  login: () => OnPostgres["login"] | undefined,
): Promise<void> {
  client.on("error", () => undefined);
  await once(client, "data");
  client.write("S");
  const secure = new TLSSocket(client, { isServer: true, ...certificate });
  secure.on("error", () => client.destroy());
  const [startup]: Buffer[] = await once(secure, "data");
  secure.write(message("R", Buffer.from([0, 0, 0, 3])));
  const [answer]: Buffer[] = await once(secure, "data");
  const user = /user\0([^\0]*)\0/.exec(startup?.toString() ?? "")?.[1];
  const wanted = login();
  if (user !== wanted?.user || answer?.subarray(5, -1).toString() !== wanted?.password) {
    const fields = ["SFATAL", "C28P01", `Mpassword authentication failed for user "${user}"`, ""];
    secure.end(message("E", Buffer.from(`${fields.join("\0")}\0`)));
    return;
  }
  const [host, port] = engineAt.split(":");
  const engine = connect(Number(port), host);
  engine.on("error", () => secure.destroy());
  engine.write(startup ?? "");
  secure.pipe(engine).pipe(secure);
}

function message(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
}
