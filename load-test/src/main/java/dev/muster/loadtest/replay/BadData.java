package dev.muster.loadtest.replay;

/** A data directory that is not as documented. The message is one line for people: file, line, what was expected. */
public final class BadData extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadData(String message) {
        super(message);
    }
}
