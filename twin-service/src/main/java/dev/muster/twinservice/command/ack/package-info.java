/** What devices answer to commands, on its way from Kafka to the twins. */
@NullMarked
package dev.muster.twinservice.command.ack;

import org.jspecify.annotations.NullMarked;
