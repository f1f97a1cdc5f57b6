/** A small model for tests: trees of groups with members, and what is stored of these. */
@NullMarked
package dev.muster.aggregation.fleet;

import org.jspecify.annotations.NullMarked;
