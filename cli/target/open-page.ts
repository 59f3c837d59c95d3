import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The program that opens a file as a double click does; undefined on a machine without a desktop. */
export function opener(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | undefined {
  if (platform === 'darwin') return 'open';
  if (platform === 'win32') return 'explorer.exe';
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? 'xdg-open' : undefined;
}

/** Opens a page in the browser; gives false where that cannot be done. */
export async function openPage(path: string, env = process.env): Promise<boolean> {
  const program = opener(process.platform, env);
  if (program === undefined) return false;
  const child = spawn(program, [path], { env, detached: true, stdio: 'ignore' });
  child.unref();
  return once(child, 'spawn').then(
    () => true,
    () => false,
  );
}
