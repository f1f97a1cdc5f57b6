package dev.muster.twinservice.groupcommand.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One simulated history of a group command: an entity as the actor is one, twins that lose questions and answers and tell what
 * became of commands until they are heard, and crashes at every step.
 */
final class GroupHistory {
    private final GroupCommandSettings settings;
    private final Random random;
    private final SimulatedTime time = new SimulatedTime();
    private final FakeTwins twins;
    private final GroupRequest request;
    private final List<AssetId> members;
    private final int crashesPerMille;
    private final LossyWay way;
    private final @Nullable Instant cancelAt;
    private final @Nullable Standing[] outcomes;
    private final List<Runnable> toNote = new ArrayList<>();

    private GroupProgress progress = GroupProgress.NONE;
    private @Nullable GroupRun run;
    private int life;
    private int crashesLeft;
    private int underWay;
    private boolean flushPlanned;
    int events;
    int crashes;

    /** @param cancelWithin somebody takes it back at some moment until then; {@code null}: nobody does */
    GroupHistory(long seed, int memberCount, int atOnce, @Nullable Duration cancelWithin) {
        settings = GroupFixtures.settings(atOnce);
        random = new Random(seed);
        members = GroupFixtures.members(memberCount);
        outcomes = new Standing[memberCount];
        twins = new FakeTwins(time, random, this::tell);
        boolean queueing = random.nextInt(3) == 0;
        request = GroupFixtures.request(
                "key-" + seed, queueing ? time.now().plusSeconds(30 + random.nextInt(300)) : null);
        crashesPerMille = random.nextInt(60);
        crashesLeft = random.nextInt(12);
        way = new LossyWay(time, random, random.nextInt(memberCount > 1_000 ? 20 : 300));
        cancelAt = cancelWithin == null ? null : time.now().plusMillis(random.nextLong(cancelWithin.toMillis()));
    }

    /** Plays it to its end, and looks at every step whether what must hold does. */
    void play() {
        start();
        if (cancelAt != null) {
            time.at(cancelAt, this::cancel);
        }
        time.run(GroupFixtures.START.plus(Duration.ofDays(1)));
        assertThat(progress.endedAt()).as("end").isNotNull();
        assertThat(progress.endedAt()).isBefore(GroupFixtures.START.plus(Duration.ofHours(1)));
        for (int member = 0; member < members.size(); member++) {
            checkTruth(member);
        }
    }

    Map<MemberStatus, Integer> counts() {
        return progress.counts();
    }

    /** Whoever gives it repeats that until there is an answer. */
    private void start() {
        if (progress.started() == null) {
            time.in(Duration.ofSeconds(5), this::start);
            persist(GroupProgress.begin(request, members, time.now(), settings), this::revive);
        }
    }

    private void checkTruth(int member) {
        AssetId asset = members.get(member);
        Standing outcome = progress.standings().get(member);
        CommandRecord truth = twins.record(asset, request.memberCommand(asset));
        assertThat(outcome.status().isEnd()).as("%s has an outcome", asset).isTrue();
        assertThat(progress.status(member)).isEqualTo(outcome.status());
        if (truth == null) {
            assertThat(outcome.version())
                    .as("%s: its twin knows nothing", asset)
                    .isZero();
        } else {
            assertThat(outcome.status()).as("%s: %s", asset, truth).isEqualTo(MemberStatus.of(truth.status()));
            assertThat(outcome.version()).as("%s: by its twin's word", asset).isPositive();
        }
        assertThat(twins.keys.getOrDefault(asset, Set.of(request.id().value())))
                .containsExactly(request.id().value());
    }

    /** The entity lives, here or elsewhere. */
    private void revive() {
        life++;
        underWay = 0;
        toNote.clear();
        flushPlanned = false;
        run = progress.isRunning() ? new GroupRun(progress, settings, time.now()) : null;
        goOn();
    }

    private void crash() {
        crashes++;
        life++;
        run = null;
        toNote.clear();
        // An alarm, or whoever tells it something, wakes it.
        time.in(Duration.ofMillis(random.nextInt(20_000)), () -> {
            if (run == null) {
                revive();
            }
        });
    }

    /** Whether the step is done; otherwise the entity has crashed before it. */
    private boolean step() {
        if (crashesLeft > 0 && random.nextInt(1_000) < crashesPerMille) {
            crashesLeft--;
            crash();
            return false;
        }
        return true;
    }

    private void persist(List<GroupEvent> some, Runnable then) {
        if (!some.isEmpty() && !step()) {
            return;
        }
        events += some.size();
        some.forEach(this::checkSize);
        progress = progress.applyAll(some);
        checkProgress();
        if (step()) {
            then.run();
        }
    }

