/** What Muster is measured against: latest values per asset, and sums and counts up two hierarchies, in Kafka Streams. */
@NullMarked
package dev.muster.streams;

import org.jspecify.annotations.NullMarked;
