package dev.muster.loadtest.backup;

/** A backup cannot be made or restored; the message is one line for whoever asked. */
public final class BackupFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackupFailure(String message) {
        super(message);
    }

    BackupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
