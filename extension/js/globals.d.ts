// What content scripts share: names that hold in all of them.
declare global {
  /** The running copy of `content/main.js`. */
  var claimlight: Session | undefined;
  /** Text of `css/card.css`, set by `inject.js`: the card's shadow root takes it from here. */
  var claimlightCardStyle: string | undefined;
  var Readability: typeof import("@mozilla/readability").Readability;

  // Content scripts name classes by `var`, since they may be injected again; these are the types of their instances.
  type Card = InstanceType<typeof globalThis.Card>;
  type Follow = InstanceType<typeof globalThis.Follow>;
  type Keyboard = InstanceType<typeof globalThis.Keyboard>;
  type Ledger = InstanceType<typeof globalThis.Ledger>;
  type Page = InstanceType<typeof globalThis.Page>;
  type PaintedRanges = InstanceType<typeof globalThis.PaintedRanges>;
  type Pointer = InstanceType<typeof globalThis.Pointer>;
  type Renewal = InstanceType<typeof globalThis.Renewal>;
  type Session = InstanceType<typeof globalThis.Session>;
  type Watch = InstanceType<typeof globalThis.Watch>;
}
export {};
