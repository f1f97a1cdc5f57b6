/** What the root's live view shows, and how long that took. */
@NullMarked
package dev.muster.loadtest.latency.sight;

import org.jspecify.annotations.NullMarked;
