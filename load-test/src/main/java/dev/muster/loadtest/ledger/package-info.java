/** What was sent and acknowledged, and the totals and missing lists that follow from it without Muster. */
@NullMarked
package dev.muster.loadtest.ledger;

import org.jspecify.annotations.NullMarked;
