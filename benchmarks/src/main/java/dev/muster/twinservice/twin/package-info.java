/** Benchmarks of the twin; here, because its logic is for nobody else to see. */
@NullMarked
package dev.muster.twinservice.twin;

import org.jspecify.annotations.NullMarked;
