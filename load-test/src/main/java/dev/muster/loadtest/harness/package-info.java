/** Measures Muster's throughput against a bare consumer loop over the same records. */
@NullMarked
package dev.muster.loadtest.harness;

import org.jspecify.annotations.NullMarked;
