package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandInput;
import dev.muster.twinservice.command.rules.Situation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A twin as its actor runs it: one message at a time, persisting takes a while and can fail, after which the actor reads its journal
 * again; and the process can die at any step, with all that was in memory. It sleeps until somebody asks it.
 */
final class SimTwin implements DeskHost, CommandProbe {
    final List<CommandEvent> journal = new ArrayList<>();

    private final SimTime time;
    private final Random random;
    private final Supplier<Situation> situation;
    private final Deque<Message> mailbox = new ArrayDeque<>();
    private @Nullable CommandPorts ports;
    private @Nullable CommandDesk desk;
    private Commands commands = Commands.NONE;
    private List<CommandEvent> writing = List.of();
    private boolean awake;
    private boolean busy;
    private int life;
    double crashShare;
    double persistFailureShare;
    int crashes;

    private interface Message {
        Turn turn(CommandDesk desk, Commands commands, Situation situation);
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    SimTwin(SimTime time, Random random, Supplier<Situation> situation) {
        this.time = time;
        this.random = random;
        this.situation = situation;
    }

    void plugIn(CommandPorts all) {
        ports = all;
    }

    Commands commands() {
        return commands;
    }

    void ask(CommandInput.Asked asked, Consumer<CommandAnswer> asker) {
        int asking = life;
        enqueue((of, state, now) -> of.ask(state, asked, now, answer -> {
            if (life == asking) {
                asker.accept(answer);
            }
        }));
    }

    /** Its connectivity changed, or it reported: the actor is awake, and looks what is to be done. */
    void stirred() {
        enqueue((of, state, now) -> Turn.NOTHING);
    }

    @Override
    public <T> void pipe(CompletionStage<T> stage, BiFunction<@Nullable T, @Nullable Throwable, DeskStep> step) {
        int begun = life;
        stage.whenComplete((value, failure) -> {
            if (life == begun) {
                come(step.apply(value, failure));
            }
        });
    }

    @Override
    public void after(Duration wait, DeskStep step) {
        int begun = life;
        time.in(wait, () -> {
            if (life == begun) {
                come(step);
            }
        });
    }

    @Override
    public void failed(String what, Throwable cause) {}

    /** Any step may be the last one of this process. */
    @Override
    public void reached(Step step, CommandId id) {
        if (random.nextDouble() < crashShare) {
            throw new Crash();
        }
    }

    private void come(DeskStep step) {
        enqueue((of, state, now) -> of.on(state, step, now));
    }

    private void enqueue(Message message) {
        mailbox.add(message);
        if (!awake) {
            awake = true;
            recover();
        }
        // Never within a message that is being handled.
        int begun = life;
        time.inMillis(0, () -> {
            if (life == begun) {
                serveAll();
            }
        });
    }

    private void serveAll() {
        while (awake && !busy && !mailbox.isEmpty()) {
            Message message = mailbox.remove();
            dying(() -> serve(message));
        }
    }

    private void serve(Message message) {
        CommandDesk of = desk();
        Situation then = situation.get();
        Turn turn = message.turn(of, commands, then);
        if (turn.events().isEmpty()) {
            end(of, turn, then);
            return;
        }
        busy = true;
        writing = turn.events();
        int begun = life;
        time.inMillis(random.nextInt(20) == 0 ? random.nextInt(4_000) : random.nextInt(30), () -> {
            if (life == begun) {
                written(of, turn, then);
            }
        });
    }

    private void written(CommandDesk of, Turn turn, Situation then) {
        boolean fails = random.nextDouble() < persistFailureShare;
        if (!fails || random.nextBoolean()) {
            journal.addAll(turn.events());
        }
        writing = List.of();
        if (fails) {
            recover();
            return;
        }
        busy = false;
        commands = commands.applyAll(turn.events());
        dying(() -> end(of, turn, then));
        serveAll();
    }

    private void end(CommandDesk of, Turn turn, Situation then) {
        turn.answer().run();
        of.pursue(commands, turn.events(), then);
    }

    private void recover() {
        busy = true;
        int begun = life;
        time.inMillis(random.nextInt(500), () -> {
            if (life == begun) {
                busy = false;
                desk = null;
                commands = Commands.NONE.applyAll(journal);
                dying(() -> desk().pursue(commands, List.of(), situation.get()));
                serveAll();
            }
        });
    }

    private void dying(Runnable step) {
        try {
            step.run();
        } catch (Crash crash) {
            crash();
        }
    }

    /** What was being written may have got there, or not. */
    void crash() {
        crashes++;
        life++;
        mailbox.clear();
        awake = false;
        busy = false;
        desk = null;
        if (random.nextBoolean()) {
            journal.addAll(writing);
        }
        writing = List.of();
    }

    private CommandDesk desk() {
        CommandDesk made =
                desk == null ? new CommandDesk(SimWorld.ASSET, Objects.requireNonNull(ports), this, time) : desk;
        desk = made;
        return made;
    }
}
