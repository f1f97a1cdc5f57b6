package dev.muster.ingest.kafka;

/** Kafka did not take records in time; whether it has some of them is not known, sending all again is safe. */
public final class KafkaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
