package dev.muster.twinservice.command.ack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.Quarantine;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.batch.Availability;
import dev.muster.ingest.batch.PortRetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one partition, in one life of the consumer. Those of one source reach their twins one after the other, those of
 * others beside them. {@link #process} is called by one thread at a time; answers come from any.
 */
final class AckProcessor {
    private final Ports ports;
    private final PortRetry retry;
    private final AckCounts counts;
    /** What the next answer of a source waits for. */
    private final Map<SourceId, CompletableFuture<?>> last = new ConcurrentHashMap<>();

    /** Who is asked until they answer; {@code twinsAway} and {@code quarantineAway} say so in the log. */
    record Ports(AckTaker twins, Availability twinsAway, Quarantine quarantine, Availability quarantineAway) {
        Ports(AckTaker twins, Quarantine quarantine) {
            this(
                    twins,
                    new Availability("A twin that a device answers to"),
                    quarantine,
                    new Availability("Quarantine for answers to commands"));
        }
    }

    AckProcessor(Ports ports, PortRetry retry, AckCounts counts) {
        this.ports = ports;
        this.retry = retry;
        this.counts = counts;
    }

    /** Completes when twin or quarantine has it; fails only after {@link #stop()}. */
    CompletionStage<?> process(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        AckReader.Read read = AckReader.read(record);
        if (read instanceof AckReader.Read.Unusable unusable) {
            return refuse(record, unusable.reason(), unusable.detail());
        }
        Instant receivedAt = Instant.ofEpochMilli(record.timestamp());
        if (read instanceof AckReader.Read.Mark mark) {
            return inTurn(
                    mark.source(),
                    () -> take(
                            record,
                            () -> ports.twins().answersRead(mark.asset(), mark.source(), receivedAt),
                            () -> {}));
        }
        DeviceAck ack = ((AckReader.Read.Ack) read).ack();
        return inTurn(ack.source(), () -> take(record, () -> ports.twins().take(ack, receivedAt), counts::taken));
    }

    /** Ends every wait; what was not acked is delivered again, to whoever reads the partition next. */
    void stop() {
        retry.stop();
    }

    private CompletableFuture<?> inTurn(SourceId source, Supplier<CompletableFuture<?>> next) {
        CompletableFuture<?> before = last.get(source);
        CompletableFuture<?> turn = before == null ? next.get() : before.thenCompose(taken -> next.get());
        last.put(source, turn);
        CompletableFuture<?> unused = turn.whenComplete((taken, failure) -> last.remove(source, turn));
        return turn;
    }

    private CompletableFuture<?> take(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> record,
            Supplier<CompletionStage<Taken>> twin,
            Runnable whenTaken) {
        return retry.untilAnswered(ports.twinsAway(), twin).thenCompose(taken -> {
            if (taken instanceof Taken.NotTheirs not) {
                return refuse(record, not.reason(), not.detail());
            }
            whenTaken.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    private CompletableFuture<?> refuse(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> record, RefusalReason reason, String detail) {
        byte[] key = record.key();
        QuarantinedRecord refused = new QuarantinedRecord(
                new QuarantinedRecord.Origin(record.topic(), record.partition(), record.offset()),
                key == null ? null : new String(key, UTF_8),
                Instant.ofEpochMilli(record.timestamp()),
                reason,
                detail,
                QuarantinedRecord.Payload.of(record.value()));
        return retry.untilAnswered(
                        ports.quarantineAway(),
                        () -> ports.quarantine().put(List.of(refused)).thenApply(put -> Boolean.TRUE))
                .thenAccept(put -> counts.refused(reason));
    }
}
