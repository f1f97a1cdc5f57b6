package dev.muster.loadtest.run;

/** The run cannot go on; the message says why, for people. */
final class RunFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunFailure(String message) {
        super(message);
    }
}
