package dev.muster.twinservice.groupcommand;

import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Owners;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells each kind of owner in its own way. Thread-safe. */
public final class OwnersByKind implements Owners {
    private final Map<Owner.Kind, Teller> tellers;

    /** Tells the owners of one kind; as {@link Owners#tell}. */
    @FunctionalInterface
    public interface Teller {
        /** @param id of the owner within its kind */
        CompletionStage<?> tell(String id, CommandRecord told);
    }

    public OwnersByKind(Teller groups, Teller promises, Teller setPoints) {
        tellers = new EnumMap<>(
                Map.of(Owner.Kind.GROUP, groups, Owner.Kind.PROMISE, promises, Owner.Kind.SET_POINT, setPoints));
    }

    @Override
    public CompletionStage<?> tell(Owner owner, CommandRecord told) {
        Teller teller = tellers.get(owner.kind());
        return teller == null
                ? CompletableFuture.failedFuture(
                        new IllegalStateException("Expected somebody who tells a " + owner.kind()))
                : teller.tell(owner.id(), told);
    }
}
