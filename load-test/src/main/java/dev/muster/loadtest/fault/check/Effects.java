package dev.muster.loadtest.fault.check;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device did because of one command.
 *
 * @param epochs the session for which it was meant, each time that it was told; 0: for none
 * @param answeredAt the broker's time of the device's word that it has done it; {@code null}: Kafka never said that it has it
 */
public record Effects(List<Long> epochs, @Nullable Instant answeredAt) {
    public static final Effects NONE = new Effects(List.of(), null);

    public Effects {
        epochs = List.copyOf(epochs);
    }
}
