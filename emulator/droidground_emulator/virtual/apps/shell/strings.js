// The words of System UI.
const WORDS = {
  en: {}, ar: {}, ja: {},
};

export const t = (locale, word) => WORDS[locale]?.[word] ?? WORDS[locale.slice(0, 2)]?.[word] ?? word;
