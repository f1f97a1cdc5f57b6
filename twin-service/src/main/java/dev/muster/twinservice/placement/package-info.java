/**
 * Where twins live: into which shard each belongs, and on which node a shard. Correctness never depends on it: a twin is found
 * wherever it is.
 */
@NullMarked
package dev.muster.twinservice.placement;

import org.jspecify.annotations.NullMarked;
