// Words: how they are compared, and how times are written in the phone's language. Its zone is UTC.

/** What of a text is looked at when words are searched: "wifi" finds "Wi-Fi". */
export const letters = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");

/** A time in milliseconds, written as Intl.DateTimeFormat's options say. */
export const written = (ms, options, locale = phone.state.locale) =>
  new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(ms);

/** Sun, Oct 15 */
export const day = (ms, locale) => written(ms, { weekday: "short", month: "short", day: "numeric" }, locale);
