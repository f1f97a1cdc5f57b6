package dev.muster.twinservice.lease.sharding;

/** Nothing was written, and nothing was sent: whoever wanted to write tries again, or is gone with its node. */
public final class WriteRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteRefused(String persistenceId) {
        super(
                "Expected the session of this node to be renewed before anything of '%s' is written but it could have expired"
                        .formatted(persistenceId),
                null,
                false,
                false);
    }
}