    private void checkSize(GroupEvent event) {
        if (event instanceof GroupEvent.Named named) {
            assertThat(named.members()).hasSizeBetween(1, GroupEvent.Named.MEMBERS_MAX);
        } else if (event instanceof GroupEvent.Moved moved) {
            assertThat(moved.changes()).hasSizeLessThanOrEqualTo(GroupEvent.Moved.CHANGES_MAX);
        }
    }

    private void checkProgress() {
        assertThat(progress.members()).isEqualTo(members);
        assertThat(progress.counts().values().stream().mapToInt(count -> count).sum())
                .as("counts")
                .isEqualTo(members.size());
        for (int member = 0; member < members.size(); member++) {
            Standing standing = progress.standings().get(member);
            Standing before = outcomes[member];
            if (before != null) {
                if (standing != before) {
                    // Looked at for every member at every step: no assertion object for each.
                    throw new AssertionError(
                            "Expected the outcome of %d to stay %s but got %s".formatted(member, before, standing));
                }
            } else if (standing.status().isEnd()) {
                outcomes[member] = standing;
            }
        }
    }

    private void goOn() {
        GroupRun running = run;
        if (running == null) {
            return;
        }
        if (running.mustFlush(progress, time.now())) {
            flush();
        } else {
            ask(running);
        }
    }

    private void flush() {
        GroupRun running = run;
        if (running != null) {
            persist(running.flush(progress, time.now()), this::persisted);
        }
    }

    private void persisted() {
        toNote.forEach(Runnable::run);
        toNote.clear();
        GroupRun running = run;
        if (running != null && progress.isRunning()) {
            ask(running);
        } else {
            run = null;
        }
    }

    private void ask(GroupRun running) {
        int asking = life;
        for (GroupRun.Question question : running.next(progress, time.now())) {
            underWay++;
            assertThat(underWay).as("under way").isLessThanOrEqualTo(settings.atOnce());
            if (question.ask() == GroupRun.Ask.GIVE) {
                assertThat(question.member()).as("given").isLessThan(progress.reached());
                assertThat(progress.cancelled()).isNull();
            }
            send(asking, question);
            if (!step()) {
                return;
            }
        }
        if (running.hasNews() && !flushPlanned) {
            flushPlanned = true;
            plan(asking, time.now().plus(settings.keeping().flushAfter()), () -> {
                flushPlanned = false;
                flush();
            });
        }
        running.nextLook(progress).ifPresent(at -> plan(asking, at, this::goOn));
    }

    private void plan(int asking, Instant at, Runnable what) {
        time.at(at, () -> {
            if (life == asking) {
                what.run();
            }
        });
    }

    private void send(int asking, GroupRun.Question question) {
        AssetId asset = members.get(question.member());
        Supplier<Commanding.Reply> atTwin =
                switch (question.ask()) {
                    case GIVE -> () -> twins.give(request.of(asset));
                    case FIND -> () -> twins.find(asset, request.memberCommand(asset));
                    case CANCEL -> () -> twins.cancel(asset, request.memberCommand(asset));
                };
        way.ask(atTwin, reply -> answer(asking, question, reply));
    }

    private void answer(int asking, GroupRun.Question question, Commanding.@Nullable Reply reply) {
        GroupRun running = run;
        if (running != null && life == asking) {
            underWay--;
            running.answered(progress, question, reply, time.now());
            goOn();
        }
    }

    private void tell(CommandRecord record) {
        way.tell(note -> hear(record, note));
    }

    private void hear(CommandRecord record, Runnable note) {
        GroupRun running = run;
        if (running == null) {
            if (!progress.isRunning()) {
                note.run();
            }
            return;
        }
        Runnable checked = () -> {
            Standing standing = progress.standings().get(progress.indexOf(record.asset()));
            assertThat(standing.status().isEnd()
                            || standing.version() >= record.transitions().size())
                    .as("noted for good")
                    .isTrue();
            note.run();
        };
        if (running.told(progress, record, time.now())) {
            checked.run();
        } else {
            toNote.add(checked);
            goOn();
        }
    }

    private void cancel() {
        GroupRun running = run;
        if (running == null && (progress.isRunning() || progress.started() == null)) {
            time.in(Duration.ofSeconds(1), this::cancel);
        } else if (running != null) {
            persist(
                    running.cancel(progress, new GroupEvent.CancelAsked(GroupFixtures.ANNA, time.now()), time.now()),
                    this::persisted);
        }
    }
}
