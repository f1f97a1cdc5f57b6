package dev.muster.loadtest.service;

/** The service did not start, is gone, or does not do what it must; the message says so in one line, with the last it logged where that helps. */
public final class ServiceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServiceFailure(String message) {
        super(message);
    }
}
