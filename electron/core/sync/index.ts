/**
 * What to fetch next, and applied once: every workspace's replica converges on Recall's state within the documented
 * limits, soonest meetings first. See docs/sync.md.
 */
export { createWorkspaceSync } from './workspace-sync.ts';
