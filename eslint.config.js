// Style of the extension's JavaScript. What TypeScript checks by itself (names, types) is left to it.
import js from "@eslint/js";
import globals from "globals";

/** Ways to turn a string into HTML or code: none is used, so that nothing from a server or a page is ever read as either. */
const sinks = ["innerHTML", "outerHTML"].map((name) => ({
  selector: `AssignmentExpression[left.property.name='${name}']`,
  message: "Build elements with createElement and textContent.",
}));
const calls = ["insertAdjacentHTML", "write", "writeln", "setHTMLUnsafe", "parseFromString", "createContextualFragment"].map((name) => ({
  selector: `CallExpression[callee.property.name='${name}']`,
  message: "Build elements with createElement and textContent.",
}));
const browser = { selector: "MemberExpression[object.name=/^(chrome|browser)$/]", message: "Only ext/ touches the browser's interface." };

const rules = {
  "no-restricted-syntax": ["error", ...sinks, ...calls, browser],
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  eqeqeq: "error",
  "no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
  "no-shadow": "error",
  "prefer-const": "error",
  "object-shorthand": "error",
  "max-lines": ["error", 250],
  "max-lines-per-function": ["error", 40],
};

export default [
  { ignores: ["**/vendor/", "**/node_modules/", "**/.venv/", "dist/"] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["extension/js/*.js", "extension/js/{ext,save}/*.js"], languageOptions: { globals: globals.browser }, rules: { ...rules, "no-var": "error" } },
  {
    // Classic scripts in one scope: constants are `var`, so that a newer copy of the extension may inject them again.
    files: ["extension/js/content/*.js"],
    languageOptions: { sourceType: "script", globals: { ...globals.browser } },
    rules: { ...rules, "no-redeclare": ["error", { builtinGlobals: false }] },
  },
  {
    // The server's own pages: classic scripts too, since the annotated pages that it writes carry one of them within.
    files: ["server/**/*.js"],
    languageOptions: { sourceType: "script", globals: globals.browser },
    rules: { ...rules, "max-lines": "off", "max-lines-per-function": "off", "no-unused-vars": ["error", { varsIgnorePattern: "^claimlight$" }] },
  },
  {
    files: ["extension/js/ext/*.js", "extension/js/content/ext.js"],
    languageOptions: { globals: { chrome: "readonly" } },
    rules: { "no-restricted-syntax": ["error", ...sinks, ...calls] },
  },
  { files: ["*.config.js"], languageOptions: { globals: globals.node } },
];
