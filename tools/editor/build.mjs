// Bundle the editor once: `make editor`. The header carries a hash of the sources, so that a test
// can tell whether the committed bundle is what these sources build.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "..", "..", "docflow", "static", "vendor");
const sources = ["build.mjs", "package-lock.json", ...readdirSync(join(here, "src")).sort().map((name) => `src/${name}`)];
const hash = createHash("sha256");
for (const name of sources) hash.update(`${name}\n`).update(readFileSync(join(here, name)));

// Names that ProseMirror uses only within itself, and never as a string: shorter, the bundle is lighter.
const inner = (
  "domObserver domSelectionRange trackWrites lastIOSEnter lastIOSEnterFallbackTimeout compositionPendingChanges " +
  "compositionEndedAt badSafariComposition compositionNodes compositionNode compositionID domChangeCount " +
  "lastKeyCodeTime lastKeyCode lastSelectionOrigin lastSelectionTime lastChromeDelete lastAndroidDelete " +
  "lastTouch lastFocus lastClick composingTimeout suppressingSelectionUpdates suppressSelectionUpdates " +
  "currentSelection onSelectionChange flushingSoon flushSoon forceFlush registerMutation pendingRecords " +
  "clearSelection disconnectSelection connectSelection selectionChanged ignoreSelectionChange parseRange " +
  "localPosFromDOM descAt posBeforeChild domFromPos domAfterPos nearestDesc getDesc emptyChildAt " +
  "ignoreForSelection ignoreForCoords markDirty markParentsDirty contentLost matchesWidget matchesMark " +
  "matchesNode matchesHack stopEvent contentElement docViewDesc protectLocalComposition localCompositionInfo " +
  "updateOuterDeco updateChildren findIndexWithChild addHackNode addTextblockHacks syncToMarks placeWidget " +
  "findNodeMatch updateNextNode updateNodeAt recreateWrapper destroyBetween destroyRest forChild mapInner " +
  "mapAndGatherRemainingDecorations eventBelongsToView pluginViews prevDirectPlugins updatePluginViews " +
  "destroyPluginViews mouseDown matchType fillBefore findWrappingCache computeWrapping " +
  "hasRequiredAttrs isInGroup defaultAttrs allowsMarkType allowedMarks contentMatchAt contentMatch inlineContent " +
  "addOption leftoverNodes normalizeLists matchedStyles openTags " +
  "compatibleContent lastSelectedViewDesc delayedSelectionSync forEachInvertedInner appendMappingInverted " +
  "lastChangedTextNode requiresGeckoHackNode hideSelectionGuard updateAllowDefault closeFrontierNode " +
  "openFrontierNode updateDraggedNode findGapCursorFrom serializeNodeInner curSelectionFor setCurSelection " +
  "prevComposition localPreserveWS removeFromSet resolveNoCache resolveCached resolveDepth matchFragment " +
  "canReplaceWith deletedAcross cursorWrapper directPlugins validContent eventHandlers toDebugString " +
  "toStringInner computeAttrs ruleFromNode leafFallback matchesContext findCloseLevel mustMoveInline " +
  "addElementByRule textblockFromContext delaySelUpdate lastKeyDispatched"
).trim().split(/\s+/);

const made = await build({
  entryPoints: [join(here, "src", "main.js")],
  bundle: true, minify: true, format: "iife", charset: "utf8", legalComments: "none",
  mangleProps: new RegExp(`^(${inner.join("|")})$`),
  target: ["chrome109", "firefox115", "safari16"], write: false,
});
const [{ text }] = made.outputFiles;
const header = `/* docflow's rich editor with ProseMirror (MIT, LICENSE-prosemirror.txt). Built by \`make editor\`; sources sha256:${hash.digest("hex")} */\n`;
writeFileSync(join(vendor, "rich-editor.js"), header + text);

// The licences of what is inside, one after the other.
const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
const inside = Object.entries(lock.packages).filter(([place, one]) => place && !one.dev && !one.optional).map(([place]) => place);
const licences = inside.map((place) => {
  const { name, version } = JSON.parse(readFileSync(join(here, place, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(here, place, "LICENSE"), "utf8").trim()}\n`;
});
writeFileSync(join(vendor, "LICENSE-prosemirror.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));
