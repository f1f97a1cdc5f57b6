/** The same records, read by Muster and by those who do less with them ({@code ./run throughput}). */
@NullMarked
package dev.muster.loadtest.harness;

import org.jspecify.annotations.NullMarked;
