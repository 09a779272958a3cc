// The one place that talks to Tauri. Everything else calls `ask`.
//
// The commands and their types come from Rust (`contract.ts`). Tests and the accessibility run put
// the in-memory `fake.ts` in Tauri's place.
import { invoke } from '@tauri-apps/api/core';
import type { CommandError, Commands } from './contract';

export type CommandName = keyof Commands;
export type RequestOf<Name extends CommandName> = Commands[Name]['request'];
export type ResponseOf<Name extends CommandName> = Commands[Name]['response'];

/** Carries a command and its request to the other side. */
export type Transport = (name: CommandName, request: unknown) => Promise<unknown>;

/** A command that was answered with an error. `code` is what screens switch on. */
export class CommandFailure extends Error implements CommandError {
  readonly code: string;
  readonly help: string;
  readonly at: string;

  constructor(error: CommandError) {
    super(error.message);
    this.name = 'CommandFailure';
    this.code = error.code;
    this.help = error.help;
    this.at = error.at;
  }
}

let transport: Transport = (name, request) => invoke(name, { request });

/** Puts another transport in Tauri's place. For tests. */
export function connectTo(other: Transport): void {
  transport = other;
}

/** Asks one command. Rejects with a `CommandFailure` and nothing else. */
export async function ask<Name extends CommandName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<ResponseOf<Name>> {
  try {
    return (await transport(name, request)) as ResponseOf<Name>;
  } catch (reason) {
    throw asFailure(reason);
  }
}

function asFailure(reason: unknown): CommandFailure {
  if (reason instanceof CommandFailure) {
    return reason;
  }
  if (isCommandError(reason)) {
    return new CommandFailure(reason);
  }
  // What Tauri itself refuses (a command that no permission names) arrives as plain text.
  return new CommandFailure({ code: 'internal', message: String(reason), help: '', at: '' });
}

function isCommandError(value: unknown): value is CommandError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'message' in value &&
    typeof value.code === 'string' &&
    typeof value.message === 'string'
  );
}
