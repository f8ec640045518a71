// What an answer of the server must look like. Whoever answers on its port is not trusted: an answer that is not of the wire contract,
// version 1, is refused as a whole before any page's scripts work with it.

/** @typedef {(value: any) => boolean} Check */

/** @type {Check} */
const isText = (value) => typeof value === "string";
/** @type {Check} */
const isNumber = (value) => typeof value === "number";
/** @type {Check} */
const isFlag = (value) => typeof value === "boolean";
/** @type {Check} */
const isIndex = (value) => Number.isSafeInteger(value) && value >= 0;
/** @type {(check: Check) => Check} */
const maybe = (check) => (value) => value === undefined || value === null || check(value);
/** @type {(check: Check) => Check} */
const listOf = (check) => (value) => Array.isArray(value) && value.every(check);
/** @type {Check} */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @type {(fields: Record<string, Check>) => Check} */
const shaped = (fields) => (value) => isRecord(value) && Object.entries(fields).every(([name, check]) => check(value[name]));

const CATEGORIES = ["attributed-claim", "unverified-assertion", "contested-term"];
const texts = maybe(listOf(isText));

/** @type {Check} */
const isPart = (value) => Array.isArray(value) && value.length === 4 && value.slice(0, 3).every(isIndex) && isText(value[3]);

/** @param {string} names fields that may be missing, parted by spaces */
const maybeTexts = (names) => Object.fromEntries(names.split(" ").map((name) => [name, maybe(isText)]));

const isAnnotation = shaped({
  id: isText,
  category: (value) => CATEGORIES.includes(value),
  exact: isText,
  parts: listOf(isPart),
  block: maybe(isIndex),
  score: maybe(isNumber),
  first: maybe(isFlag),
  details: texts,
  counterparts: texts,
  evidence: maybe(listOf(shaped(maybeTexts("host url")))),
  references: maybe(listOf(shaped(maybeTexts("title publisher date url")))),
  sides: maybe(listOf(shaped({ ...maybeTexts("name why"), wordings: texts }))),
  wordings: maybe(listOf(shaped(maybeTexts("text by")))),
  ...maybeTexts("kind why type stance source cue content speaker status sign attribution claim against"),
  ...maybeTexts("entry dispute form side voice note"),
});

const isSource = shaped({
  id: isText,
  words: maybe(isIndex),
  claims: texts,
  ...maybeTexts("name description kind type"),
});

/** Whether a parsed answer to `/v1/annotate` is one of version 1. */
export const isAnswer = shaped({
  version: (value) => value === 1,
  blocks: listOf(shaped({ id: isIndex, runs: listOf(maybe(isText)) })),
  annotations: listOf(isAnnotation),
  sources: listOf(isSource),
  summary: (value) => isRecord(value) && Object.values(value).every(isNumber),
  engine: maybe(shaped(maybeTexts("version model lexicon"))),
});

const isPack = shaped({
  id: isText,
  title: isText,
  region: isText,
  own: isFlag,
  on: isFlag,
  sides: listOf(shaped({ id: isText, name: isText })),
  entries: listOf(shaped({ id: isText, kind: isText, on: isFlag, words: listOf(isText), entry: maybe(isRecord) })),
});

/** Whether a parsed answer of `/v1/lexicon/own` is one of version 1. */
export const isLexicon = shaped({
  version: (value) => value === 1,
  lexicon: isText,
  packs: listOf(isPack),
  files: listOf(shaped({ pack: isText, toml: isText })),
  problems: listOf(shaped({ file: isText, entry: isText, field: isText, message: isText })),
});
