package dev.muster.twinservice.command.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.Transition;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of seeded histories of {@link SimWorld}, each held against what was promised. */
class CommandHistoriesTest {
    private static final int HISTORIES = 2_000;

    /** After the end of its time, or after the chaos: its alarm, a repeated waking, a recovery. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(45);

    private int crashes;
    private int repeatedAfterForgetting;
    private int late;
    private int releasedAgain;
    private int forged;
    private int marks;
    private int expired;

    @Test
    void shouldGiveEachCommandOneEffectAndOneEndWhateverDies() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            SimWorld world = new SimWorld(seed, commands(seed));
            world.time.runUntil(SimTime.START.plus(SimWorld.CHAOS).plusSeconds(80));
            checkAlarms("history " + seed, world);
            world.time.runUntil(SimTime.START.plus(SimWorld.CHAOS).plusSeconds(400));
            check("history " + seed, world);
        }
        assertThat(crashes).as("crashes").isGreaterThan(2_000);
        assertThat(repeatedAfterForgetting).as("keys repeated after forgetting").isGreaterThan(200);
        assertThat(late).as("late answers").isGreaterThan(500);
        assertThat(releasedAgain).as("commands that Kafka had lost").isGreaterThan(100);
        assertThat(forged).as("forged answers").isGreaterThan(2_000);
        assertThat(marks).as("marks among the answers").isGreaterThan(1_000);
        assertThat(expired).as("commands whose end no device told").isGreaterThan(500);
    }

    /** Many make the twin forget; one alone has nobody else's alarm to help it. */
    private static int commands(int seed) {
        return seed % 10 == 0 ? 45 : 1 + seed % 6;
    }

    /** So far nobody but alarms has woken the twin since everything works again. */
    private static void checkAlarms(String history, SimWorld world) {
        Commands asJournaled = Commands.NONE.applyAll(world.twin.journal);
        for (CommandRecord known : asJournaled.records()) {
            if (known.due().plus(ENDS_WITHIN).isBefore(world.time.instant())) {
                assertThat(known.status().isEnd())
                        .as("%s %s has ended", history, known.id())
                        .isTrue();
                assertThat(world.audit.rows.get(known.id()))
                        .as("%s %s is in the audit", history, known.id())
                        .isNotNull()
                        .matches(row -> row.status().isEnd(), "has ended");
            }
        }
    }

    private void check(String history, SimWorld world) {
        crashes += world.twin.crashes;
        repeatedAfterForgetting += world.repeatedAfterForgetting;
        Map<CommandId, List<CommandEvent>> journal = new LinkedHashMap<>();
        world.twin.journal.forEach(event ->
                journal.computeIfAbsent(event.id(), any -> new ArrayList<>()).add(event));
        checkSent(history, world, journal);
        journal.forEach((id, events) -> checkOne(history + " " + id, world, events));
        assertThat(world.audit.rows.keySet()).as(history).isEqualTo(journal.keySet());
        world.forged.forEach(
                (ack, verdict) -> assertThat(verdict).as("%s %s", history, ack).isEqualTo("NotYours"));
        forged += world.forged.size();
        marks += world.answers.marks;
        for (CommandAnswer.Known known : world.told) {
            CommandRecord row = world.audit.rows.get(known.command().id());
            assertThat(row.transitions())
                    .as("%s: what somebody was told", history)
                    .startsWith(known.command().transitions().toArray(Transition[]::new));
        }
    }

    private void checkSent(String history, SimWorld world, Map<CommandId, List<CommandEvent>> journal) {
        assertThat(world.kafka.topic.stream().map(DeviceCommand::id))
                .as("%s: on the topic", history)
                .doesNotHaveDuplicates();
        assertThat(world.device.done).as("%s: done", history).doesNotHaveDuplicates();
        for (SimKafka.Sending sending : world.kafka.sendings) {
            DeviceCommand command = sending.command();
            assertThat(sending.at()).as("%s: sent %s", history, command).isBefore(command.expiresAt());
            assertThat(Duration.between(command.issuedAt(), sending.at()))
                    .as("%s: sent %s", history, command)
                    .isLessThanOrEqualTo(SimWorld.SETTINGS.delivery().sendWithin());
            assertThat(journal.get(command.id()))
                    .as("%s: sent %s", history, command)
                    .anyMatch(event -> event instanceof CommandEvent.Released released
                            && released.release().at().equals(command.issuedAt())
                            && released.release().expiresAt().equals(command.expiresAt()));
        }
    }

