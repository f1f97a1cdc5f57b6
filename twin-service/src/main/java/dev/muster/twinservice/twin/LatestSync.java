package dev.muster.twinservice.twin;

import akka.actor.typed.javadsl.ActorContext;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.latest.StoredLatest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a twin and its row of {@code latest} in step: loads it when the twin wakes, stores the status after each transition.
 * Both are tried until they succeed. (Values get there with their history rows, not from here.) Part of its twin's actor:
 * answers come back as messages.
 */
final class LatestSync {
    private static final StoredLatest NOTHING = new StoredLatest(MemberRegisters.NONE, null);

    /** What the twin says to itself about it. */
    sealed interface Progress extends AssetTwin.Own {}

    record Loaded(StoredLatest stored) implements AssetTwin.Own {}

    private record Load(int failures) implements Progress {}

    private record LoadFailed(Throwable cause, int failures) implements Progress {}

    private record StatusStored(StatusRegister status) implements Progress {}

    private record StatusFailed(Throwable cause) implements Progress {}

    private record RetryStatus() implements Progress {}

    private final ActorContext<AssetTwin.Command> context;
    private final AssetId id;
    private final TwinPorts ports;
    private final StatusOutbox outbox = new StatusOutbox();
    private @Nullable StatusRegister status;

    LatestSync(ActorContext<AssetTwin.Command> context, AssetId id, TwinPorts ports) {
        this.context = context;
        this.id = id;
        this.ports = ports;
    }

    /** {@link Loaded} follows, sooner or later. */
    void load() {
        load(0);
    }

    /** What others are to know; {@code null}: nothing yet. */
    @Nullable
    StatusRegister status() {
        return status;
    }

    /** The twin knows its journal up to {@code lastSequence} again; whether its status is another than {@code stored}. */
    boolean woke(TwinState state, long lastSequence, StoredLatest stored) {
        refresh(state, lastSequence);
        boolean news = status != null && !status.equals(stored.registers().status());
        if (news) {
            store();
        }
        return news;
    }

    void transitioned(TwinState state, long lastSequence) {
        refresh(state, lastSequence);
        store();
    }

    private void refresh(TwinState state, long lastSequence) {
        status = TwinLogic.status(state.lifecycle().state(), state.statusSequence(lastSequence));
    }

    private void store() {
        if (status != null) {
            outbox.offer(status);
            flush();
        }
    }

    void on(Progress progress) {
        if (progress instanceof Load load) {
            load(load.failures());
        } else if (progress instanceof LoadFailed failed) {
            ports.watch().failed("Loading the latest values of " + id, failed.cause());
            after(failed.failures(), new Load(failed.failures()));
        } else if (progress instanceof StatusStored stored) {
            ports.watch().succeeded();
            outbox.stored(stored.status());
            flush();
        } else if (progress instanceof StatusFailed failed) {
            ports.watch().failed("Storing the status of " + id, failed.cause());
            after(outbox.failed(), new RetryStatus());
        } else if (progress instanceof RetryStatus) {
            outbox.retry();
            flush();
        }
    }

    private void load(int failuresBefore) {
        context.pipeToSelf(ports.store().one(id), (found, failure) -> {
            if (failure != null) {
                return new LoadFailed(failure, failuresBefore + 1);
            }
            ports.watch().succeeded();
            return new Loaded(found.orElse(NOTHING));
        });
    }

    private void flush() {
        StatusRegister taken = outbox.take();
        if (taken != null) {
            context.pipeToSelf(
                    ports.store().putStatus(id, taken),
                    (done, failure) -> failure == null ? new StatusStored(taken) : new StatusFailed(failure));
        }
    }

    private void after(int failures, Progress message) {
        Duration wait = ports.settings().retry().after(failures, id.hashCode());
        context.scheduleOnce(wait, context.getSelf(), message);
    }
}
