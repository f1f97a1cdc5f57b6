package dev.muster.twinservice.command;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.CommandId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The commands that a twin knows: all that are open, all that are not told to everybody, and the last ones besides. Immutable;
 * part of the twin's snapshot. What is forgotten stands in the audit.
 *
 * @param records in the order in which they were accepted
 * @param told of those that have ended: up to which transition everybody knows them
 * @param forgot whether a command was ever forgotten: then an unknown id may be an old one
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Commands(List<CommandRecord> records, Map<CommandId, Integer> told, boolean forgot) {
    /** Ended and told ones that are kept for whoever asks next. */
    public static final int REMEMBERED_MAX = 20;

    public static final Commands NONE = new Commands(List.of(), Map.of(), false);

    @JsonCreator
    public Commands(
            @JsonProperty("records") @Nullable List<CommandRecord> records,
            @JsonProperty("told") @Nullable Map<CommandId, Integer> told,
            @JsonProperty("forgot") boolean forgot) {
        this.records = records == null ? List.of() : List.copyOf(records);
        // Sorted: equal states are stored as equal bytes.
        this.told = told == null || told.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(told));
        this.forgot = forgot;
    }

    public Optional<CommandRecord> find(CommandId id) {
        return records.stream().filter(known -> known.id().equals(id)).findFirst();
    }

    /** Those that have not ended, in the order in which they were accepted. */
    @JsonIgnore
    public List<CommandRecord> open() {
        return records.stream().filter(known -> !known.status().isEnd()).toList();
    }

    /** Whether everybody knows all of it, as far as the journal says. */
    public boolean isTold(CommandRecord known) {
        return told.getOrDefault(known.id(), 0) >= known.transitions().size();
    }

    public Commands applyAll(List<CommandEvent> events) {
        Commands next = this;
        for (CommandEvent event : events) {
            next = next.apply(event);
        }
        return next;
    }

    /** An event of a command that is not known is a bug: {@link IllegalStateException}. */
    public Commands apply(CommandEvent event) {
        if (event instanceof CommandEvent.Accepted accepted) {
            return added(new CommandRecord(
                    accepted.request(),
                    null,
                    null,
                    null,
                    List.of(Transition.of(CommandStatus.ACCEPTED, accepted.at(), ""))));
        }
        if (event instanceof CommandEvent.Refused refused) {
            return added(new CommandRecord(
                    refused.request(),
                    refused.refusal(),
                    null,
                    null,
                    List.of(Transition.of(
                            CommandStatus.REFUSED,
                            refused.at(),
                            refused.refusal().detail()))));
        }
        if (event instanceof CommandEvent.Recalled recalled) {
            return added(recalled.known());
        }
        if (event instanceof CommandEvent.Told everybody) {
            Map<CommandId, Integer> more = new LinkedHashMap<>(told);
            more.put(everybody.id(), everybody.transitions());
            return new Commands(records, more, forgot).forgetful();
        }
        CommandRecord known = find(event.id())
                .orElseThrow(() -> new IllegalStateException("Expected a known command but got " + event));
        return replaced(known, next(known, event));
    }

    private static CommandRecord next(CommandRecord known, CommandEvent event) {
        if (event instanceof CommandEvent.Released released) {
            return known.releasedAs(released.release());
        }
        if (event instanceof CommandEvent.Sent sent) {
            CommandRecord placed = known.sentAt(sent.position());
            // A quick device can have answered before Kafka's own ack was journaled.
            return known.status() == CommandStatus.ACCEPTED
                    ? placed.with(
                            Transition.of(CommandStatus.SENT, sent.position().at(), ""))
                    : placed;
        }
        if (event instanceof CommandEvent.Answered answered) {
            return known.with(new Transition(
                    status(answered.answer()),
                    answered.at(),
                    answered.detail(),
                    known.status().isEnd()));
        }
        if (event instanceof CommandEvent.Expired expired) {
            return known.with(Transition.of(CommandStatus.EXPIRED, expired.at(), expired.detail()));
        }
        if (event instanceof CommandEvent.Cancelled cancelled) {
            return known.with(Transition.of(CommandStatus.CANCELLED, cancelled.at(), cancelled.detail()));
        }
        throw new IllegalStateException("Expected an event of a known command but got " + event);
    }

    /** What a command is by the device's word. */
    public static CommandStatus status(DeviceAck.Answer answer) {
        return switch (answer) {
            case ACKNOWLEDGED -> CommandStatus.ACKNOWLEDGED;
            case SUCCEEDED -> CommandStatus.SUCCEEDED;
            case FAILED -> CommandStatus.FAILED;
            case REFUSED -> CommandStatus.REFUSED;
        };
    }

    private Commands added(CommandRecord fresh) {
        List<CommandRecord> longer = new ArrayList<>(records);
        longer.add(fresh);
        return new Commands(longer, told, forgot);
    }

    private Commands replaced(CommandRecord old, CommandRecord by) {
        List<CommandRecord> same = new ArrayList<>(records);
        same.set(same.indexOf(old), by);
        return new Commands(same, told, forgot);
    }

    /** Without the oldest of those that everybody knows. */
    private Commands forgetful() {
        List<CommandRecord> done = records.stream()
                .filter(known -> known.status().isEnd() && isTold(known))
                .toList();
        if (done.size() <= REMEMBERED_MAX) {
            return this;
        }
        List<CommandRecord> kept = new ArrayList<>(records);
        Map<CommandId, Integer> keptTold = new LinkedHashMap<>(told);
        for (CommandRecord old : done.subList(0, done.size() - REMEMBERED_MAX)) {
            kept.remove(old);
            keptTold.remove(old.id());
        }
        return new Commands(kept, keptTold, true);
    }
}
