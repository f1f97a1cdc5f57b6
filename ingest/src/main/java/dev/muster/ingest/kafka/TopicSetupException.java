package dev.muster.ingest.kafka;

/** A topic is not as Muster needs it, and waiting does not help: an operator must. The message is one line for the operator. */
public final class TopicSetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicSetupException(String message) {
        super(message);
    }
}
