package dev.muster.loadtest.run;

/** The command line is not as documented; the message is one line for people. */
final class BadOption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadOption(String message) {
        super(message);
    }
}
