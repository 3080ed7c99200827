import { createCipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const KEY_ROUNDS = 1_000_000;

/** A passphrase that encrypts values the way Pulumi's passphrase provider reads them. */
export interface Encrypter {
  /** Value of `encryptionsalt` in a stack file. */
  readonly salt: string;
  /** Value of a `secure:` leaf. */
  encrypt(value: string): string;
}

/**
 * The encrypter of a folder, made at first use: a random passphrase in its own file, which only this user may read.
 *
 * Pulumi's form is `v1:<salt>:<encrypted "pulumi">` for the salt and `v1:<nonce>:<AES-256-GCM>` for values, with a key
 * by PBKDF2: sdk/go/common/resource/config/crypt.go in github.com/pulumi/pulumi.
 */
export function encrypterIn(passphraseFile: string): Encrypter {
  if (!existsSync(passphraseFile)) {
    mkdirSync(dirname(passphraseFile), { recursive: true });
    writeFileSync(passphraseFile, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  }
  const passphrase = readFileSync(passphraseFile, "utf8").trim();
  const saltFile = `${passphraseFile}.salt`;
  if (!existsSync(saltFile)) {
    const salt = randomBytes(8);
    const key = keyOf(passphrase, salt);
    writeFileSync(saltFile, `v1:${salt.toString("base64")}:${encrypted(key, "pulumi")}\n`);
  }
  const salt = readFileSync(saltFile, "utf8").trim();
  let key: Buffer | undefined;
  return {
    salt,
    encrypt(value) {
      key ??= keyOf(passphrase, Buffer.from(salt.split(":")[1] ?? "", "base64"));
      return encrypted(key, value);
    },
  };
}

function keyOf(passphrase: string, salt: Buffer): Buffer {
  return pbkdf2Sync(passphrase, salt, KEY_ROUNDS, 32, "sha256");
}

function encrypted(key: Buffer, value: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}
