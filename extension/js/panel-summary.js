// The article at a glance: its sentences by who vouches for them.
/* global build */
import { say } from "./ext.js";

/** Statuses of sentences, and the list that each leads to. */
const STATUSES = [
  ["attributed", "sources"],
  ["vague", "unverified"],
  ["unsourced", "unverified"],
  ["interpretation", "unverified"],
  ["none", ""],
];

/**
 * A bar with one part for each status, and the same as a row of buttons.
 * @param {any} contents
 * @param {(list: string, status?: string) => void} choose
 */
export function summaryBar(contents, choose) {
  const { summary } = contents;
  if (!summary?.sentences) return build("div", null);
  const bar = build("div.bar", { "aria-hidden": "true" });
  const legend = build("ul.legend", null);
  for (const [status, list] of STATUSES) {
    const count = summary[status] ?? 0;
    if (!count) continue;
    const part = build(`span.part.${status}`, null);
    part.style.flexGrow = String(count);
    bar.append(part);
    const text = [build(`span.swatch.${status}`, { "aria-hidden": "true" }), `${say(`status_${status}`)} `, build("b", null, String(count))];
    const button = build(list ? "button.status" : "span.status", list ? { type: "button" } : null, ...text);
    if (list) button.addEventListener("click", () => choose(list, list === "unverified" ? status : undefined));
    legend.append(build("li", null, button));
  }
  return build("div", null, build("p.sentences", null, say("panel_sentences", summary.sentences)), bar, legend);
}
