"""What a page may try in order to write to the server, in any browser. Each attack finds `url` and `body` as strings."""

from __future__ import annotations

KEEP = "/v1/own/keep"
NOTE = {"kind": "note", "id": "planted", "value": {"text": "by a page"}}
WRITES = {
    "fetch that needs no preflight": "fetch(url, {method: 'POST', mode: 'no-cors', body})",
    "fetch as text": "fetch(url, {method: 'POST', headers: {'Content-Type': 'text/plain'}, body})",
    "fetch with cookies": "fetch(url, {method: 'POST', mode: 'no-cors', credentials: 'include', body})",
    "beacon": "navigator.sendBeacon(url, new Blob([body], {type: 'text/plain'}))",
    "form as text": "submit('text/plain')",
    "form": "submit('application/x-www-form-urlencoded')",
    "form with parts": "submit('multipart/form-data')",
    "null origin": "sandboxed(`fetch('${url}', {method: 'POST', mode: 'no-cors', body: '${body}'})`)",
}
HELPERS = """
function submit(enctype) {
  const form = Object.assign(document.createElement('form'), {method: 'post', action: url, enctype, target: 'sink'});
  const sink = Object.assign(document.createElement('iframe'), {name: 'sink'});
  const field = Object.assign(document.createElement('input'), {type: 'hidden', name: body.slice(0, -1) + ',"x":"', value: '"}'});
  form.append(field);
  document.body.append(sink, form);
  form.submit();
}
function sandboxed(script) {
  const frame = document.createElement('iframe');
  frame.sandbox = 'allow-scripts';
  frame.srcdoc = `<script>${script}<\\/script>`;
  document.body.append(frame);
}
"""
