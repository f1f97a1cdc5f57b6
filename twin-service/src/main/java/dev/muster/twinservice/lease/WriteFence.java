package dev.muster.twinservice.lease;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Lets nobody write while it cannot be told that this node still may, and knows what is being written. Thread-safe. */
public final class WriteFence {
    private final BooleanSupplier mayWrite;
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

    WriteFence(BooleanSupplier mayWrite) {
        this.mayWrite = mayWrite;
    }

    /** What one write passes through. */
    public final class Pass {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final boolean admitted;

        private Pass() {
            // First on the list and then past the question: whoever shuts the fence and then looks at the list misses
            // nobody.
            underWay.add(done);
            admitted = mayWrite.getAsBoolean();
            if (!admitted) {
                leave();
            }
        }

        /** Otherwise nothing may be sent. */
        public boolean admitted() {
            return admitted;
        }

        /** To be called once the write has succeeded or failed. */
        public void leave() {
            underWay.remove(done);
            done.complete(null);
        }
    }

    /** To be asked for right before a write is sent. */
    public Pass enter() {
        return new Pass();
    }

    /** Completes when everything has left that is inside now. */
    CompletableFuture<Void> quiet() {
        return CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new));
    }
}
