package dev.muster.twinservice.command.rules;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands to turbine {@code WT-07}, whose gateway {@code gw-07} is in session 7; times are seconds from {@link #T0}. */
final class RulesFixtures {
    static final Instant T0 = Instant.parse("2030-01-01T00:00:00Z");
    static final AssetId ASSET = new AssetId("WT-07");
    static final SourceId SOURCE = new SourceId("gw-07");
    static final Principal ANNA = new Principal("anna");
    static final Session SESSION = new Session(SOURCE, 7, true, T0.minusSeconds(60));
    static final CommandRecord.Position POSITION = new CommandRecord.Position(3, 42, at(1));
    static final CommandRules RULES = new CommandRules(3);

    private RulesFixtures() {}

    static Instant at(double second) {
        return T0.plusNanos((long) (second * 1e9));
    }

    static CommandRequest request(String key, double megawatts, @Nullable Instant queueUntil) {
        return new CommandRequest(
                CommandId.of(ASSET, key),
                ASSET,
                key,
                new CommandName("setPower"),
                new Arguments(Map.of("megawatts", Argument.of(megawatts))),
                ANNA,
                "",
                Duration.ofSeconds(30),
                queueUntil,
                null);
    }

    static CommandInput.Give give(CommandRequest request) {
        return new CommandInput.Give(request, null, at(1_000_000));
    }

    static CommandInput.DeviceAnswered answer(CommandId id, DeviceAck.Answer answer, double second) {
        return answer(id, SOURCE, 7, answer, second);
    }

    static CommandInput.DeviceAnswered answer(
            CommandId id, SourceId source, long epoch, DeviceAck.Answer answer, double second) {
        return new CommandInput.DeviceAnswered(
                new DeviceAck(id, ASSET, source, epoch, answer, "said", at(second)), at(second));
    }

    static Situation online(double second) {
        return situation(new ConnectivityState.Online(at(-60)), second);
    }

    static Situation offline(double second) {
        return situation(new ConnectivityState.Offline(at(-50), at(-20), OfflineCause.OVERDUE), second);
    }

    static Situation situation(ConnectivityState state, double second) {
        return new Situation(ASSET, state, SESSION, SOURCE, null, at(second));
    }

    /** The commands after this input; its events must fit them. */
    static Commands after(Commands commands, CommandInput input, Situation situation) {
        return commands.applyAll(RULES.decide(commands, input, situation).events());
    }
}
