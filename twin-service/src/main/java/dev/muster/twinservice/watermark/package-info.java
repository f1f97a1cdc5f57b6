/**
 * How far each partition is read, known on every node: aggregators live on other nodes than the consumer of a member's partition,
 * and must be able to tell silence from what Muster has not read yet.
 */
@NullMarked
package dev.muster.twinservice.watermark;

import org.jspecify.annotations.NullMarked;
