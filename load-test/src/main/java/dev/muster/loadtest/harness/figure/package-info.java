/** What was measured of each contender, and how it is told. */
@NullMarked
package dev.muster.loadtest.harness.figure;

import org.jspecify.annotations.NullMarked;
