/** Commands on their way through Kafka: to the devices, and the news of them to whoever follows. */
@NullMarked
package dev.muster.twinservice.command.kafka;

import org.jspecify.annotations.NullMarked;
