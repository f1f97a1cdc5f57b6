/**
 * When a source has been silent for too long, on the broker's clock and behind the watermark of its partition; free of Akka. The
 * records here say what ingest knows of a source and of a partition.
 */
@NullMarked
package dev.muster.ingest.deadline;

import org.jspecify.annotations.NullMarked;
