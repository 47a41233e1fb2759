import type { States } from "../store/states.ts";
import { type Mute, muteState } from "./alert.ts";

const most = 200;

export async function isMuted(subject: string, now: Date, states: States): Promise<boolean> {
  const mute = await states.read(muteState, subject);
  return mute !== undefined && holds(mute, now);
}

/** The current mutes. */
export async function mutesAt(now: Date, states: States): Promise<Mute[]> {
  return (await states.list(muteState, muteState.prefix, { most })).filter((mute) => holds(mute, now));
}

function holds({ until }: Mute, now: Date): boolean {
  return until === undefined || Date.parse(until) > now.getTime();
}
