// The world's time as the group reads it (Asia/Shanghai); the offset to the browser's clock comes from the server.
import { locale } from "./labels.js";

export const ZONE = "Asia/Shanghai";
const DAY = 86400;
const SHANGHAI_OFFSET = 8 * 3600;

const format = (options) => {
  const made = new Map();
  return (epoch) => {
    if (!made.has(locale())) made.set(locale(), new Intl.DateTimeFormat(locale(), { timeZone: ZONE, ...options }));
    return made.get(locale()).format(epoch * 1000);
  };
};
export const timeOfDay = format({ hour: "2-digit", minute: "2-digit", hour12: false, hourCycle: "h23" });
export const dayName = format({ month: "long", day: "numeric", weekday: "short" });
export const dayKey = (epoch) => Math.floor((epoch + SHANGHAI_OFFSET) / DAY);

/** Seconds from `now` to the next time it is `hour` o'clock in Shanghai (a zone without clock changes). */
export function secondsUntil(hour, now) {
  const sinceMidnight = (now + SHANGHAI_OFFSET) % DAY;
  return Math.round((hour * 3600 - sinceMidnight + DAY) % DAY) || DAY;
}