    private void checkOne(String what, SimWorld world, List<CommandEvent> events) {
        CommandRecord whole = whole(events);
        assertThat(world.audit.rows.get(whole.id())).as("%s: audit", what).isEqualTo(whole);
        assertThat(world.audit.published.get(whole.id())).as("%s: stream", what).isEqualTo(whole);
        if (whole.request().owner() != null) {
            assertThat(world.audit.owned.get(whole.id())).as("%s: owner", what).isEqualTo(whole);
        }
        List<Transition> ends = whole.transitions().stream()
                .filter(step -> step.status().isEnd() && !step.late())
                .toList();
        assertThat(ends).as("%s: ends", what).hasSize(1);
        Instant latest = latest(whole);
        assertThat(ends.get(0).at()).as("%s: ended", what).isBefore(latest);
        boolean onTopic =
                world.kafka.topic.stream().anyMatch(command -> command.id().equals(whole.id()));
        if (whole.status() == CommandStatus.CANCELLED) {
            assertThat(onTopic).as("%s: taken back", what).isFalse();
        }
        if (whole.sent() != null) {
            assertThat(onTopic).as("%s: said to be sent", what).isTrue();
        }
        assertThat(world.given).as(what).containsKey(whole.id());
        checkAnswers(what, world, whole);
        checkInTime(what, world, whole);
        late += (int) whole.transitions().stream().filter(Transition::late).count();
        long releases =
                events.stream().filter(CommandEvent.Released.class::isInstance).count();
        releasedAgain += releases > 1 ? 1 : 0;
        assertThat(world.twin.commands().find(whole.id()).map(world.twin.commands()::isTold))
                .as("%s: told", what)
                .isNotEqualTo(Optional.of(false));
    }

    private static Instant latest(CommandRecord whole) {
        Instant chaosEnds = SimTime.START.plus(SimWorld.CHAOS);
        Instant due = whole.due().isAfter(whole.acceptedAt()) ? whole.due() : whole.acceptedAt();
        return (due.isAfter(chaosEnds) ? due : chaosEnds).plus(ENDS_WITHIN);
    }

    /** What the device said is there, once each, but for an acknowledgement after its own last word. */
    private static void checkAnswers(String what, SimWorld world, CommandRecord whole) {
        List<CommandStatus> recorded = whole.transitions().stream()
                .map(Transition::status)
                .filter(status -> status != CommandStatus.ACCEPTED
                        && status != CommandStatus.SENT
                        && status != CommandStatus.EXPIRED
                        && status != CommandStatus.CANCELLED)
                .toList();
        assertThat(recorded).as("%s: answers", what).doesNotHaveDuplicates();
        HashSet<CommandStatus> said = new HashSet<>();
        for (DeviceAck.Answer answer : world.device.said.getOrDefault(whole.id(), Set.of())) {
            said.add(Commands.status(answer));
        }
        said.remove(CommandStatus.ACKNOWLEDGED);
        if (whole.refusal() != null) {
            said.add(CommandStatus.REFUSED);
        }
        assertThat(recorded.stream().filter(status -> status != CommandStatus.ACKNOWLEDGED))
                .as("%s: answers", what)
                .containsExactlyInAnyOrderElementsOf(said);
    }

    /** However late it is read: what Kafka had before the end of its time is not called late, and no command expires over it. */
    private void checkInTime(String what, SimWorld world, CommandRecord whole) {
        if (whole.transitions().stream().noneMatch(step -> step.status() == CommandStatus.EXPIRED)) {
            return;
        }
        expired++;
        assertThat(world.answers.answers().stream()
                        .filter(answered -> answered.ack().id().equals(whole.id())
                                && !world.forged.containsKey(answered.ack())
                                && answered.ack().answer() != DeviceAck.Answer.ACKNOWLEDGED)
                        .map(CommandInput.DeviceAnswered::receivedAt))
                .as("%s: answered in time, and expired", what)
                .noneMatch(receivedAt -> receivedAt.isBefore(whole.due()));
    }

    /** The record that the journal makes, had the twin forgotten nothing. */
    private static CommandRecord whole(List<CommandEvent> events) {
        Commands all = Commands.NONE;
        for (CommandEvent event : events) {
            if (event instanceof CommandEvent.Recalled recalled) {
                assertThat(recalled.known()).isEqualTo(all.records().get(0));
            } else {
                all = all.apply(event);
            }
        }
        return all.records().get(0);
    }
}
