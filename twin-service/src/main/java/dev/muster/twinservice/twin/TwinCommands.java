package dev.muster.twinservice.twin;

import akka.actor.typed.javadsl.ActorContext;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.command.desk.CommandDesk;
import dev.muster.twinservice.command.desk.DeskHost;
import dev.muster.twinservice.command.desk.DeskStep;
import dev.muster.twinservice.command.desk.Turn;
import dev.muster.twinservice.command.rules.Situation;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.serialization.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Carries a {@link CommandDesk} within its twin's actor. The desk is made with the first command: most twins never get one. */
final class TwinCommands implements DeskHost {
    /** What its desk says to itself. */
    record Stepped(DeskStep step) implements AssetTwin.Own {}

    /**
     * What becomes of one message.
     *
     * @param moved what time alone brought about, persisted before what the desk wants
     */
    record Served(List<ConnectivityEvent> moved, Turn turn, Situation situation) {
        List<JournalEvent> events() {
            List<JournalEvent> events = new ArrayList<>(moved);
            events.addAll(turn.events());
            return events;
        }
    }

    private final ActorContext<AssetTwin.Command> context;
    private final AssetId id;
    private final TwinPorts ports;
    private @Nullable CommandDesk made;

    TwinCommands(ActorContext<AssetTwin.Command> context, AssetId id, TwinPorts ports) {
        this.context = context;
        this.id = id;
        this.ports = ports;
    }

    /** Time passes for the asset first, so that no maintenance that is over stands in a command's way. */
    Served serve(TwinState state, AssetTwin.Command talk, TwinLogic logic) {
        Instant now = ports.clock().instant();
        List<ConnectivityEvent> moved = logic.decide(state.lifecycle(), new ConnectivityInput.TimePassed(), now)
                .events();
        Situation situation = logic.situation(state.lifecycle().applyAll(moved), now);
        Turn turn = talk instanceof AssetTwin.Ask ask
                ? desk().ask(state.commands(), ask.asked(), situation, ask.replyTo()::tell)
                : desk().on(state.commands(), ((Stepped) talk).step(), situation);
        return new Served(moved, turn, situation);
    }

    /** Its events are persisted. */
    void end(Served served, TwinState changed) {
        served.turn().answer().run();
        desk().pursue(changed.commands(), served.turn().events(), served.situation());
    }

    /** Those that wait may go out now; after waking, those that a crash left behind are taken up. */
    void pursue(TwinState state, TwinLogic logic) {
        if (!state.commands().records().isEmpty()) {
            desk().pursue(
                            state.commands(),
                            List.of(),
                            logic.situation(state.lifecycle(), ports.clock().instant()));
        }
    }

    /** The journal was read again: what the desk remembers may not be so. */
    void forget() {
        made = null;
    }

    private CommandDesk desk() {
        CommandDesk desk = made == null ? new CommandDesk(id, ports.commands(), this, ports.clock()) : made;
        made = desk;
        return desk;
    }

    @Override
    public <T> void pipe(CompletionStage<T> stage, BiFunction<@Nullable T, @Nullable Throwable, DeskStep> step) {
        context.pipeToSelf(stage, (value, failure) -> new Stepped(step.apply(value, failure)));
    }

    @Override
    public void after(Duration wait, DeskStep step) {
        context.scheduleOnce(wait, context.getSelf(), new Stepped(step));
    }

    @Override
    public void failed(String what, Throwable cause) {
        ports.watch().failed(what, cause);
    }
}
