package dev.muster.loadtest.client;

import org.jspecify.annotations.Nullable;

/** A request that Muster refused, or that never reached it. The message is one line for people. */
public final class RequestFailed extends RuntimeException {
    /** In place of a status: nobody answered. */
    public static final int UNREACHABLE = 0;

    /** The status of a service that is not able to answer just now. */
    public static final int UNAVAILABLE = 503;

    private static final long serialVersionUID = 1L;

    private final int status;

    RequestFailed(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The HTTP status, or {@link #UNREACHABLE}. */
    public int status() {
        return status;
    }

    /** Whether the same request may succeed later: nobody answered, or Muster said that it is not able to just now. */
    public boolean mayPass() {
        return status == UNREACHABLE || status == UNAVAILABLE;
    }
}
