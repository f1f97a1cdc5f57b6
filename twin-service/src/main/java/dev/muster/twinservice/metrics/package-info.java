/** What the service tells Prometheus of itself. */
@NullMarked
package dev.muster.twinservice.metrics;

import org.jspecify.annotations.NullMarked;
