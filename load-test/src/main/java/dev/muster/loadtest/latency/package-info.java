/** How old the total at the root is, and how fast questions for totals are answered ({@code ./run latency}). */
@NullMarked
package dev.muster.loadtest.latency;

import org.jspecify.annotations.NullMarked;
