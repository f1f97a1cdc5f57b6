package dev.muster.assetmodel.control;

/** A command or an answer of a version that this build does not read. */
public final class UnknownVersionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownVersionException(String message) {
        super(message);
    }
}
