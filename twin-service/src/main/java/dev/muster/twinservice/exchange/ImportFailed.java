package dev.muster.twinservice.exchange;

/** An import as a whole that cannot go on; the message says what was expected. */
final class ImportFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImportFailed(String detail) {
        super(detail, null, false, false);
    }
}
