package dev.muster.twinservice.cluster;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What a node that is not up yet sees of the others. Pure state; not thread-safe.
 *
 * <p>Should two nodes ever begin a cluster each (they could not reach each other, but a third), only the one that more than half have
 * joined comes up. Whoever joined the other would wait for ever: it is <em>astray</em> once it has seen, for a while, that others are
 * up in a cluster of which it knows nobody. Not: of which it does not know all. A node that is short of processor hears late of who else
 * came.
 */
final class Gathering {
    /** Far longer than a node that joins takes to be told of all members. */
    private static final int ASTRAY_LOOKS = 15;

    private final int needed;
    private int answering;
    private int looksAstray;

    Gathering(int needed) {
        this.needed = needed;
    }

    /**
     * @param answers of those that could be asked
     * @param members of the cluster that this node has joined, by {@link PeerAnswer#process}; empty: none
     */
    void looked(List<PeerAnswer> answers, Set<String> members) {
        answering = answers.size();
        boolean elsewhere =
                answers.stream().map(PeerAnswer::up).anyMatch(up -> !up.isEmpty() && Collections.disjoint(up, members));
        looksAstray = elsewhere && !members.isEmpty() ? looksAstray + 1 : 0;
    }

    boolean isAstray() {
        return looksAstray >= ASTRAY_LOOKS;
    }

    String waitingFor() {
        return "peers: %d answer, %d are needed for a new cluster".formatted(answering, needed);
    }
}
