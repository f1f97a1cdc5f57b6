package dev.muster.twinservice.lease;

import java.util.UUID;

/**
 * One life of a node.
 *
 * @param address where the others reach it, {@code host:port}; two processes cannot have one at the same time
 * @param incarnation of each life its own, drawn at random
 */
public record SessionId(String address, UUID incarnation) {
    private static final int SHOWN = 8;

    /** Short, for people: {@code 127.0.0.1:7600#1b4e28ba}. */
    @Override
    public String toString() {
        return address + "#" + incarnation.toString().substring(0, SHOWN);
    }
}
