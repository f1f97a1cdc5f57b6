/** Devices that send as real ones do, over Kafka: sessions, sequence numbers, skewed clocks, duplicates, silence. */
@NullMarked
package dev.muster.loadtest.device;

import org.jspecify.annotations.NullMarked;
