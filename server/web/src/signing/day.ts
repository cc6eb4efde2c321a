// SPDX-License-Identifier: Apache-2.0
// Days and times as statements write them: `YYYY-MM-DD` and `YYYY-MM-DDThh:mm:ssZ`, UTC, years 1 to 9999
// (docs/FORMAT.md, "Grammar").

const DAY = /^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const TIME = /^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;

// The day exists: Date rolls 30 February over to March.
export const isDay = (text: string): boolean => DAY.test(text) && exists(`${text}T00:00:00.000Z`);

export const isTime = (text: string): boolean => TIME.test(text) && exists(text.replace("Z", ".000Z"));

function exists(iso: string): boolean {
  const time = Date.parse(iso);
  return !Number.isNaN(time) && new Date(time).toISOString() === iso;
}

export const timeText = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
