// SPDX-License-Identifier: Apache-2.0
// Other programs that read and write keys: openssl, and ours, where PLEDGEBOOK_PROGRAM names it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const program = process.env['PLEDGEBOOK_PROGRAM'] ?? '';

// A folder with files, for as long as `use` runs.
export async function inFolder<T>(use: (file: (name: string, text?: string) => string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pledgebook-test-'));
  try {
    return await use((name, text) => {
      const path = join(folder, name);
      if (text !== undefined) writeFileSync(path, text, { mode: 0o600 });
      return path;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const openssl = (...options: string[]): string =>
  execFileSync('openssl', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export const ours = (...options: string[]): string =>
  execFileSync(program, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export function refusalOf(...options: string[]): string {
  const done = spawnSync(program, options, { encoding: 'utf8' });
  return done.status === 0 ? '' : done.stderr;
}

export const textOf = (path: string): string => readFileSync(path, 'utf8');
