/** Questions over more than one aggregator: totals with their children, and pages of who is missing. */
@NullMarked
package dev.muster.aggregation.query;

import org.jspecify.annotations.NullMarked;
