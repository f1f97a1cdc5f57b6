/** Statements over what is known of each asset last: the tables {@code latest} and {@code latest_status}. */
@NullMarked
package dev.muster.twinservice.store.statement.latest;

import org.jspecify.annotations.NullMarked;
