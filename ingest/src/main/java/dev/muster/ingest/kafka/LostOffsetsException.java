package dev.muster.ingest.kafka;

/** The group's offsets are gone while the topic has lost its beginning: where to go on is not known. One line for the operator. */
public final class LostOffsetsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostOffsetsException(String message) {
        super(message);
    }
}
