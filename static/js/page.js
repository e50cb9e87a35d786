// What every page has: theme, keys, menus, dialogs, toasts, drafts. The page reads, posts and signs in without any of it.
import "./theme.js";
import "./shortcuts.js";
import "./dialogs.js";
import "./menus.js";
import "./toasts.js";
import "./composer.js";
import "./drafts.js";

document.querySelector("[data-autofocus]")?.focus();
